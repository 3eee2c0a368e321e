import { useSearchParams } from "@solidjs/router";
import ListTodo from "lucide-solid/icons/list-todo";
import Plus from "lucide-solid/icons/plus";
import X from "lucide-solid/icons/x";
import { createEffect, createMemo, createSignal, For, Match, Show, Switch } from "solid-js";
import { ACTIVITY_KINDS } from "#core/engagement/activities/index.ts";
import { addDays } from "#core/platform/rules/days.ts";
import { messageOf } from "#web/platform/errors.ts";
import { t } from "#web/platform/i18n.ts";
import { useKeys } from "#web/platform/keys.ts";
import { showNumber } from "#web/platform/show.ts";
import { Button, type Icon, IconButton } from "#web/ui/button.tsx";
import { SelectField } from "#web/ui/field.tsx";
import { MoreButton } from "#web/ui/more-button.tsx";
import { Segmented } from "#web/ui/segmented.tsx";
import { EmptyState, ErrorState, Skeleton } from "#web/ui/states.tsx";
import { useTitle } from "#web/ui/title.ts";
import { toastDone, toastFailed } from "#web/ui/toast.tsx";
import { useCan, useMe, useUsers } from "#web/workspace/users/index.ts";
import { ActivityLine } from "./activity-line.tsx";
import { askCompletion, editActivity, planNew } from "./form-state.ts";
import { grouped } from "./grouped.ts";
import { MoveMenu } from "./move-menu.tsx";
import { type Activity, type Owner, readActivity, useWork } from "./queries.ts";
import { dueOf, isLate, kindWord, todayOn } from "./words.ts";
import { WorkHeader } from "./work-header.tsx";

const PARTS = ["overdue", "today", "tomorrow", "week", "later"] as const;
type Part = (typeof PARTS)[number] | "closed";
type Search = { owner?: string; kind?: string; show?: string; activity?: string };

