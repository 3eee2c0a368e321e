import type { Calendar } from "../text-shape.ts";
import { addDays, addSpan, occurrenceIn, partsOf } from "./days.ts";
import type { Leaf, Span } from "./rule.ts";

/**
 * The days after today at whose start a positive leaf about today may change its mind about a value on the day `on`.
 * The earliest of them is the next; what lies behind it may be left out. None for a leaf that does not speak of today.
 */
export function turningDays(leaf: Leaf, on: string, today: string): string[] {
  if (on < FIRST || on > LAST) return [];
  const span = leaf.value as Span;
  const ahead = (day: string) => addSpan(day, span, 1);
  const behind = (day: string) => addSpan(day, span, -1);
  switch (leaf.is) {
    case "inLast":
      return on > today ? [on] : [firstDay(ahead(on), (day) => behind(day) >= on)];
    case "moreThanAgo":
      return [firstDay(ahead(on), (day) => behind(day) > on)];
    case "inNext":
      return [firstDay(behind(on), (day) => ahead(day) >= on), addDays(on, 1)];
    default:
      return [];
  }
}

/** The same for the anniversaries of a day. */
export function turningDaysOfYears(span: Span, on: string, calendar: Calendar, today: string): string[] {
  if (on > LAST) return [];
  const { year, month, day } = partsOf(on, calendar);
  const firstYear = Math.max(year + 1, partsOf(today, calendar).year);
  const ahead = (from: string) => addSpan(from, span, 1);
  const anniversaries = [0, 1].map((more) => occurrenceIn(firstYear + more, month, day, calendar));
  return anniversaries.flatMap((one) => [
    firstDay(addSpan(one, span, -1), (from) => ahead(from) >= one),
    addDays(one, 1),
  ]);
}

// Some write 9999-12-31 for «never» and 0001-01-01 for «unknown»: no clock has to wait for those.
const [FIRST, LAST] = ["0200", "9000"];

// A month back and forth may end before it began (31 March, 28 February, 28 March), so the days after are tried.
function firstDay(near: string, isSo: (day: string) => boolean): string {
  let day = near;
  while (!isSo(day)) day = addDays(day, 1);
  return day;
}
