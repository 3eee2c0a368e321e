import type { Calendar } from "../text-shape.ts";
import { dayRangeOf } from "./day-range.ts";
import { dayOf, startOfDay } from "./days.ts";
import type { DateInCalendar, RuleContext, RuleField, ViewValue } from "./fields.ts";
import { anniversaryTest, isInMonth } from "./recurring.ts";
import type { Leaf, MonthDay, MonthOfYear, Span } from "./rule.ts";
import { turningDays, turningDaysOfYears } from "./turning-days.ts";
import { NEVER, type ValueTest } from "./value-tests.ts";

type Value = NonNullable<ViewValue>;

/** The test of a positive leaf on a date or an instant. An instant stands for the day it falls on in the zone. */
export function dateTest(leaf: Leaf, field: RuleField, { now, timeZone }: Omit<RuleContext, "fields">): ValueTest {
  const today = dayOf(new Date(now).toISOString(), timeZone);
  const isInstant = field.type === "instant";
  const day = (value: Value) => (isInstant ? dayOf(value as string, timeZone) : textOf(value));
  const firstOf = (days: readonly string[]) => {
    const next = days.filter((one) => one > today).sort()[0];
    return next ? startOfDay(next, timeZone) : NEVER;
  };

  if (leaf.is === "monthDay" || leaf.is === "month") {
    const wanted = leaf.value as MonthDay | MonthOfYear;
    return { holds: (value) => isInMonth(day(value), wanted) };
  }
  if (leaf.is === "anniversaryInNext") {
    const span = leaf.value as Span;
    const isNear = anniversaryTest(span, today);
    const calendarOf = (value: Value) => (value as DateInCalendar).calendar ?? (span.calendar as Calendar);
    return {
      holds: (value) => isNear(day(value), calendarOf(value)),
      flipsAt: (value) => firstOf(turningDaysOfYears(span, day(value), calendarOf(value), today)),
    };
  }
  // The edges of the range become instants, so that no instant of a record has to become a day.
  const range = dayRangeOf(leaf, today);
  const edge = (on: string) => (isInstant ? startOfDay(on, timeZone) : on);
  const from = range?.from ? edge(range.from) : "";
  const before = range?.before ? edge(range.before) : NEVER;
  return {
    holds: (value) => textOf(value) >= from && textOf(value) < before,
    flipsAt: (value) => firstOf(turningDays(leaf, day(value), today)),
  };
}

function textOf(value: Value): string {
  return typeof value === "string" ? value : (value as DateInCalendar).on;
}
