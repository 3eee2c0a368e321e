import { useSearchParams } from "@solidjs/router";
import ChevronLeft from "lucide-solid/icons/chevron-left";
import ChevronRight from "lucide-solid/icons/chevron-right";
import Plus from "lucide-solid/icons/plus";
import { createMemo, For, Match, Show, Switch } from "solid-js";
import { monthName } from "#core/platform/date-format.ts";
import { t } from "#web/platform/i18n.ts";
import { useKeys } from "#web/platform/keys.ts";
import { calendar, locale } from "#web/platform/locale.ts";
import { showDate, showDigits, showNumber } from "#web/platform/show.ts";
import { Button, type Icon, IconButton } from "#web/ui/button.tsx";
import { SelectField } from "#web/ui/field.tsx";
import { useMedia } from "#web/ui/media.ts";
import { monthOf } from "#web/ui/month-grid.ts";
import { Segmented } from "#web/ui/segmented.tsx";
import { ErrorState, Skeleton } from "#web/ui/states.tsx";
import { useTitle } from "#web/ui/title.ts";
import { useHolidays } from "#web/workspace/holidays/index.ts";
import { useCan, useMe, useUsers } from "#web/workspace/users/index.ts";
import { CalendarCard, DRAGGED, moveToDay } from "./calendar-card.tsx";
import { daysShown, SPANS, type Span, stepped } from "./calendar-days.ts";
import { CalendarLink } from "./calendar-link.tsx";
import { planNew } from "./form-state.ts";
import { grouped } from "./grouped.ts";
import { type Activity, type Owner, useCalendar } from "./queries.ts";
import { dueOf, todayOn, weekdayWord } from "./words.ts";
import { WorkHeader } from "./work-header.tsx";

type Search = { span?: string; on?: string; owner?: string };
const MOST_IN_MONTH = 3;

