import { getISO, getPersian } from "temporal-polyfill/fns/Calendar";
import { fromString as instantFromString, toZonedDateTimeISO } from "temporal-polyfill/fns/Instant";
import { create, fromFields, fromString, toString as toIso, withCalendar } from "temporal-polyfill/fns/PlainDate";
import { toZonedDateTime as atClock, fromString as dateTimeFromString } from "temporal-polyfill/fns/PlainDateTime";
import { toString as zonedToIso } from "temporal-polyfill/fns/ZonedDateTime";
import { toLatinDigits } from "./digits.ts";
import type { Calendar } from "./text-shape.ts";

/** A day of some calendar as people count it: month 1–12, day 1–31. */
export type DateParts = { year: number; month: number; day: number };

/** `on` is an ISO date, `calendar` the one it was read in. */
export type ParsedDate = { on: string; calendar: Calendar } | { error: "unreadable" | "noSuchDay" };

/** Whether `03/04/2024` is the third of April or the fourth of March. */
export type DayOrder = "dayFirst" | "monthFirst";

/** How a date was written: its calendar, and which order of day and month it shows; null when it is no date. */
export function writtenAs(raw: string): { calendar: Calendar; order: DayOrder | "either" | null } | null {
  const parts = readNumbers(raw);
  if (!parts) return null;
  const calendar = (["persian", "gregorian"] as const).find(
    (one) => parts.year >= YEARS[one][0] && parts.year <= YEARS[one][1],
  );
  if (!calendar) return null;
  if (!parts.dayFirst || calendar === "persian" || parts.day === parts.month) return { calendar, order: null };
  return { calendar, order: parts.month > 12 ? "monthFirst" : parts.day > 12 ? "dayFirst" : "either" };
}

/** The UTC instant of a day and time (`HH:MM[:SS]`) as clocks show it in a zone (IANA name). RangeError when there is none. */
export function instantAt(on: string, time: string, timeZone: string): string {
  const iso = zonedToIso(atClock(dateTimeFromString(`${on}T${time}`, getISO), timeZone));
  return new Date(iso.replace(/\[.*$/, "")).toISOString();
}

// Years outside these are typing mistakes, or the other calendar's.
const YEARS = { persian: [1200, 1500], gregorian: [1800, 2200] } as const;

/** The Solar Hijri year, month and day of an ISO date (`2024-04-03` is 1403, 1, 15). RangeError when it is no date. */
export function toPersianParts(on: string): DateParts {
  const { year, month, day } = withCalendar(fromString(on, getISO), getPersian());
  return { year, month, day };
}

/** The Gregorian year, month and day of an ISO date. RangeError when it is no date. */
export function toGregorianParts(on: string): DateParts {
  const { year, month, day } = fromString(on, getISO);
  return { year, month, day };
}

/** The ISO date of a Solar Hijri day, or null when there is no such day (30 Esfand of a common year). */
export function fromPersianParts(parts: DateParts): string | null {
  return fromParts(parts, "persian");
}

/**
 * The ISO date and the time of day (`HH:MM`, 24 hours) that clocks show in a zone (IANA name) at an
 * instant (ISO, with its offset). RangeError when the zone or the instant is not one.
 */
export function localTime(at: string, timeZone: string): { on: string; time: string } {
  const text = zonedToIso(toZonedDateTimeISO(instantFromString(at), timeZone));
  return { on: text.slice(0, 10), time: text.slice(11, 16) };
}

/**
 * Reads a date as people and exports write it, in Persian or Latin digits: `۱۳۴۴/۰۲/۲۸`, `1344-2-28`,
 * `13440228`, `28/02/1344`, `1990-05-14`, `2024-08-13T18:04:34Z` (the time is left out, whatever its zone).
 * `guess` decides by the year: 1200–1500 Solar Hijri, 1800–2200 Gregorian. `unreadable`: not in such
 * a form, a year of two digits or outside those ranges, or a Gregorian `03/04/2024`, which is April
 * to one half of the world and March to the other, unless `dayOrder` says. `noSuchDay`: 30 Esfand of a common year, month 13.
 */
export function parseDate(raw: string, calendar: Calendar | "guess", dayOrder?: DayOrder): ParsedDate {
  const parts = readNumbers(raw);
  const candidates: Calendar[] = calendar === "guess" ? ["persian", "gregorian"] : [calendar];
  const name = candidates.find((one) => parts && parts.year >= YEARS[one][0] && parts.year <= YEARS[one][1]);
  if (!parts || !name) return { error: "unreadable" };

  const { year, month, day, dayFirst } = parts;
  const mayDiffer = name === "gregorian" && dayFirst;
  const isAmerican = mayDiffer && (dayOrder ? dayOrder === "monthFirst" : month > 12);
  if (!dayOrder && name === "gregorian" && dayFirst && month <= 12 && day <= 12 && day !== month)
    return { error: "unreadable" };
  const on = fromParts(isAmerican ? { year, month: day, day: month } : parts, name);
  return on ? { on, calendar: name } : { error: "noSuchDay" };
}

const MAX_LENGTH = 100;
const TIME_OF_DAY = /[T,،\s]+\d{1,2}:\d\d.*$/;
const YEAR_FIRST = /^(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})$/;
const COMPACT = /^(\d{4})()(\d\d)(\d\d)$/;
const DAY_FIRST = /^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})$/;

function readNumbers(raw: string): (DateParts & { dayFirst: boolean }) | null {
  if (raw.length > MAX_LENGTH) return null;
  const plain = toLatinDigits(raw).replace(/\p{Cf}/gu, "");
  const text = plain.trim().replace(TIME_OF_DAY, "");
  const dayFirst = DAY_FIRST.exec(text);
  const found = dayFirst ?? YEAR_FIRST.exec(text) ?? COMPACT.exec(text);
  if (!found) return null;
  const [first, month, last] = [Number(found[1]), Number(found[3]), Number(found[4])];
  return dayFirst
    ? { year: last, month, day: first, dayFirst: true }
    : { year: first, month, day: last, dayFirst: false };
}

function fromParts({ year, month, day }: DateParts, calendar: Calendar): string | null {
  try {
    if (calendar === "gregorian") return toIso(create(year, month, day));
    const date = fromFields({ calendar: getPersian(), year, month, day }, { overflow: "reject" });
    return toIso(date, { calendarName: "never" });
  } catch {
    return null;
  }
}
