import { Show } from "solid-js";
import { t } from "#web/platform/i18n.ts";
import { ErrorState, Skeleton } from "#web/ui/states.tsx";
import { useTitle } from "#web/ui/title.ts";
import { PasswordPart } from "./password-part.tsx";
import { useSecondFactor } from "./queries.ts";
import { SecondFactorPart } from "./second-factor-part.tsx";
import { SessionsPart } from "./sessions-part.tsx";

/** One's password, second factor and sessions. */
export default function SecurityPage() {
  const factor = useSecondFactor();
  useTitle(() => t("security.title"));
  return (
    <>
      <h2 class="mb-5 font-semibold text-lg">{t("security.title")}</h2>
      <Show when={!factor.isError} fallback={<ErrorState error={factor.error} onRetry={() => void factor.refetch()} />}>
        <Show when={factor.data} fallback={<Skeleton lines={6} />}>
          {(state) => (
            <div class="space-y-10">
              <SecondFactorPart isOn={state().isOn} hasPassword={state().hasPassword} />
              <PasswordPart hasPassword={state().hasPassword} />
              <SessionsPart />
            </div>
          )}
        </Show>
      </Show>
    </>
  );
}
