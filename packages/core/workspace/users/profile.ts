import * as z from "zod";
import { CALENDARS, DIGITS, line, timeZoneShape } from "../../platform/text-shape.ts";

const choices = {
  locale: z.enum(["fa", "en"]).nullable(),
  calendar: z.enum(CALENDARS).nullable(),
  digits: z.enum(DIGITS).nullable(),
  timeZone: timeZoneShape.nullable(),
};

/** How somebody wants to read: null follows the language, and the workspace. */
export const profileShape = z
  .strictObject({ email: z.string(), ...choices, timeZone: z.string().nullable(), version: z.number().int() })
  .meta({ id: "Profile" });

export type Profile = z.output<typeof profileShape>;

export const profileInputShape = z.strictObject({ name: line(100), ...choices, version: z.number().int().min(0) });
