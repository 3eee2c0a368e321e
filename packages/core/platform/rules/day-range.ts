import { addDays, addSpan } from "./days.ts";
import type { Between, Leaf, Span } from "./rule.ts";

/** Days from `from` on and before `before`; without one of them, that side is open. */
export type DayRange = { from?: string; before?: string };

/**
 * The days that satisfy a positive leaf about a date, as they stand today; null when they are not one range (what
 * recurs), or when they move with today and today is not known.
 * «In the last 90 days» is today and the 89 days before it, so that «not in the last 90 days» is true once 90 days
 * have passed; «more than 90 days ago» is true a day later. «In the next 7 days» is today and the 7 days after it.
 */
export function dayRangeOf(leaf: Leaf, today: string | null): DayRange | null {
  switch (leaf.is) {
    case "on":
      return { from: leaf.value as string, before: addDays(leaf.value as string, 1) };
    case "before":
      return { before: leaf.value as string };
    case "after":
      return { from: addDays(leaf.value as string, 1) };
    case "between": {
      const { from, to } = leaf.value as Extract<Between, { from: string }>;
      return { from, before: addDays(to, 1) };
    }
    default:
      return today === null ? null : relativeRangeOf(leaf, today);
  }
}

function relativeRangeOf(leaf: Leaf, today: string): DayRange | null {
  const span = leaf.value as Span;
  switch (leaf.is) {
    case "inLast":
      return { from: addDays(addSpan(today, span, -1), 1), before: addDays(today, 1) };
    case "inNext":
      return { from: today, before: addDays(addSpan(today, span, 1), 1) };
    case "moreThanAgo":
      return { before: addSpan(today, span, -1) };
    default:
      return null;
  }
}
