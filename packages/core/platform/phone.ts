import { type CountryCode, type PhoneNumber, parsePhoneNumberFromString } from "libphonenumber-js/min";
import { toLatinDigits } from "./digits.ts";

/** A phone as we keep it. `number` is E.164 (`+989121000050`); `raw` is what was typed, trimmed. */
export type Phone = { number: string; extension?: string; raw: string };

/**
 * Reads a phone number in any common spelling: Persian digits, spaces, dashes, brackets, `+98`, `0098`,
 * a missing leading zero, an extension (`x371`, «داخلی ۳»). Null when its length is not possible in its
 * country. Whether the number is in service, or its prefix assigned, is not asked: old exports hold
 * numbers that numbering plans have since dropped. A number starting +989 has exactly ten digits.
 *
 * @param region ISO 3166 code of the country that a number without an international prefix belongs to.
 */
export function parsePhone(raw: string, region: string): Phone | null {
  const key = `${region} ${raw}`;
  const known = parsed.get(key);
  if (known !== undefined) return known;
  const phone = parse(raw, region);
  if (parsed.size >= MOST_PARSED) parsed.clear();
  parsed.set(key, phone);
  return phone;
}

// An import asks for the same number several times in a row, and each answer takes a twentieth of a millisecond.
const MOST_PARSED = 2_000;
const parsed = new Map<string, Phone | null>();

/** An Iranian number as most are written; what the library makes of these is known, and takes it a hundred times as long. */
const PLAIN_IRANIAN = /^(0|\+98)([1-9]\d{9})$/;

function parse(raw: string, region: string): Phone | null {
  const plain = PLAIN_IRANIAN.exec(raw);
  if (plain && (plain[1] !== "0" || region === "IR")) return { number: `+98${plain[2]}`, raw };
  const text = toLatinDigits(raw)
    .replace(/\p{Cf}/gu, "")
    .replace(/داخل[یي]/g, " ext ")
    .trim()
    // «00» is dialled before a foreign number in most countries, and typed so in the others too.
    .replace(/^\(?00\)?[\s.-]*(?=[1-9])/, "+");
  const phone = parsePhoneNumberFromString(text, region as CountryCode);
  if (!phone?.isPossible() || (isIranian(phone) && !isIranianLength(phone.nationalNumber))) return null;
  if (numbers.size >= MOST_PARSED) numbers.clear();
  if (!phone.ext) numbers.set(phone.number, phone);
  return { number: phone.number, ...(phone.ext ? { extension: phone.ext } : {}), raw: raw.trim() };
}

/**
 * A stored number for people to read, in Latin digits: an Iranian one as dialled at home
 * (`0912 100 0050`), any other in international form (`+1 955 371 0847`). What is not E.164 comes back as it is.
 */
export function formatPhone(number: string): string {
  const known = formatted.get(number);
  if (known !== undefined) return known;
  const text = format(number);
  if (formatted.size >= MOST_PARSED) formatted.clear();
  formatted.set(number, text);
  return text;
}

const formatted = new Map<string, string>();
/** What was read a moment ago is shown soon, most often. */
const numbers = new Map<string, PhoneNumber>();

function format(number: string): string {
  const digits = number.startsWith("+98") ? PLAIN_IRANIAN.exec(number)?.[2] : undefined;
  if (digits) {
    const [area, exchange] = digits.startsWith("9") ? [3, 6] : [2, 6];
    return `0${digits.slice(0, area)} ${digits.slice(area, exchange)} ${digits.slice(exchange)}`;
  }
  const phone = numbers.get(number) ?? parsePhoneNumberFromString(number);
  if (!phone) return number;
  return isIranian(phone) ? phone.formatNational() : phone.formatInternational();
}

function isIranian(phone: PhoneNumber): boolean {
  return phone.countryCallingCode === "98";
}

function isIranianLength(national: string): boolean {
  // Cut short, a mobile has the length of a service number; its zero then stays in front of it.
  return /^(9\d{9}|[1-8]\d{5,9})$/.test(national);
}
