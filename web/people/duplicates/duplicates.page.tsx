import { A, useSearchParams } from "@solidjs/router";
import ChevronRight from "lucide-solid/icons/chevron-right";
import CopyCheck from "lucide-solid/icons/copy-check";
import Merging from "lucide-solid/icons/merge";
import { createEffect, createMemo, createSignal, For, Match, Show, Switch } from "solid-js";
import type { DuplicatePair } from "#core/people/duplicates/index.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { showNumber } from "#web/platform/show.ts";
import { Button, type Icon } from "#web/ui/button.tsx";
import { MoreButton } from "#web/ui/more-button.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { EmptyState, ErrorState, Skeleton } from "#web/ui/states.tsx";
import { useTitle } from "#web/ui/title.ts";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";
import { Toggle } from "#web/ui/toggle.tsx";
import { useCan } from "#web/workspace/users/index.ts";
import { CompareDialog } from "./compare-dialog.tsx";
import { MergeAllDialog } from "./merge-all-dialog.tsx";
import { PairRow } from "./pair-row.tsx";
import { type Merge, mergeAll, setDismissed, undoAll, usePairs } from "./queries.ts";
import { countDone, isStrong } from "./words.ts";

const keyOf = ({ a, b }: DuplicatePair) => [a.id, b.id].sort().join(" ");

