import { addDays } from "#core/platform/rules/days.ts";
import type { Calendar } from "#core/platform/text-shape.ts";
import { daysOf, monthOf, weekdayOf } from "#web/ui/month-grid.ts";

export const SPANS = ["day", "week", "month"] as const;
export type Span = (typeof SPANS)[number];

export const startOfWeek = (on: string, calendar: Calendar): string => addDays(on, -weekdayOf(on, calendar));

/** The days a view of the calendar shows: one, a week, or the whole weeks that a month touches. */
export function daysShown(on: string, span: Span, calendar: Calendar): string[] {
  if (span === "day") return [on];
  if (span === "week") return Array.from({ length: 7 }, (_, at) => addDays(startOfWeek(on, calendar), at));
  const days = daysOf(monthOf(on, calendar), calendar);
  const first = startOfWeek(days[0]?.on ?? on, calendar);
  const last = days.at(-1)?.on ?? on;
  const shown: string[] = [];
  for (let day = first; day <= last || shown.length % 7 !== 0; day = addDays(day, 1)) shown.push(day);
  return shown;
}

/** The day that the same view shows before or after: a day, a week, or the same day of the next month. */
export function stepped(on: string, span: Span, by: 1 | -1, calendar: Calendar): string {
  if (span === "day") return addDays(on, by);
  if (span === "week") return addDays(on, 7 * by);
  const days = daysOf(monthOf(on, calendar), calendar);
  const place = days.find((day) => day.on === on)?.day ?? 1;
  const other = by > 0 ? addDays(days.at(-1)?.on ?? on, 1) : addDays(days[0]?.on ?? on, -1);
  const month = daysOf(monthOf(other, calendar), calendar);
  return month[Math.min(place, month.length) - 1]?.on ?? other;
}

/** The first day of the week after this one. */
export const nextWeek = (today: string, calendar: Calendar): string => addDays(today, 7 - weekdayOf(today, calendar));
