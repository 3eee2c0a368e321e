import { addDays, occurrenceIn, partsOf } from "../../platform/rules/days.ts";
import type { Calendar } from "../../platform/text-shape.ts";
import type { Recurrence } from "./recurrence-shape.ts";

/** Weeks begin on Saturday in the Solar Hijri calendar, else on Monday: which day that is, in ISO's count. */
const WEEK_BEGINS: Record<Calendar, number> = { persian: 6, gregorian: 1 };

/** The day of the week of a date, 1 (Monday) to 7 (Sunday). */
export function weekdayOf(on: string): number {
  return ((new Date(`${on}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}

/** The rule with what its first day leaves to be said, and without what its frequency does not ask. */
export function completeRule(rule: Recurrence, firstOn: string): Recurrence {
  const { every, interval, calendar, until } = rule;
  const base = { every, interval, calendar, ...(until && { until }) };
  const { month, day } = partsOf(firstOn, calendar);
  if (every === "week") {
    const weekdays = [...new Set(rule.weekdays ?? [weekdayOf(firstOn)])].sort((a, b) => a - b);
    return { ...base, weekdays };
  }
  if (every === "month") return { ...base, monthDay: rule.monthDay ?? day };
  if (every === "year") return { ...base, month: rule.month ?? month, monthDay: rule.monthDay ?? day };
  return base;
}

/**
 * The next day by a complete rule, after one of its days; null when it has ended. Days before `notBefore` are passed over:
 * what was put off for three weeks comes once, not three times.
 */
export function nextOccurrence(rule: Recurrence, after: string, notBefore = after): string | null {
  const earliest = notBefore > after ? notBefore : addDays(after, 1);
  const found = firstFrom(rule, after, earliest);
  return rule.until !== undefined && found > rule.until ? null : found;
}

/** The days by a complete rule after one of its days, up to and with `last`; at most `most`. */
export function occurrencesUntil(rule: Recurrence, after: string, last: string, most: number): string[] {
  const days: string[] = [];
  for (let on = nextOccurrence(rule, after); on !== null && on <= last && days.length < most; ) {
    days.push(on);
    on = nextOccurrence(rule, on);
  }
  return days;
}

function firstFrom(rule: Recurrence, after: string, earliest: string): string {
  switch (rule.every) {
    case "day":
      return addDays(after, Math.ceil(daysBetween(after, earliest) / rule.interval) * rule.interval);
    case "week":
      return firstInWeeks(rule, after, earliest);
    case "month":
    case "year":
      return firstInMonths(rule, after, earliest);
  }
}

function firstInWeeks({ interval, calendar, weekdays = [] }: Recurrence, after: string, earliest: string): string {
  const begins = WEEK_BEGINS[calendar];
  const placeIn = (weekday: number) => (weekday - begins + 7) % 7;
  const weekOf = addDays(after, -placeIn(weekdayOf(after)));
  const places = weekdays.map(placeIn).sort((a, b) => a - b);
  const step = 7 * interval;
  const passed = Math.max(0, Math.floor(daysBetween(weekOf, earliest) / step));
  for (let week = addDays(weekOf, passed * step); ; week = addDays(week, step)) {
    for (const place of places) {
      const on = addDays(week, place);
      if (on > after && on >= earliest) return on;
    }
  }
}

function firstInMonths(rule: Recurrence, after: string, earliest: string): string {
  const { every, interval, calendar, monthDay = 1, month = 1 } = rule;
  const from = partsOf(after, calendar);
  const target = partsOf(earliest, calendar);
  if (every === "year") {
    const skip = Math.max(0, Math.floor((target.year - from.year - 1) / interval));
    for (let year = from.year + skip * interval; ; year += interval) {
      const on = occurrenceIn(year, month, monthDay, calendar);
      if (on > after && on >= earliest) return on;
    }
  }
  const first = from.year * 12 + from.month - 1;
  const skip = Math.max(0, Math.floor((target.year * 12 + target.month - 2 - first) / interval));
  for (let at = first + skip * interval; ; at += interval) {
    const on = occurrenceIn(Math.floor(at / 12), (at % 12) + 1, monthDay, calendar);
    if (on > after && on >= earliest) return on;
  }
}

function daysBetween(one: string, other: string): number {
  return Math.round((Date.parse(other) - Date.parse(one)) / 86_400_000);
}