/** Records that may be one customer: looked at one by one, or many merged at once. */
export default function DuplicatesPage() {
  const [search, setSearch] = useSearchParams<{ dismissed?: string }>();
  const can = useCan();
  const dismissed = () => search.dismissed === "true";
  const list = usePairs(dismissed);
  const pairs = createMemo(() => list.data?.pages.flatMap((page) => page.items) ?? []);
  const [selected, setSelected] = createSignal<ReadonlySet<string>>(new Set());
  const chosen = () => pairs().filter((pair) => !dismissed() && selected().has(keyOf(pair)));
  const strong = () => pairs().filter(isStrong);
  const [compared, setCompared] = createSignal<DuplicatePair | null>(null);
  const [askingAll, setAskingAll] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const mayWrite = () => can("customers.write");
  useTitle(() => t("duplicates.title"));

  const select = (some: readonly DuplicatePair[], on: boolean) =>
    setSelected((all) => {
      const next = new Set(all);
      for (const pair of some) on ? next.add(keyOf(pair)) : next.delete(keyOf(pair));
      return next;
    });

  const undo = async (merges: readonly Merge[]) => {
    try {
      const outcomes = await undoAll(merges);
      const failed = outcomes.length - countDone(outcomes);
      if (failed > 0) toastFailed(t("duplicates.notUndone", showNumber(failed), failed));
      else toastDone(t("duplicates.undone", showNumber(outcomes.length), outcomes.length));
    } catch (error) {
      toastFailed(messageOf(error), () => void undo(merges));
    }
  };

  const mergeChosen = async () => {
    setBusy(true);
    try {
      const outcomes = await mergeAll(chosen().map(({ a, b }) => ({ survivorId: a.id, absorbedId: b.id })));
      const done = outcomes.filter((one) => one.done) as Merge[];
      const failed = outcomes.length - done.length;
      setSelected(new Set<string>());
      if (done.length > 0) {
        toastDone(t("duplicates.mergedMany", showNumber(done.length), done.length), () => void undo(done));
      }
      if (failed > 0) toastFailed(t("duplicates.notMerged", showNumber(failed), failed));
    } catch (error) {
      toastFailed(messageOf(error));
    } finally {
      setBusy(false);
    }
  };

  const dismiss = async (pair: DuplicatePair, on: boolean) => {
    try {
      await setDismissed(pair, on);
      toastDone(t(on ? "duplicates.wasDismissed" : "duplicates.wasRecalled"), () => void dismiss(pair, !on));
    } catch (error) {
      toastFailed(messageOf(error));
    }
  };

  return (
    <>
      <nav
        class="-mb-4 flex items-center gap-1 px-5 pt-4 text-ink-3 text-sm md:px-8"
        aria-label={t("common.breadcrumb")}
      >
        <A href="/customers" class="rounded-md hover:text-ink hover:underline">
          {t("customers.title")}
        </A>
        <ChevronRight size={14} class="rtl:-scale-x-100" />
        <span>{t("duplicates.title")}</span>
      </nav>
      <PageHeader title={t("duplicates.title")}>
        <Toggle
          label={t("duplicates.showDismissed")}
          checked={dismissed()}
          onChange={(on) => setSearch({ dismissed: on ? "true" : null })}
        />
      </PageHeader>
      <p class="max-w-2xl px-5 pb-3 text-ink-2 md:px-8">
        {t(dismissed() ? "duplicates.dismissedText" : "duplicates.text")}
      </p>
      <Switch>
        <Match when={list.isPending}>
          <Skeleton lines={8} class="p-8" />
        </Match>
        <Match when={list.isError && pairs().length === 0}>
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        </Match>
        <Match when={pairs().length === 0 && !list.hasNextPage}>
          <EmptyState
            icon={CopyCheck as Icon}
            title={t(dismissed() ? "duplicates.noneDismissed" : "duplicates.none")}
            text={t(dismissed() ? "duplicates.noneDismissedText" : "duplicates.noneText")}
          />
        </Match>
        <Match when={list.data}>
          <Show when={mayWrite() && !dismissed()}>
            <div class="sticky top-0 z-10 flex min-h-12 flex-wrap items-center gap-x-4 gap-y-2 border-b bg-paper px-5 py-2 md:px-8">
              <label class="flex cursor-pointer items-center gap-2.5 ps-2 text-ink-2 text-sm md:ps-3">
                <input
                  type="checkbox"
                  class="size-4 accent-accent"
                  checked={pairs().length > 0 && chosen().length === pairs().length}
                  ref={(element) =>
                    createEffect(() => {
                      element.indeterminate = chosen().length > 0 && chosen().length < pairs().length;
                    })
                  }
                  onChange={(event) => select(pairs(), event.currentTarget.checked)}
                />
                {t("duplicates.selectAll")}
              </label>
              <Show when={strong().length > 0 && chosen().length === 0}>
                <Button size="small" look="quiet" onClick={() => select(strong(), true)}>
                  {t("duplicates.selectStrong", showNumber(strong().length), strong().length)}
                </Button>
              </Show>
              <Show when={chosen().length === 0}>
                <Button size="small" look="quiet" icon={Merging as Icon} onClick={() => setAskingAll(true)}>
                  {t("duplicates.mergeAll")}
                </Button>
              </Show>
              <Show when={chosen().length > 0}>
                <Button
                  size="small"
                  look="primary"
                  icon={Merging as Icon}
                  busy={busy()}
                  onClick={() => void mergeChosen()}
                >
                  {t("duplicates.mergeMany", showNumber(chosen().length), chosen().length)}
                </Button>
                <span class="text-ink-3 text-sm max-md:hidden">{t("duplicates.recommendedHint")}</span>
              </Show>
            </div>
          </Show>
          <ul class="divide-y border-b px-3 md:px-5" aria-label={t("duplicates.title")}>
            <For each={pairs()}>
              {(pair) => (
                <PairRow
                  pair={pair}
                  mayWrite={mayWrite()}
                  selected={selected().has(keyOf(pair))}
                  onSelect={(on) => select([pair], on)}
                  onCompare={() => setCompared(pair)}
                  onDismiss={() => void dismiss(pair, !pair.dismissed)}
                />
              )}
            </For>
          </ul>
          <MoreButton of={list}>{t("duplicates.more")}</MoreButton>
        </Match>
      </Switch>
      <Show when={askingAll()}>
        <MergeAllDialog onClose={() => setAskingAll(false)} />
      </Show>
      <Show when={compared()} keyed>
        {(pair) => (
          <CompareDialog
            pair={pair}
            onClose={() => setCompared(null)}
            onMerged={({ name, ...merged }) => {
              setCompared(null);
              toastDone(t("duplicates.merged", name), () => void undo([merged]));
            }}
          />
        )}
      </Show>
    </>
  );
}
