import { localTime } from "#core/platform/calendar.ts";
import { toLatinDigits } from "#core/platform/digits.ts";

/** The instant at which clocks in a zone show this day and time; null when `time` is no time of day. */
export function instantOf(on: string, time: string, timeZone: string): string | null {
  const clock = readTime(time);
  if (!clock) return null;
  const wanted = Date.parse(`${on}T${clock}:00.000Z`);
  let at = wanted;
  // Shift by what the zone's clock is off; once more for a change of its offset in between.
  for (let tries = 0; tries < 2; tries++) {
    const shown = localTime(new Date(at).toISOString(), timeZone);
    at += wanted - Date.parse(`${shown.on}T${shown.time}:00.000Z`);
  }
  return new Date(at).toISOString();
}

/** `9:5`, `۰۹:۰۵`, `0905` as `09:05`; null when it is none. */
export function readTime(text: string): string | null {
  const found = /^(\d{1,2})[:.٫]?(\d{2})$|^(\d{1,2}):(\d)$/.exec(toLatinDigits(text.trim()));
  const [hours, minutes] = [Number(found?.[1] ?? found?.[3]), Number(found?.[2] ?? found?.[4])];
  if (!found || hours > 23 || minutes > 59) return null;
  return `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
}

/** A whole number as people type it, in any digits; null when it is none. */
export function readNumber(text: string): number | null {
  const latin = toLatinDigits(text.trim());
  return /^\d{1,9}$/.test(latin) ? Number(latin) : null;
}
