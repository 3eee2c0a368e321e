import ShieldCheck from "lucide-solid/icons/shield-check";
import { createSignal, Match, Show, Switch } from "solid-js";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { PasswordDialog } from "./password-dialog.tsx";
import { renewCodes, turnOff } from "./queries.ts";
import { CodesDialog } from "./recovery-codes.tsx";
import { TurnOnDialog } from "./turn-on-dialog.tsx";

type Doing = "on" | "off" | "codes" | null;

export function SecondFactorPart(props: { isOn: boolean; hasPassword: boolean }) {
  const [doing, setDoing] = createSignal<Doing>(null);
  const [codes, setCodes] = createSignal<string[] | null>(null);
  const close = () => setDoing(null);
  return (
    <section>
      <h3 class="flex items-center gap-2 font-semibold">
        {t("security.factor")}
        <Show when={props.isOn}>
          <ShieldCheck size={18} class="text-accent" />
        </Show>
      </h3>
      <p class="mb-3 max-w-xl text-ink-2">{t(props.isOn ? "security.factorOn" : "security.factorOff")}</p>
      <Show
        when={props.isOn}
        fallback={
          <Button look="primary" onClick={() => setDoing("on")}>
            {t("security.turnOn")}
          </Button>
        }
      >
        <div class="flex flex-wrap gap-2">
          <Button onClick={() => setDoing("codes")}>{t("security.newCodes")}</Button>
          <Button look="quiet" onClick={() => setDoing("off")}>
            {t("security.turnOff")}
          </Button>
        </div>
      </Show>
      <Switch>
        <Match when={doing() === "on"}>
          <TurnOnDialog hasPassword={props.hasPassword} onClose={close} />
        </Match>
        <Match when={doing() === "off"}>
          <PasswordDialog
            title={t("security.turnOff")}
            text={t("security.turnOffText")}
            submit={t("security.turnOff")}
            done={t("security.wasTurnedOff")}
            dangerous
            hasPassword={props.hasPassword}
            act={turnOff}
            onClose={close}
          />
        </Match>
        <Match when={doing() === "codes"}>
          <PasswordDialog
            title={t("security.newCodes")}
            text={t("security.newCodesText")}
            submit={t("security.go")}
            hasPassword={props.hasPassword}
            act={async (password) => void setCodes(await renewCodes(password))}
            onClose={close}
          />
        </Match>
      </Switch>
      <Show when={codes()}>{(list) => <CodesDialog codes={list()} onClose={() => setCodes(null)} />}</Show>
    </section>
  );
}
