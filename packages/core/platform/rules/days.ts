import { getISO, getPersian } from "temporal-polyfill/fns/Calendar";
import { toString as instantToIso } from "temporal-polyfill/fns/Instant";
import {
  addMonths as addMonthsTo,
  fromFields,
  fromString,
  toString as toIso,
  toZonedDateTime,
  withCalendar,
} from "temporal-polyfill/fns/PlainDate";
import { toInstant } from "temporal-polyfill/fns/ZonedDateTime";
import { toPersianParts } from "../calendar.ts";
import type { Calendar } from "../text-shape.ts";
import type { Span } from "./rule.ts";

const DAY = 86_400_000;

/** The day `count` days after (or, negative, before) an ISO date. */
export function addDays(on: string, count: number): string {
  return new Date(Date.parse(on) + count * DAY).toISOString().slice(0, 10);
}

/** The day a span after a date, or before it with `-1`: 31 Farvardin less a month is 29 or 30 Esfand. */
export function addSpan(on: string, span: Span, sign: 1 | -1): string {
  const count = sign * span.count;
  if (span.unit === "days") return addDays(on, count);
  if (span.unit === "weeks") return addDays(on, 7 * count);
  return addMonths(on, count, span.calendar ?? "gregorian");
}

function addMonths(on: string, months: number, calendar: Calendar): string {
  const date = fromString(on, getISO);
  const counted = calendar === "persian" ? withCalendar(date, getPersian()) : date;
  return toIso(addMonthsTo(counted, months), { calendarName: "never" });
}

// Temporal takes tens of microseconds for each of these, and lists ask about the same days again and again.
const MOST_KEPT = 20_000;

function remembered<T>(compute: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const value = compute(key);
    if (known.size >= MOST_KEPT) known.clear();
    known.set(key, value);
    return value;
  };
}

const startOf = remembered((key) => {
  const [on = "", timeZone = ""] = key.split(" ");
  const start = toInstant(toZonedDateTime(fromString(on, getISO), timeZone));
  return instantToIso(start, { fractionalSecondDigits: 3 });
});

/** The first instant of a day in a zone; not always 00:00, which a change of clocks may skip. */
export function startOfDay(on: string, timeZone: string): string {
  return startOf(`${on} ${timeZone}`);
}

/** The day on which an instant (UTC, with milliseconds) falls in a zone. */
export function dayOf(at: string, timeZone: string): string {
  const day = at.slice(0, 10);
  if (at < startOfDay(day, timeZone)) return addDays(day, -1);
  const next = addDays(day, 1);
  return at < startOfDay(next, timeZone) ? day : next;
}

const persianYearMonthDay = remembered((on) => toPersianParts(on));

/** Year, month and day of an ISO date in a calendar. */
export function partsOf(on: string, calendar: Calendar): { year: number; month: number; day: number } {
  if (calendar === "persian") return persianYearMonthDay(on);
  return { year: Number(on.slice(0, 4)), month: Number(on.slice(5, 7)), day: Number(on.slice(8, 10)) };
}

/** Where a day of every year falls in one year: 30 Esfand on the 29th in a common year, 29 February on the 28th. */
export function occurrenceIn(year: number, month: number, day: number, calendar: Calendar): string {
  const persian = calendar === "persian" ? { calendar: getPersian() } : {};
  return toIso(fromFields({ ...persian, year, month, day }, { overflow: "constrain" }), { calendarName: "never" });
}
