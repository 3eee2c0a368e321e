import { fromPersianParts, toGregorianParts, toPersianParts } from "#core/platform/calendar.ts";
import type { Calendar } from "#core/platform/text-shape.ts";

export type Month = { year: number; month: number };

const DAY_MS = 86_400_000;

/** The month that an ISO date lies in, as this calendar counts it. */
export function monthOf(on: string, calendar: Calendar): Month {
  const { year, month } = calendar === "persian" ? toPersianParts(on) : toGregorianParts(on);
  return { year, month };
}

export function shiftMonth({ year, month }: Month, by: number): Month {
  const months = year * 12 + (month - 1) + by;
  return { year: Math.floor(months / 12), month: (((months % 12) + 12) % 12) + 1 };
}

/** The days of a month: each as ISO and as its number. Empty outside the years the calendar knows. */
export function daysOf(month: Month, calendar: Calendar): { on: string; day: number }[] {
  const first = firstDay(month, calendar);
  if (!first) return [];
  const days: { on: string; day: number }[] = [];
  for (let on = first; monthOf(on, calendar).month === month.month; on = addDays(on, 1)) {
    days.push({ on, day: days.length + 1 });
  }
  return days;
}

function firstDay({ year, month }: Month, calendar: Calendar): string | null {
  if (calendar === "persian") return fromPersianParts({ year, month, day: 1 });
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-01`;
}

export function addDays(on: string, days: number): string {
  return new Date(Date.parse(`${on}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The place of a day in its week, 0 to 6: weeks begin on Saturday in the Solar Hijri calendar, else on Monday. */
export function weekdayOf(on: string, calendar: Calendar): number {
  const sundayFirst = new Date(`${on}T00:00:00Z`).getUTCDay();
  return (sundayFirst + (calendar === "persian" ? 1 : 6)) % 7;
}
