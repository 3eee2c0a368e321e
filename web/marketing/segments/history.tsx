import { A } from "@solidjs/router";
import { For, Match, Show, Switch } from "solid-js";
import { t } from "#web/platform/i18n.ts";
import { Ago } from "#web/ui/ago.tsx";
import { MoreButton } from "#web/ui/more-button.tsx";
import { ErrorState, Skeleton } from "#web/ui/states.tsx";
import { type SegmentId, useMovements } from "./queries.ts";
import { useRuleWords } from "./words.ts";

export function History(props: { id: SegmentId; watched: number }) {
  const words = useRuleWords();
  const history = useMovements(
    () => props.id,
    () => props.watched,
  );
  const all = () => history.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Switch>
      <Match when={history.isPending}>
        <Skeleton lines={6} />
      </Match>
      <Match when={history.isError && all().length === 0}>
        <ErrorState error={history.error} onRetry={() => void history.refetch()} />
      </Match>
      <Match when={all().length === 0 && !history.hasNextPage}>
        <p class="py-8 text-center text-ink-3">{t("segments.noHistory")}</p>
      </Match>
      <Match when={true}>
        <ul class="divide-y border-y" aria-label={t("segments.history")}>
          <For each={all()}>
            {({ at, name, customerId, direction, because }) => (
              <li class="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-2 py-2.5">
                <span class={`w-14 shrink-0 text-sm ${direction === "in" ? "text-accent" : "text-ink-3"}`}>
                  {t(direction === "in" ? "segments.cameIn" : "segments.wentOut")}
                </span>
                <Show when={name} fallback={<span class="text-ink-3">{t("segments.somebody")}</span>}>
                  <A href={`/customers/${customerId}`} class="font-medium hover:underline">
                    {name}
                  </A>
                </Show>
                <span class="min-w-0 flex-1 basis-48 break-words text-ink-2 text-sm">
                  {direction === "in" ? words.because(because) : words.missing(because)}
                </span>
                <Ago at={at} class="text-ink-3 text-sm" />
              </li>
            )}
          </For>
        </ul>
        <MoreButton of={history}>{t("segments.more")}</MoreButton>
      </Match>
    </Switch>
  );
}
