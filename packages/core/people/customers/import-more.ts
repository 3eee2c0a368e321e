import { parseDate } from "../../platform/calendar.ts";
import { formatDate } from "../../platform/date-format.ts";
import { foldText } from "../../platform/fold.ts";
import { EXPORT_WORDS } from "./export-words.ts";
import type { NewCustomer } from "./schema.ts";

type Address = NonNullable<NewCustomer["addresses"]>[number];
type Consent = NonNullable<NonNullable<NewCustomer["consents"]>["email"]>;

const PARTS = ["label", "country", "region", "city", "street", "postalCode"] as const;
const BETWEEN = " | ";

const keyOf = (text: string) => foldText(text).replace(/[^\p{L}\p{N}]/gu, "");

function reader<W extends "channels" | "consents" | "languages">(kind: W) {
  const known = new Map<string, string>();
  for (const language of ["fa", "en"] as const)
    for (const [word, text] of Object.entries(EXPORT_WORDS[language][kind]))
      known.set(keyOf(text), word).set(keyOf(word), word);
  return (text: string) => (known.get(keyOf(text)) ?? null) as keyof (typeof EXPORT_WORDS)["fa"][W] | null;
}

/** The channel that a cell names in Persian or English, or null. */
export const readChannel = reader("channels");
/** The language that a cell names, or null. */
export const readLanguage = reader("languages");
const readState = reader("consents");

/** An address in one cell, its parts in their order: «نوع | کشور | استان | شهر | خیابان | کد پستی». */
export function writeAddress(address: Address): string {
  return PARTS.map((part) => (address[part] ?? "").replaceAll("|", "¦")).join(BETWEEN);
}

/** The addresses of a cell, one a line; what has not all six parts is a street. */
export function readAddressLines(text: string): Address[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  return lines.map((line) => {
    const parts = line.split("|").map((part) => part.trim());
    if (parts.length !== PARTS.length) return { street: line.trim().slice(0, 300) };
    return Object.fromEntries(PARTS.flatMap((name, at) => (parts[at] ? [[name, parts[at]]] : []))) as Address;
  });
}

type Occasion = NonNullable<NewCustomer["occasions"]>[number];

/** A yearly day in one line, its date in its own calendar: «سالگرد ازدواج | 1390/05/12». */
export function writeOccasion({ name, on, calendar }: Occasion): string {
  return `${name.replaceAll("|", "¦")}${BETWEEN}${formatDate(on, { calendar, locale: "en", style: "short" })}`;
}

/** The yearly days of a cell, one a line; `unread` are the lines that are none. The year tells the calendar. */
export function readOccasionLines(text: string): { occasions: Occasion[]; unread: string[] } {
  const occasions: Occasion[] = [];
  const unread: string[] = [];
  for (const line of text.split(/\r?\n/).filter((one) => one.trim() !== "")) {
    const [name = "", date = ""] = line.split("|").map((part) => part.trim());
    const read = parseDate(date, "guess");
    if ("on" in read && name !== "") occasions.push({ name: [...name].slice(0, 80).join(""), ...read });
    else unread.push(line.trim());
  }
  return { occasions, unread };
}

/** A consent in one cell: the state and, if known, when and from where: «داده | 2026-03-21T08:00:00.000Z | فرم». */
export function writeConsent({ state, at, source }: Consent, language: "fa" | "en"): string {
  if (state === "unknown" && !at && !source) return "";
  const parts = [EXPORT_WORDS[language].consents[state], at ?? "", (source ?? "").replaceAll("|", "¦")];
  return parts.join(BETWEEN).replace(/[ |]+$/, "");
}

/** Null when the cell names no state. */
export function readConsent(text: string): Consent | null {
  const [word = "", at = "", source = ""] = text.split("|").map((part) => part.trim());
  const state = readState(word);
  if (!state || (at !== "" && Number.isNaN(Date.parse(at)))) return null;
  return { state, ...(at && { at: new Date(at).toISOString() }), ...(source && { source: source.slice(0, 80) }) };
}
