import { createSignal, For, Match, Show, Switch } from "solid-js";
import type { Webhook, WebhookCall } from "#core/workspace/webhooks/index.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { showNumber } from "#web/platform/show.ts";
import { Ago } from "#web/ui/ago.tsx";
import { Button } from "#web/ui/button.tsx";
import { MoreButton } from "#web/ui/more-button.tsx";
import { ErrorState, Skeleton } from "#web/ui/states.tsx";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";
import { repeatCall, useCalls } from "./queries.ts";

/** What a webhook was told lately, and what came of each call. */
export function Calls(props: { webhook: Webhook }) {
  const calls = useCalls(() => props.webhook.id);
  const all = () => calls.data?.pages.flatMap(({ items }) => items) ?? [];
  const [busy, setBusy] = createSignal<string | null>(null);
  const again = async (call: WebhookCall) => {
    setBusy(call.id);
    try {
      sayOutcome(await repeatCall(props.webhook, call.id));
    } catch (error) {
      toastFailed(messageOf(error));
    } finally {
      setBusy(null);
    }
  };
  return (
    <Switch>
      <Match when={calls.isPending}>
        <Skeleton lines={3} />
      </Match>
      <Match when={calls.isError && all().length === 0}>
        <ErrorState error={calls.error} onRetry={() => void calls.refetch()} />
      </Match>
      <Match when={all().length === 0}>
        <p class="py-2 text-ink-3 text-sm">{t("webhooks.noCalls")}</p>
      </Match>
      <Match when={true}>
        <ul class="divide-y text-sm" aria-label={t("webhooks.calls")}>
          <For each={all()}>
            {(call) => (
              <li class="flex flex-wrap items-center gap-x-3 gap-y-1 py-1.5">
                <span class={`w-24 shrink-0 ${call.outcome === "taken" ? "text-ink-2" : "text-danger"}`}>
                  {t(`webhooks.outcomes.${call.outcome}`)}
                </span>
                <code class="ltr-text min-w-40 flex-1">{call.event}</code>
                <Show when={call.problem}>
                  <bdi class="text-ink-2">{call.problem}</bdi>
                </Show>
                <span class="text-ink-3 tabular-nums">{t("webhooks.ms", showNumber(call.ms))}</span>
                <Ago at={call.at} class="text-ink-3" />
                <Button size="small" look="quiet" busy={busy() === call.id} onClick={() => void again(call)}>
                  {t("webhooks.repeat")}
                </Button>
              </li>
            )}
          </For>
        </ul>
        <MoreButton of={calls}>{t("recent.more")}</MoreButton>
      </Match>
    </Switch>
  );
}

export function sayOutcome({ outcome, problem }: WebhookCall): void {
  if (outcome === "taken") toastDone(t("webhooks.tookIt"));
  else toastFailed(t("webhooks.didNotTakeIt", problem ?? ""));
}