/** A day, a week or a month of work, in the calendar of the language that is shown. */
export default function CalendarPage() {
  const me = useMe();
  const users = useUsers();
  const [search, setSearch] = useSearchParams<Search>();
  const isWide = useMedia("(min-width: 48rem)");
  const span = (): Span => SPANS.find((one) => one === search.span) ?? "week";
  const on = () => (search.on && isDay(search.on) ? search.on : todayOn());
  const days = createMemo(() => daysShown(on(), span(), calendar()));
  const owner = () => (search.owner ?? (me.data?.actor.kind === "user" ? undefined : "everyone")) as Owner | undefined;
  const range = () => ({ from: days()[0] as string, to: days().at(-1) as string });
  const work = useCalendar(() => ({ ...range(), ownerId: owner() }));
  const holidays = useHolidays(range);
  const byDay = createMemo(() => grouped(work.data?.items ?? [], (activity) => dueOf(activity).on));
  useTitle(() => t("work.tabs.calendar"));

  const go = (by: 1 | -1) => setSearch({ on: stepped(on(), span(), by, calendar()) });
  const show = (next: Span) => setSearch({ span: next });
  useKeys({
    n: () => go(1),
    p: () => go(-1),
    t: () => setSearch({ on: null }),
    1: () => show("day"),
    2: () => show("week"),
    3: () => show("month"),
  });
  const heading = () => {
    if (span() === "day") return `${weekdayWord(on())} ${showDate(on())}`;
    const { year, month } = monthOf(span() === "month" ? on() : (days()[3] as string), calendar());
    return `${monthName(month, calendar(), locale())} ${showDigits(String(year))}`;
  };
  const ownerChoices = () => [
    { value: "everyone", label: t("work.everyone") },
    ...(users.data ?? [])
      .filter(({ id }) => id !== me.data?.actor.id)
      .map(({ id, name }) => ({ value: id as string, label: name })),
  ];
  const drop = (event: DragEvent, day: string) => {
    const id = event.dataTransfer?.getData(DRAGGED);
    const activity = work.data?.items.find((one) => one.id === id);
    if (!activity) return;
    event.preventDefault();
    moveToDay(activity, day);
  };
  const dayProps = (day: string): DayProps => ({
    day,
    activities: byDay().get(day) ?? [],
    holiday: holidays.nameOf(day),
    isFree: holidays.isFree(day),
    onDrop: (event) => drop(event, day),
    onOpen: () => setSearch({ on: day, span: "day" }),
  });

  return (
    <>
      <WorkHeader />
      <div class="flex flex-wrap items-center gap-x-3 gap-y-2 px-5 pb-4 md:px-8">
        <div class="flex items-center">
          <IconButton
            icon={ChevronLeft as Icon}
            label={t(`work.calendar.before.${span()}`)}
            class="rtl:-scale-x-100"
            onClick={() => go(-1)}
          />
          <IconButton
            icon={ChevronRight as Icon}
            label={t(`work.calendar.after.${span()}`)}
            class="rtl:-scale-x-100"
            onClick={() => go(1)}
          />
        </div>
        <h2 class="min-w-36 font-semibold text-lg" aria-live="polite">
          {heading()}
        </h2>
        <Button size="small" onClick={() => setSearch({ on: null })}>
          {t("dates.today")}
        </Button>
        <Segmented
          label={t("work.calendar.span")}
          class="md:ms-auto"
          value={span()}
          onChange={show}
          choices={SPANS.map((value) => ({ value, label: t(`work.calendar.spans.${value}`) }))}
        />
        <SelectField
          label={t("work.form.owner")}
          labelHidden
          class="w-40"
          none={t("work.mine")}
          value={search.owner ?? ""}
          choices={ownerChoices()}
          onChange={(event) => setSearch({ owner: event.currentTarget.value || null })}
        />
      </div>
      <div class="-mt-2 px-3 pb-2 md:px-6">
        <CalendarLink />
      </div>
      <Show when={work.data?.more}>
        <p class="px-5 pb-2 text-ink-2 text-sm md:px-8">{t("work.calendar.tooMuch")}</p>
      </Show>
      <Switch>
        <Match when={work.isPending}>
          <Skeleton lines={10} class="p-8" />
        </Match>
        <Match when={work.isError && !work.data}>
          <ErrorState error={work.error} onRetry={() => void work.refetch()} />
        </Match>
        <Match when={span() === "month"}>
          <div class="px-2 pb-8 md:px-8">
            <div class="grid grid-cols-7 pb-1 text-center text-ink-3 text-sm" aria-hidden="true">
              <For each={days().slice(0, 7)}>
                {(day) => <span>{weekdayWord(day, isWide() ? "long" : "narrow")}</span>}
              </For>
            </div>
            <ul class="grid grid-cols-7 gap-px overflow-hidden rounded-xl border bg-line">
              <For each={days()}>
                {(day) => <MonthDay {...dayProps(day)} month={monthOf(on(), calendar()).month} isWide={isWide()} />}
              </For>
            </ul>
          </div>
        </Match>
        <Match when={true}>
          <ul
            class="grid gap-px overflow-hidden border-y bg-line md:mx-8 md:mb-8 md:rounded-xl md:border"
            classList={{ "md:grid-cols-7": span() === "week" }}
          >
            <For each={days()}>{(day) => <Day {...dayProps(day)} />}</For>
          </ul>
        </Match>
      </Switch>
    </>
  );
}

const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

type DayProps = {
  day: string;
  activities: readonly Activity[];
  holiday: string | null;
  isFree: boolean;
  onDrop: (event: DragEvent) => void;
  onOpen: () => void;
};

