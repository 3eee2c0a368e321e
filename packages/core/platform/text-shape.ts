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

export const CALENDARS = ["persian", "gregorian"] as const;
export type Calendar = (typeof CALENDARS)[number];
