import ChevronLeft from "lucide-solid/icons/chevron-left";
import ChevronRight from "lucide-solid/icons/chevron-right";
import ChevronsLeft from "lucide-solid/icons/chevrons-left";
import ChevronsRight from "lucide-solid/icons/chevrons-right";
import { createMemo, createSignal, For, onMount } from "solid-js";
import { localTime } from "#core/platform/calendar.ts";
import { monthName } from "#core/platform/date-format.ts";
import { t } from "#web/platform/i18n.ts";
import { calendar, locale, timeZone } from "#web/platform/locale.ts";
import { showDate, showDigits } from "#web/platform/show.ts";
import { IconButton } from "./button.tsx";
import { addDays, daysOf, monthOf, shiftMonth, weekdayOf } from "./month-grid.ts";

// 6 January 2024 was a Saturday; a Monday came two days later.
const WEEK_BEGINS = { persian: "2024-01-06", gregorian: "2024-01-08" } as const;

/** A month of days to choose from, in the calendar that is shown. Arrows move by days, Page Up and Down by months. */
export function DatePicker(props: { value: string | null; onPick: (on: string) => void }) {
  const today = localTime(new Date().toISOString(), timeZone()).on;
  const [at, setAt] = createSignal(props.value ?? today);
  const month = createMemo(() => monthOf(at(), calendar()), undefined, {
    equals: (a, b) => a.year === b.year && a.month === b.month,
  });
  const days = createMemo(() => daysOf(month(), calendar()));
  let grid: HTMLDivElement | undefined;

  const go = (by: number) => {
    const target = daysOf(shiftMonth(month(), by), calendar());
    const place = days().findIndex((day) => day.on === at());
    const day = target[Math.min(Math.max(place, 0), target.length - 1)];
    if (day) setAt(day.on);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const forward = locale() === "fa" ? "ArrowLeft" : "ArrowRight";
    const back = locale() === "fa" ? "ArrowRight" : "ArrowLeft";
    const steps: Record<string, number> = { [forward]: 1, [back]: -1, ArrowDown: 7, ArrowUp: -7 };
    if (event.key in steps) setAt(addDays(at(), steps[event.key] ?? 0));
    else if (event.key === "PageDown") go(1);
    else if (event.key === "PageUp") go(-1);
    else return;
    event.preventDefault();
    queueMicrotask(() => grid?.querySelector<HTMLElement>('[tabindex="0"]')?.focus());
  };
  onMount(() => {
    grid?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
    // Where a sheet would cut it off, it is brought into view whole.
    grid?.parentElement?.scrollIntoView({ block: "nearest" });
  });
  const weekdays = () =>
    Array.from({ length: 7 }, (_, day) => {
      const date = new Date(`${addDays(WEEK_BEGINS[calendar()], day)}T00:00:00Z`);
      return new Intl.DateTimeFormat(locale(), { weekday: "narrow", timeZone: "UTC" }).format(date);
    });

  return (
    <div class="w-64 select-none">
      <div class="mb-1 flex items-center">
        <IconButton
          icon={ChevronsLeft}
          label={t("dates.yearBack")}
          class="size-7 rtl:-scale-x-100"
          onClick={() => go(-12)}
        />
        <IconButton
          icon={ChevronLeft}
          label={t("dates.monthBack")}
          class="size-7 rtl:-scale-x-100"
          onClick={() => go(-1)}
        />
        <span class="flex-1 text-center font-medium" aria-live="polite">
          {monthName(month().month, calendar(), locale())} {showDigits(String(month().year))}
        </span>
        <IconButton
          icon={ChevronRight}
          label={t("dates.monthOn")}
          class="size-7 rtl:-scale-x-100"
          onClick={() => go(1)}
        />
        <IconButton
          icon={ChevronsRight}
          label={t("dates.yearOn")}
          class="size-7 rtl:-scale-x-100"
          onClick={() => go(12)}
        />
      </div>
      <div class="grid grid-cols-7 text-center text-ink-3 text-xs" aria-hidden="true">
        <For each={weekdays()}>{(name) => <span class="py-1">{name}</span>}</For>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it listens to the keys of the buttons inside */}
      <div ref={grid} class="grid grid-cols-7 gap-px" onKeyDown={onKeyDown}>
        <For each={days()}>
          {({ on, day }) => (
            <button
              type="button"
              tabindex={on === at() ? 0 : -1}
              aria-label={showDate(on)}
              aria-pressed={on === props.value}
              class={`grid h-8 place-items-center rounded-md hover:bg-hover aria-pressed:bg-accent aria-pressed:text-on-accent ${on === today ? "font-bold text-accent" : ""}`}
              style={day === 1 ? { "grid-column-start": weekdayOf(on, calendar()) + 1 } : undefined}
              onClick={() => props.onPick(on)}
            >
              {showDigits(String(day))}
            </button>
          )}
        </For>
      </div>
    </div>
  );
}