/** A day with its work below each other; also the place to drop something. */
function Day(props: DayProps) {
  const can = useCan();
  const isToday = () => props.day === todayOn();
  return (
    <li
      class="group/day min-h-24 min-w-0 p-2 md:min-h-96"
      classList={{ "bg-paper": !props.isFree, "bg-sunk": props.isFree }}
      onDragOver={(event) => event.dataTransfer?.types.includes(DRAGGED) && event.preventDefault()}
      onDrop={(event) => props.onDrop(event)}
    >
      <div class="flex items-center gap-1.5 pb-1.5">
        <h3
          class="flex min-w-0 items-baseline gap-1.5"
          classList={{ "text-accent font-semibold": isToday(), "text-danger": props.isFree && !isToday() }}
        >
          <span class="text-sm">{weekdayWord(props.day, "short")}</span>
          <span class="font-semibold text-lg tabular-nums">{dayNumber(props.day)}</span>
        </h3>
        <Show when={can("activities.write")}>
          <IconButton
            icon={Plus as Icon}
            label={t("work.calendar.planOn", showDate(props.day))}
            class="ms-auto size-7 md:opacity-0 md:focus-visible:opacity-100 md:group-hover/day:opacity-100"
            onClick={() => planNew({ dueOn: props.day })}
          />
        </Show>
      </div>
      <Show when={props.holiday}>{(name) => <p class="truncate pb-1.5 text-danger text-xs">{name()}</p>}</Show>
      <div class="space-y-1.5">
        <For each={props.activities}>{(activity) => <CalendarCard activity={activity} />}</For>
      </div>
    </li>
  );
}

function MonthDay(props: DayProps & { month: number; isWide: boolean }) {
  const isToday = () => props.day === todayOn();
  const isOther = () => monthOf(props.day, calendar()).month !== props.month;
  const open = () => props.activities.filter(({ state }) => state === "open").length;
  return (
    <li
      class="min-h-16 min-w-0 p-1 md:min-h-28 md:p-1.5"
      classList={{ "bg-sunk": props.isFree || isOther(), "bg-paper": !props.isFree && !isOther() }}
      onDragOver={(event) => event.dataTransfer?.types.includes(DRAGGED) && event.preventDefault()}
      onDrop={(event) => props.onDrop(event)}
    >
      <button
        type="button"
        class="flex w-full items-center gap-1.5 rounded-md text-start hover:text-accent"
        aria-label={t("work.calendar.openDay", showDate(props.day), showNumber(props.activities.length))}
        onClick={() => props.onOpen()}
      >
        <span
          class="grid size-6 shrink-0 place-items-center rounded-full text-sm tabular-nums"
          classList={{
            "bg-accent text-on-accent": isToday(),
            "text-ink-3": isOther() && !isToday(),
            "text-danger": props.isFree && !isToday() && !isOther(),
          }}
        >
          {dayNumber(props.day)}
        </span>
        <Show when={props.isWide && props.holiday}>
          {(name) => <span class="min-w-0 truncate text-danger text-xs">{name()}</span>}
        </Show>
      </button>
      <Show
        when={props.isWide}
        fallback={
          <Show when={props.activities.length > 0}>
            <p class="mt-1 text-center">
              <span
                aria-hidden="true"
                class="inline-block min-w-5 rounded-full px-1 text-xs"
                classList={{ "bg-accent-soft text-accent": open() > 0, "bg-line text-ink-3": open() === 0 }}
              >
                {showNumber(props.activities.length)}
              </span>
            </p>
          </Show>
        }
      >
        <div class="mt-1 space-y-1">
          <For each={props.activities.slice(0, MOST_IN_MONTH)}>
            {(activity) => <CalendarCard brief activity={activity} />}
          </For>
          <Show when={props.activities.length > MOST_IN_MONTH}>
            <button
              type="button"
              class="rounded px-1 text-accent text-xs hover:underline"
              onClick={() => props.onOpen()}
            >
              {t("work.calendar.andMore", showNumber(props.activities.length - MOST_IN_MONTH))}
            </button>
          </Show>
        </div>
      </Show>
    </li>
  );
}

function dayNumber(day: string): string {
  const parts = showDate(day, "long").split(" ");
  return parts[0] as string;
}
