import { type ParsedDate, parseDate } from "#core/platform/calendar.ts";
import { t } from "#web/platform/i18n.ts";
import { calendar } from "#web/platform/locale.ts";

/**
 * Reads a date a person typed. A year decides between the calendars, so a Gregorian birthday may be typed
 * while Solar Hijri is shown and the other way round.
 */
export function readDate(text: string): ParsedDate {
  return parseDate(text, "guess");
}

/** What is wrong with a typed date, in words; null when it is one, or nothing was typed. */
export function dateProblem(text: string): string | null {
  if (text.trim() === "") return null;
  const parsed = readDate(text);
  if (!("error" in parsed)) return null;
  return t(`dates.${parsed.error}`, dateExample());
}

/** A date of this form is understood. */
export function dateExample(): string {
  return t(`dates.examples.${calendar()}`);
}
