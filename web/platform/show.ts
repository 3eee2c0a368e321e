import { formatDate, formatInstant } from "#core/platform/date-format.ts";
import { toPersianDigits } from "#core/platform/digits.ts";
import { calendar, digits, locale, numberLocale, timeZone } from "./locale.ts";

/** Values for people to read, in the language, calendar, digits and zone that are shown. All of them reactive. */

export function showNumber(value: number): string {
  return new Intl.NumberFormat(numberLocale()).format(value);
}

/** Text whose digits follow the language, such as a phone number or a postal code. */
export function showDigits(text: string): string {
  return digits() === "persian" ? toPersianDigits(text) : text;
}

export function showDate(on: string, style: "short" | "long" = "long"): string {
  try {
    return formatDate(on, { calendar: calendar(), locale: locale(), digits: digits(), style });
  } catch {
    return on;
  }
}

export function showInstant(at: string, style: "short" | "long" = "long", zone = timeZone()): string {
  try {
    return formatInstant(at, { calendar: calendar(), locale: locale(), digits: digits(), style, timeZone: zone });
  } catch {
    return at;
  }
}

const STEPS = [
  ["minute", 60],
  ["hour", 3600],
  ["day", 86_400],
  ["month", 30.44 * 86_400],
  ["year", 365.25 * 86_400],
] as const;

/** How long ago, in the words people use: «دیروز», «۳ ماه پیش», "5 minutes ago". */
export function showAgo(at: string, now = Date.now()): string {
  const seconds = (Date.parse(at) - now) / 1000;
  const [unit, size] = STEPS.findLast(([, length]) => Math.abs(seconds) >= length) ?? STEPS[0];
  const format = new Intl.RelativeTimeFormat(numberLocale(), { numeric: "auto" });
  return format.format(Math.trunc(seconds / size), unit);
}

/** Several names as one phrase: «الف، ب و پ», "a, b and c". */
export function showList(items: readonly string[]): string {
  if (locale() === "en") return new Intl.ListFormat("en-GB").format(items);
  // Intl puts a comma before the last «و», which no Persian book does.
  return new Intl.ListFormat("fa").format(items).replace(/، و (?=[^،]*$)/, " و ");
}

/** Compares names as a dictionary of this language orders them. */
export function compareText(a: string, b: string): number {
  return a.localeCompare(b, locale());
}
