import type { Calendar } from "../text-shape.ts";
import { addDays, addSpan, occurrenceIn, partsOf } from "./days.ts";
import type { MonthDay, MonthOfYear, Span } from "./rule.ts";

/** Whether a date lies in a month of the year, or, with `day`, on that day: the last of the month where it is shorter. */
export function isInMonth(on: string, { month, calendar, ...wanted }: MonthOfYear | MonthDay): boolean {
  const parts = partsOf(on, calendar);
  if (parts.month !== month) return false;
  if (!("day" in wanted) || parts.day === wanted.day) return true;
  return parts.day < wanted.day && partsOf(addDays(on, 1), calendar).month !== month;
}

/**
 * Whether an anniversary of a date (a year later or more, never the day itself) falls on today or in the span after it,
 * counted in a calendar.
 */
export function anniversaryTest(span: Span, today: string): (on: string, calendar: Calendar) => boolean {
  const end = addSpan(today, span, 1);
  // At most 366 days a year: each is looked for once, however many records there are.
  const found = new Map<string, string>();
  const lastIn = (month: number, day: number, calendar: Calendar) => {
    const [first, last] = [partsOf(today, calendar).year, partsOf(end, calendar).year];
    const years = Array.from({ length: last - first + 1 }, (_, more) => last - more);
    const days = years.map((year) => occurrenceIn(year, month, day, calendar));
    return days.find((one) => one >= today && one <= end) ?? "";
  };
  return (on, calendar) => {
    const { month, day } = partsOf(on, calendar);
    const key = `${calendar} ${month} ${day}`;
    const last = found.get(key) ?? lastIn(month, day, calendar);
    found.set(key, last);
    return last > on;
  };
}
