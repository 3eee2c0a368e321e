import { createSignal, Show } from "solid-js";
import { t } from "#web/platform/i18n.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { Button } from "#web/ui/button.tsx";
import { useTitle } from "#web/ui/title.ts";
import { Entrance } from "#web/workspace/sign-in/index.ts";
import { useMe } from "#web/workspace/users/index.ts";
import { useSecondFactor } from "./queries.ts";
import { TurnOnDialog } from "./turn-on-dialog.tsx";

/** All that is there for somebody of whom a second factor is asked, until they have one. */
export default function FactorAskedPage(props: { onSignOut: () => void }) {
  const me = useMe();
  const factor = useSecondFactor();
  const [doing, setDoing] = createSignal(false);
  useTitle(() => t("security.factor"));
  // The recovery codes are read before the page gives way.
  const close = () => {
    setDoing(false);
    void queryClient.invalidateQueries({ queryKey: ["me"] });
  };
  return (
    <Entrance title={t("security.asked")} text={t("security.askedText", me.data?.workspace.name ?? "")}>
      <div class="space-y-4 rounded-2xl border bg-surface p-6 shadow-raised">
        <p class="text-pretty text-ink-2">{t("security.factorOff")}</p>
        <div class="flex flex-wrap gap-2">
          <Button look="primary" onClick={() => setDoing(true)}>
            {t("security.turnOn")}
          </Button>
          <Button look="quiet" onClick={props.onSignOut}>
            {t("shell.signOut")}
          </Button>
        </div>
      </div>
      <Show when={doing()}>
        <TurnOnDialog hasPassword={factor.data?.hasPassword ?? true} onClose={close} />
      </Show>
    </Entrance>
  );
}