/** Work in the order it is due: what is late, today, tomorrow, this week, later; or what was done. */
export default function ActivitiesPage() {
  const can = useCan();
  const me = useMe();
  const users = useUsers();
  const [search, setSearch] = useSearchParams<Search>();
  const show = () => (search.show === "closed" ? "closed" : "open");
  const owner = () => (search.owner ?? (me.data?.actor.kind === "user" ? undefined : "everyone")) as Owner | undefined;
  const kind = () => ACTIVITY_KINDS.find((one) => one === search.kind);
  const work = useWork(() => ({ ownerId: owner(), show: show(), kind: kind() }));
  const all = createMemo(() => work.data?.pages.flatMap(({ items }) => items) ?? []);
  const [chosen, setChosen] = createSignal<ReadonlySet<string>>(new Set());
  useTitle(() => t("work.title"));
  // A link of a notice or a mail opens one.
  createEffect(() => {
    const id = search.activity as Activity["id"] | undefined;
    if (!id) return;
    setSearch({ activity: null }, { replace: true });
    readActivity(id).then(
      (activity) => (activity.state === "open" ? editActivity(activity) : toastDone(t("work.isClosed"))),
      (error) => toastFailed(messageOf(error)),
    );
  });
  // A filtered page may be empty although there are more.
  createEffect(() => {
    const wants = work.hasNextPage && !work.isFetchingNextPage && !work.isFetchNextPageError;
    if (wants && all().length === 0) void work.fetchNextPage();
  });
  createEffect(() => {
    const there = new Set<string>(all().map(({ id }) => id));
    if ([...chosen()].some((id) => !there.has(id))) setChosen(new Set([...chosen()].filter((id) => there.has(id))));
  });
  const select = (id: string) => {
    const next = new Set(chosen());
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const groups = createMemo(() => {
    const today = todayOn();
    const found = grouped(all(), (activity): Part => (show() === "closed" ? "closed" : partOf(activity, today)));
    return (show() === "closed" ? (["closed"] as const) : PARTS).flatMap((part) => {
      const items = found.get(part);
      return items ? [{ part, items }] : [];
    });
  });
  const focused = () => {
    const id = document.activeElement?.closest<HTMLElement>("[data-activity]")?.dataset.activity;
    return all().find((activity) => activity.id === id);
  };
  const step = (by: 1 | -1) => {
    const lines = [...document.querySelectorAll<HTMLElement>("[data-work]")];
    const at = lines.findIndex((line) => line.closest("[data-activity]")?.contains(document.activeElement));
    lines[at < 0 ? 0 : Math.min(lines.length - 1, Math.max(0, at + by))]?.focus();
  };
  const withFocused = (act: (activity: Activity) => void) => () => {
    const activity = focused();
    if (activity?.state === "open") act(activity);
  };
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    x: () => focused() && select(focused()!.id),
    e: withFocused(editActivity),
    d: withFocused(askCompletion),
    Escape: () => setChosen(new Set()),
  });
  const ownerChoices = () => [
    { value: "everyone", label: t("work.everyone") },
    ...(users.data ?? [])
      .filter(({ id }) => id !== me.data?.actor.id)
      .map(({ id, name }) => ({ value: id as string, label: name })),
  ];
  const chosenActivities = () => all().filter(({ id }) => chosen().has(id));

  return (
    <>
      <WorkHeader />
      <div class="flex flex-wrap items-end gap-3 px-5 pb-4 md:px-8">
        <Segmented
          label={t("work.show.label")}
          value={show()}
          onChange={(value) => setSearch({ show: value === "open" ? null : value })}
          choices={(["open", "closed"] as const).map((value) => ({ value, label: t(`work.show.${value}`) }))}
        />
        <SelectField
          label={t("work.form.owner")}
          labelHidden
          class="w-44"
          none={t("work.mine")}
          value={search.owner ?? ""}
          choices={ownerChoices()}
          onChange={(event) => setSearch({ owner: event.currentTarget.value || null })}
        />
        <SelectField
          label={t("work.form.kind")}
          labelHidden
          class="w-36"
          none={t("work.allKinds")}
          value={search.kind ?? ""}
          choices={ACTIVITY_KINDS.map((value) => ({ value, label: kindWord(value) }))}
          onChange={(event) => setSearch({ kind: event.currentTarget.value || null })}
        />
      </div>
      <Switch>
        <Match when={work.isPending}>
          <Skeleton lines={8} class="p-8" />
        </Match>
        <Match when={work.isError && all().length === 0}>
          <ErrorState error={work.error} onRetry={() => void work.refetch()} />
        </Match>
        <Match when={all().length === 0 && !work.hasNextPage}>
          <EmptyState
            icon={ListTodo as Icon}
            title={t(show() === "open" ? "work.none" : "work.noneClosed")}
            text={t(show() === "open" ? "work.noneText" : "work.noneClosedText")}
          >
            <Show when={show() === "open" && can("activities.write")}>
              <Button look="primary" icon={Plus as Icon} onClick={() => planNew()}>
                {t("work.plan")}
              </Button>
            </Show>
          </EmptyState>
        </Match>
        <Match when={true}>
          <div class="pb-24">
            <For each={groups()}>
              {(group) => (
                <section class="pb-4">
                  <h2
                    class="flex items-baseline gap-2 px-5 pb-1.5 font-semibold md:px-8"
                    classList={{ "text-danger": group.part === "overdue" }}
                  >
                    {t(`work.parts.${group.part}`)}
                    <span class="font-normal text-ink-3 text-sm tabular-nums">{showNumber(group.items.length)}</span>
                  </h2>
                  <ul class="divide-y border-y bg-surface md:mx-5 md:rounded-xl md:border">
                    <For each={group.items}>
                      {(activity) => (
                        <ActivityLine
                          activity={activity}
                          selected={chosen().has(activity.id)}
                          onSelect={
                            show() === "open" && can("activities.write") ? () => select(activity.id) : undefined
                          }
                        />
                      )}
                    </For>
                  </ul>
                </section>
              )}
            </For>
            <MoreButton of={work}>{t("work.more")}</MoreButton>
          </div>
        </Match>
      </Switch>
      <Show when={chosen().size > 0}>
        <section
          data-bottom-bar
          aria-label={t("selection.title")}
          class="fixed inset-x-0 bottom-16 z-60 flex justify-center px-3 md:start-60 md:bottom-5"
        >
          <div class="appear flex max-w-full flex-wrap items-center gap-1 rounded-2xl border bg-raised px-2.5 py-2 shadow-float">
            <span role="status" class="px-1.5 font-semibold tabular-nums">
              {t("work.chosen", showNumber(chosen().size))}
            </span>
            <MoveMenu
              words
              ids={chosenActivities().map(({ id }) => id)}
              before={chosenActivities()}
              subject={t("work.chosen", showNumber(chosen().size))}
            />
            <IconButton icon={X} label={t("selection.clear")} onClick={() => setChosen(new Set())} />
          </div>
        </section>
      </Show>
    </>
  );
}

function partOf(activity: Activity, today: string): Part {
  if (isLate(activity)) return "overdue";
  const { on } = dueOf(activity);
  if (on <= today) return "today";
  if (on === addDays(today, 1)) return "tomorrow";
  return on < addDays(today, 7) ? "week" : "later";
}
