import * as z from "zod";
import { cleanText } from "./fold.ts";

/** One line of text a person types, at most `max` characters; control characters are refused later by cleaning. */
export function line(max: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => cleanText(text) !== "", "There is nothing to read in this text.");
}

/** A date without time, `YYYY-MM-DD` in the ISO (Gregorian) calendar, whatever calendar it is shown in. */
export const dateShape = z.iso.date();

/** An instant: UTC with milliseconds on the way out; any offset is accepted on the way in. */
export const instantShape = z.iso
  .datetime({ offset: true })
  .transform((at) => new Date(at).toISOString())
  .meta({ type: "string", format: "date-time" });

/** Whether it is the name of a time zone in the IANA data; an offset such as `+03:30` is none. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][\w+/-]{0,59}$/.test(name)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}

/** A time zone by its IANA name. */
export const timeZoneShape = z.string().trim().refine(isTimeZone, "This is not a time zone such as Asia/Tehran.");

export const CALENDARS = ["persian", "gregorian"] as const;
export type Calendar = (typeof CALENDARS)[number];

export const DIGITS = ["persian", "latin"] as const;
export type Digits = (typeof DIGITS)[number];
