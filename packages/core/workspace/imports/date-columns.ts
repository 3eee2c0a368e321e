import { type DayOrder, instantAt, type ParsedDate, parseDate, writtenAs } from "../../platform/calendar.ts";
import { toLatinDigits } from "../../platform/digits.ts";
import type { Calendar } from "../../platform/text-shape.ts";
import { textOfSerial } from "./sheet-values.ts";

/** How the dates of a column are read: `byYear` takes each year's own calendar. */
export type ColumnDates = { calendar: Calendar | "byYear"; dayOrder?: DayOrder };

/** What a person must say before the dates of a column can be read. */
export type DateQuestion = "calendar" | "dayOrder";

/** How many dates of a column are written in each way. */
export type DateTally = { persian: number; gregorian: number; dayFirst: number; monthFirst: number; either: number };

export function newDateTally(): DateTally {
  return { persian: 0, gregorian: 0, dayFirst: 0, monthFirst: 0, either: 0 };
}

export function tallyDate(tally: DateTally, text: string): void {
  const written = writtenAs(text);
  if (!written) return;
  tally[written.calendar] += 1;
  if (written.order) tally[written.order] += 1;
}

/**
 * How a column is to be read, from the dates in it and what people said; `asks` is what they still have to say: a column
 * that mixes calendars, and one in which no date shows whether the day or the month stands first (or some
 * show one and some the other), is never guessed.
 */
export function decideDates(
  tally: DateTally,
  said: Partial<ColumnDates> = {},
): { dates: ColumnDates; asks: DateQuestion | null } {
  const isMixed = tally.persian > 0 && tally.gregorian > 0;
  const seen = isMixed ? "byYear" : tally.persian > 0 ? "persian" : tally.gregorian > 0 ? "gregorian" : "byYear";
  const calendar = said.calendar ?? seen;
  const shown = tally.dayFirst > 0 && tally.monthFirst > 0 ? undefined : shownOrder(tally);
  const dayOrder = said.dayOrder ?? shown;
  const dates: ColumnDates = { calendar, ...(dayOrder && { dayOrder }) };
  if (isMixed && !said.calendar) return { dates, asks: "calendar" };
  const isOpen = tally.either > 0 && !dayOrder && calendar !== "persian";
  return { dates, asks: isOpen ? "dayOrder" : null };
}

function shownOrder({ dayFirst, monthFirst }: DateTally): DayOrder | undefined {
  if (dayFirst > 0) return "dayFirst";
  return monthFirst > 0 ? "monthFirst" : undefined;
}

/** 1954 to 2064: what else has five digits is no date. */
const SERIAL = /^(?:2\d|3\d|4\d|5\d)\d{3}(?:[.,]\d+)?$/;

/** A cell's date, with its time (`HH:MM:SS`) when it has one; a spreadsheet's count of days is read too. */
export function readImportDate(raw: string, { calendar, dayOrder }: ColumnDates): ParsedDate & { time?: string } {
  const text = toLatinDigits(raw).trim();
  const written = SERIAL.test(text) ? (textOfSerial(Number(text.replace(",", ".")), 1900) ?? text) : text;
  const date = parseDate(written, calendar === "byYear" ? "guess" : calendar, dayOrder);
  const time = "on" in date ? timeOf(written) : undefined;
  return time ? { ...date, time } : date;
}

const TIME = /(?:^|[T,،\s])(\d{1,2}):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(am|pm|ق\.?ظ|ب\.?ظ|صبح|عصر)?/i;
const AFTERNOON = /^(?:pm|ب\.?ظ|عصر)$/i;
const OFFSET = /\d\d:?\d\d(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)$/;

/** The time of day written in a cell, `HH:MM:SS`; undefined when there is none. */
export function timeOf(raw: string): string | undefined {
  const found = TIME.exec(toLatinDigits(raw));
  if (!found) return undefined;
  const [, hour, minute, second = "00", half = ""] = found;
  let hours = Number(hour);
  if (half && hours <= 12) hours = (hours % 12) + (AFTERNOON.test(half) ? 12 : 0);
  if (hours > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  return `${String(hours).padStart(2, "0")}:${minute}:${second}`;
}

/**
 * The instant a cell names: as it says itself (`…Z`, `…+03:30`), or as clocks show it in the zone. Noon when it has no
 * time, nor `time` (from a column of its own).
 */
export function readImportInstant(
  raw: string,
  dates: ColumnDates,
  timeZone: string,
  time?: string,
): { at: string } | { error: "unreadable" | "noSuchDay" } {
  const date = readImportDate(raw, dates);
  if ("error" in date) return date;
  const offset = OFFSET.exec(toLatinDigits(raw).trim())?.[1];
  const clock = date.time ?? time ?? "12:00:00";
  if (offset && date.time) return { at: new Date(`${date.on}T${clock}${offset}`).toISOString() };
  return { at: instantAt(date.on, clock, timeZone) };
}
