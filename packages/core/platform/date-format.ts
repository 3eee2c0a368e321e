import { localTime, toGregorianParts, toPersianParts } from "./calendar.ts";
import { toPersianDigits } from "./digits.ts";
import type { Calendar } from "./text-shape.ts";

/** `digits` are those of the language unless given. */
export type DateFormat = {
  calendar: Calendar;
  locale: "fa" | "en";
  style: "short" | "long";
  digits?: "persian" | "latin";
};

const hasPersianDigits = ({ digits, locale }: DateFormat) => (digits ? digits === "persian" : locale === "fa");

const MONTHS = {
  persian: {
    fa: "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند",
    en: "Farvardin Ordibehesht Khordad Tir Mordad Shahrivar Mehr Aban Azar Dey Bahman Esfand",
  },
  gregorian: {
    fa: "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
    en: "January February March April May June July August September October November December",
  },
} as const;

/** The name of a month (1–12) in a calendar and language; empty when there is no such month. */
export function monthName(month: number, calendar: Calendar, locale: "fa" | "en"): string {
  return MONTHS[calendar][locale].split(" ")[month - 1] ?? "";
}

/**
 * An ISO date for people to read. Short: `۱۴۰۳/۰۱/۱۵`, `2024-04-03` (slashes mark the Solar Hijri
 * calendar, dashes the Gregorian, in either language); long: `۱۵ فروردین ۱۴۰۳`, `3 April 2024`,
 * `15 Farvardin 1403`. `parseDate` reads the short form back. RangeError when `on` is no date.
 */
export function formatDate(on: string, format: DateFormat): string {
  const { calendar, locale, style } = format;
  const { year, month, day } = calendar === "persian" ? toPersianParts(on) : toGregorianParts(on);
  const separator = calendar === "persian" ? "/" : "-";
  const text =
    style === "long"
      ? `${day} ${monthName(month, calendar, locale)} ${year}`
      : [year, month, day].map((part) => String(part).padStart(2, "0")).join(separator);
  return hasPersianDigits(format) ? toPersianDigits(text) : text;
}

/**
 * An instant (ISO, UTC) as the date and time clocks show in a zone (IANA name): `۱۴۰۳/۰۱/۱۵ ۱۰:۳۰`,
 * `3 April 2024, 10:30`. RangeError when the instant or the zone is not one.
 */
export function formatInstant(at: string, format: DateFormat & { timeZone: string }): string {
  const { on, time } = localTime(at, format.timeZone);
  const isPersian = format.locale === "fa";
  const comma = isPersian ? "،" : ",";
  const date = formatDate(on, format) + (format.style === "long" ? comma : "");
  return `${date} ${hasPersianDigits(format) ? toPersianDigits(time) : time}`;
}
