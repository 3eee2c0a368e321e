import { A, useSearchParams } from "@solidjs/router";
import History from "lucide-solid/icons/rotate-ccw-clock";
import { createEffect, createMemo, createSignal, For, Match, Show, Switch } from "solid-js";
import type { Interaction } from "#core/engagement/interactions/index.ts";
import type { Customer } from "#core/people/customers/index.ts";
import { fieldWord } from "#web/people/customers/index.ts";
import { undoMerges } from "#web/people/duplicates/index.ts";
import { ApiError } from "#web/platform/api.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { showList } from "#web/platform/show.ts";
import type { Icon } from "#web/ui/button.tsx";
import { MoreButton } from "#web/ui/more-button.tsx";
import { PageHeader } from "#web/ui/page-header.tsx";
import { EmptyState, ErrorState, Skeleton } from "#web/ui/states.tsx";
import { useTitle } from "#web/ui/title.ts";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";
import { Toggle } from "#web/ui/toggle.tsx";
import { useFields } from "#web/workspace/fields/index.ts";
import { useCan } from "#web/workspace/users/index.ts";
import { RecentChangeEntry, RecentJobEntry } from "./recent-entry.tsx";
import {
  askInteraction,
  entriesOf,
  entryKey,
  forgetCustomers,
  type RecentChange,
  takeBack,
  useRecent,
} from "./recent-queries.ts";
import { WithdrawDialog } from "./withdraw-dialog.tsx";

/** A request looks at so many changes and no more: where others were busy, it may find little. */
const ENOUGH = 15;
const MOST_PAGES_BY_ITSELF = 20;

/** What was changed in the last day, and the way back. */
export default function RecentPage() {
  const can = useCan();
  useFields();
  useTitle(() => t("recent.title"));
  const [search, setSearch] = useSearchParams<{ everyone?: string }>();
  const everyone = () => search.everyone === "true" && can("changes.read");
  const recent = useRecent(everyone);
  const entries = createMemo(() => entriesOf(recent.data?.pages ?? []));
  const byKey = createMemo(() => new Map(entries().map((entry) => [entryKey(entry), entry])));
  const [busy, setBusy] = createSignal<string | null>(null);
  const [gone, setGone] = createSignal<ReadonlySet<string>>(new Set());
  const [withdrawing, setWithdrawing] = createSignal<Interaction | null>(null);
  const withdrawn = createMemo(
    () =>
      new Set(
        entries().flatMap((entry) =>
          entry.type === "change" && entry.change.verb === "interaction.withdrawn" ? [entry.change.entityId] : [],
        ),
      ),
  );
  createEffect(() => {
    const pages = recent.data?.pages.length ?? 0;
    const wants = recent.hasNextPage && !recent.isFetching && !recent.isFetchNextPageError;
    if (wants && entries().length < ENOUGH && pages < MOST_PAGES_BY_ITSELF) void recent.fetchNextPage();
  });

  const markGone = (id: string) => setGone((before) => new Set(before).add(id));
  const separate = async (change: RecentChange["change"], survivorId: Customer["id"]) => {
    const absorbed = change.fields.absorbed?.after as { id: Customer["id"]; name: string };
    const [outcome] = await undoMerges([{ survivorId, absorbedId: absorbed.id }]);
    if (!outcome?.done) throw new ApiError(outcome?.code ?? "server.unexpected", outcome?.message ?? "", 409);
    markGone(change.id);
    forgetCustomers();
    toastDone(t("duplicates.separated", absorbed.name));
  };
  const undo = async ({ change, customer, undo }: RecentChange) => {
    if (!customer) return;
    setBusy(change.id);
    try {
      if (undo === "withdraw") {
        setWithdrawing(await askInteraction(change.entityId));
        return;
      }
      if (undo === "merge") return await separate(change, customer.id);
      const words = (names: readonly string[]) => showList([...new Set(names.map(wordOf))]);
      const wordOf = (name: string) =>
        name === "archivedAt" ? t("customers.archived") : fieldWord(name, customer.kind);
      const { undone, left } = await takeBack(customer.id, change.id);
      markGone(change.id);
      const said = [
        ...(undone.length > 0 ? [t("recent.undone", words(undone))] : []),
        ...(left.length > 0 ? [t("recent.left", words(left))] : []),
      ];
      toastDone(said.join(" ") || t("recent.nothing"));
    } catch (error) {
      toastFailed(messageOf(error));
    } finally {
      setBusy(null);
    }
  };

  return (
    <>
      <PageHeader title={t("recent.title")}>
        <Show when={can("changes.read")}>
          <Toggle
            label={t("recent.everyone")}
            checked={everyone()}
            onChange={(on) => setSearch({ everyone: on ? "true" : null })}
          />
        </Show>
        <A href="/jobs" class="rounded-md text-accent hover:underline">
          {t("jobs.title")}
        </A>
      </PageHeader>
      <p class="max-w-2xl px-5 pb-3 text-ink-2 md:px-8">{t(everyone() ? "recent.textEveryone" : "recent.text")}</p>
      <Switch>
        <Match when={recent.isPending}>
          <Skeleton lines={8} class="p-8" />
        </Match>
        <Match when={recent.isError && entries().length === 0}>
          <ErrorState error={recent.error} onRetry={() => void recent.refetch()} />
        </Match>
        <Match when={entries().length === 0 && !recent.hasNextPage}>
          <EmptyState icon={History as Icon} title={t("recent.none")} text={t("recent.noneText")} />
        </Match>
        <Match when={true}>
          <ul class="max-w-5xl divide-y border-y px-2 md:px-5" aria-label={t("recent.title")}>
            <For each={[...byKey().keys()]}>
              {(key) => (
                <Show when={byKey().get(key)}>
                  {(entry) => (
                    <Switch>
                      <Match when={pick(entry(), "job")}>{(job) => <RecentJobEntry entry={job()} />}</Match>
                      <Match when={pick(entry(), "change")}>
                        {(change) => (
                          <RecentChangeEntry
                            entry={change()}
                            isGone={gone().has(key) || withdrawn().has(change().change.entityId)}
                            busy={busy() === key}
                            onUndo={() => void undo(change())}
                          />
                        )}
                      </Match>
                    </Switch>
                  )}
                </Show>
              )}
            </For>
          </ul>
          <MoreButton of={recent}>{t("recent.more")}</MoreButton>
        </Match>
      </Switch>
      <WithdrawDialog
        interaction={withdrawing()}
        onClose={() => {
          setWithdrawing(null);
          forgetCustomers();
        }}
      />
    </>
  );
}

function pick<T extends "job" | "change", E extends { type: string }>(entry: E, type: T) {
  return entry.type === type ? (entry as Extract<E, { type: T }>) : null;
}
