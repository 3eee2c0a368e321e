import { createWindowVirtualizer } from "@tanstack/solid-virtual";
import History from "lucide-solid/icons/rotate-ccw-clock";
import { createEffect, createMemo, createSignal, For, Match, Show, Switch } from "solid-js";
import type { Interaction } from "#core/engagement/interactions/index.ts";
import type { Customer } from "#core/people/customers/index.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { Button } from "#web/ui/button.tsx";
import { EmptyState, ErrorState, Skeleton } from "#web/ui/states.tsx";
import { useTop } from "#web/ui/use-top.ts";
import { useCan } from "#web/workspace/users/index.ts";
import { CorrectDialog } from "./correct-dialog.tsx";
import { type Filter, useTimeline } from "./queries.ts";
import { TimelineFilter } from "./timeline-filter.tsx";
import { entryId } from "./timeline-pages.ts";
import { TimelineRow } from "./timeline-row.tsx";
import { VersionsDialog } from "./versions-dialog.tsx";
import { WithdrawDialog } from "./withdraw-dialog.tsx";

/** Asked for this many entries before the end comes into view. */
const AHEAD = 40;

/** Everything that happened with a customer, newest first. Only what is in view exists. */
export function Timeline(props: { customerId: Customer["id"]; kind: Customer["kind"] }) {
  const can = useCan();
  const [filter, setFilter] = createSignal<Filter>("all");
  const [correcting, setCorrecting] = createSignal<Interaction | null>(null);
  const [withdrawing, setWithdrawing] = createSignal<Interaction | null>(null);
  const [reading, setReading] = createSignal<Interaction | null>(null);
  const timeline = useTimeline(() => ({ id: props.customerId, filter: filter() }));
  const entries = createMemo(() => timeline.data?.pages.flatMap((page) => page.items) ?? []);
  let list: HTMLDivElement | undefined;
  const top = useTop(() => list);
  const rows = createWindowVirtualizer({
    get count() {
      return entries().length;
    },
    estimateSize: (at) => (entries()[at]?.type === "change" ? 44 : 112),
    overscan: 8,
    get scrollMargin() {
      return top();
    },
    getItemKey: (at) => {
      const entry = entries()[at];
      return entry ? entryId(entry) : at;
    },
  });
  // Rows are told apart by their entry, not by their place: one that comes in front moves them, as they are.
  const places = createMemo(() => new Map(rows.getVirtualItems().map((row) => [String(row.key), row])));
  const shown = createMemo(() => [...places().keys()]);

  createEffect(() => {
    const last = rows.getVirtualItems().at(-1)?.index ?? 0;
    const wants = timeline.hasNextPage && !timeline.isFetchingNextPage && !timeline.isFetchNextPageError;
    if (wants && last >= entries().length - AHEAD) void timeline.fetchNextPage();
  });

  return (
    <section aria-label={t("interactions.timeline")}>
      <h2 class="sr-only">{t("interactions.timeline")}</h2>
      <TimelineFilter value={filter()} onChange={setFilter} />
      <div ref={list} class="relative">
        <Switch>
          <Match when={timeline.isPending}>
            <Skeleton lines={6} class="py-4" />
          </Match>
          <Match when={timeline.isError && entries().length === 0}>
            <ErrorState error={timeline.error} onRetry={() => void timeline.refetch()} />
          </Match>
          <Match when={entries().length === 0 && !timeline.hasNextPage}>
            <EmptyState
              icon={History}
              title={t(filter() === "all" ? "interactions.none" : "interactions.noneOfThese")}
              text={t(filter() === "all" ? "interactions.noneText" : "interactions.noneOfTheseText")}
            >
              <Show when={filter() !== "all"}>
                <Button onClick={() => setFilter("all")}>{t("interactions.showAll")}</Button>
              </Show>
            </EmptyState>
          </Match>
          <Match when={true}>
            <ol class="relative" style={{ height: `${rows.getTotalSize()}px` }} aria-label={t("interactions.timeline")}>
              <For each={shown()}>
                {(key) => {
                  const index = () => places().get(key)?.index ?? 0;
                  return (
                    <Show when={entries()[index()]}>
                      {(entry) => (
                        <li
                          ref={(element) => queueMicrotask(() => rows.measureElement(element))}
                          data-index={index()}
                          aria-setsize={timeline.hasNextPage ? -1 : entries().length}
                          aria-posinset={index() + 1}
                          class="absolute inset-x-0 top-0"
                          style={{ transform: `translateY(${(places().get(key)?.start ?? 0) - top()}px)` }}
                        >
                          <TimelineRow
                            entry={entry()}
                            before={entries()[index() - 1]}
                            kind={props.kind}
                            mayAudit={can("audit.read")}
                            onVersions={setReading}
                            mayWrite={can("interactions.write")}
                            onCorrect={setCorrecting}
                            onWithdraw={setWithdrawing}
                          />
                        </li>
                      )}
                    </Show>
                  );
                }}
              </For>
            </ol>
          </Match>
        </Switch>
      </div>
      <Show when={timeline.isFetchNextPageError}>
        <div role="alert" class="flex flex-wrap items-center justify-center gap-3 py-6 text-ink-2">
          {messageOf(timeline.error)}
          <Button size="small" onClick={() => void timeline.fetchNextPage()}>
            {t("common.tryAgain")}
          </Button>
        </div>
      </Show>
      <CorrectDialog interaction={correcting()} onClose={() => setCorrecting(null)} />
      <VersionsDialog interaction={reading()} onClose={() => setReading(null)} />
      <WithdrawDialog interaction={withdrawing()} onClose={() => setWithdrawing(null)} />
    </section>
  );
}
