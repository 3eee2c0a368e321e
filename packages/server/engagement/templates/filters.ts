import type { FilterImplOptions } from "liquidjs";
import { localTime } from "#core/platform/calendar.ts";
import { formatDate } from "#core/platform/date-format.ts";
import { toLatinDigits, toPersianDigits } from "#core/platform/digits.ts";
import { fromMinorUnits, minorDigits } from "#core/platform/money.ts";

type Self = { context: { globals: { language?: "fa" | "en"; timeZone?: string } } };
type Filter = FilterImplOptions;

const text = (value: unknown) => (value === null || value === undefined ? "" : String(value));
const number = (value: unknown) => Number(toLatinDigits(text(value)));
const isEmpty = (value: unknown) => value === null || value === undefined || value === "" || value === false;
/** A value to be shown as a number; nobody is told of a zero where nothing is known. */
const known = (value: unknown) => (text(value).trim() === "" || value === false ? Number.NaN : number(value));
/** What is no number stands empty, so that a fall-back may stand for it. */
const finite = (value: number) => (Number.isFinite(value) ? value : "");
const languageOf = (self: unknown) => (self as Self).context.globals.language ?? "fa";

/** With separators of thousands, in the digits of the language. */
function shownNumber(value: number, language: "fa" | "en", digits = 20): string {
  if (!Number.isFinite(value)) return "";
  const plain = new Intl.NumberFormat("en-US", { maximumFractionDigits: digits }).format(value);
  return language === "fa" ? toPersianDigits(plain.replaceAll(",", "٬").replaceAll(".", "٫")) : plain;
}

function shownDate(self: unknown, value: unknown, style: unknown, calendar: unknown): string {
  const language = languageOf(self);
  const given = text(value);
  const zone = (self as Self).context.globals.timeZone ?? "UTC";
  try {
    const on = /^\d{4}-\d\d-\d\d$/.test(given) ? given : localTime(given, zone).on;
    const named =
      calendar === "gregorian" || calendar === "persian" ? calendar : language === "fa" ? "persian" : "gregorian";
    return formatDate(on, { calendar: named, locale: language, style: style === "short" ? "short" : "long" });
  } catch {
    return given;
  }
}

function money(self: unknown, value: unknown, currency: unknown): string {
  const language = languageOf(self);
  const code = typeof currency === "string" && /^[A-Z]{3}$/.test(currency) ? currency : "IRR";
  const amount = shownNumber(fromMinorUnits(known(value), code), language, minorDigits(code));
  if (amount === "") return "";
  if (code === "IRR") return language === "fa" ? `${amount} ریال` : `${amount} rials`;
  return `${amount} ${code}`;
}

/** All filters there are. Nothing of them reaches outside; what grows is bounded by the output. */
export const FILTERS: Record<string, Filter> = {
  default: (value: unknown, fallback: unknown) => (isEmpty(value) ? fallback : value),
  date(value: unknown, style: unknown, calendar: unknown) {
    return shownDate(this, value, style, calendar);
  },
  persian_digits: (value: unknown) => toPersianDigits(text(value)),
  latin_digits: (value: unknown) => toLatinDigits(text(value)),
  number(value: unknown) {
    return shownNumber(known(value), languageOf(this));
  },
  /** An amount in rials, said in tomans. */
  toman(value: unknown) {
    const amount = shownNumber(Math.round(known(value)) / 10, languageOf(this), 1);
    return amount === "" ? "" : languageOf(this) === "fa" ? `${amount} تومان` : `${amount} tomans`;
  },
  money(value: unknown, currency: unknown) {
    return money(this, value, currency);
  },
  /** Of a field that is yes or no; what is not known stays empty. */
  yes_no(value: unknown) {
    const [yes, no] = languageOf(this) === "fa" ? ["بله", "خیر"] : ["yes", "no"];
    return value === true ? yes : value === false ? no : "";
  },
  upcase: (value: unknown) => text(value).toUpperCase(),
  downcase: (value: unknown) => text(value).toLowerCase(),
  capitalize: (value: unknown) => text(value).replace(/^./u, (first) => first.toUpperCase()),
  strip: (value: unknown) => text(value).trim(),
  truncate: (value: unknown, length: unknown = 50) => {
    const letters = [...text(value)];
    const most = Math.max(1, Math.min(1000, number(length)));
    return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : letters.join("");
  },
  size: (value: unknown) => (Array.isArray(value) ? value.length : text(value).length),
  first: (value: unknown) => (Array.isArray(value) ? value[0] : text(value).slice(0, 1)),
  join: (value: unknown, between: unknown = ", ") =>
    Array.isArray(value) ? value.slice(0, 100).map(text).join(text(between).slice(0, 10)) : text(value),
  plus: (value: unknown, other: unknown) => finite(number(value) + number(other)),
  minus: (value: unknown, other: unknown) => finite(number(value) - number(other)),
  times: (value: unknown, other: unknown) => finite(number(value) * number(other)),
  divided_by: (value: unknown, other: unknown) => finite(number(value) / number(other)),
  round: (value: unknown, digits: unknown = 0) => {
    const scale = 10 ** Math.max(0, Math.min(6, number(digits)));
    return finite(Math.round(number(value) * scale) / scale);
  },
};
