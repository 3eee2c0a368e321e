import { foldEmail } from "../../platform/email.ts";
import { type Phone, parsePhone } from "../../platform/phone.ts";

const BETWEEN_PHONES = /\s*:::\s*|[/\\،؛;,|\r\n]+|\s[-–—]\s|\s(?:و|یا|and|or)\s/;
const BETWEEN_EMAILS = /:::|[\s،؛;,|/<>"[\]]+|mailto:/i;
/** What a spreadsheet leaves of a long number; its last digits are lost. */
const SCIENTIFIC = /^\s*\p{Nd}+(?:[.,٫]\p{Nd}+)?\s*[eE]\s*\+?\p{Nd}+\s*$/u;

/** `isWhole`: everything in the cell was understood. */
export type PhonesRead = { phones: Phone[]; isWhole: boolean };
export type EmailsRead = { emails: string[]; isWhole: boolean };

/**
 * The phone numbers in one cell. It is cut at a sign or word only where both sides are phones, since most such
 * signs are also written within a number: «۰۲۱-۸۸۷۷۶۶۵۵ / ۰۹۱۲۱۰۰۰۰۵۰» holds two, `(021) 8877-6655` one.
 */
export function readPhoneCell(cell: string, region: string): PhonesRead {
  if (SCIENTIFIC.test(cell)) return { phones: [], isWhole: false };
  const listed = readList(cell, region);
  if (listed) return listed;
  const parts = cell.split(BETWEEN_PHONES).filter((part) => part.trim() !== "");
  const several = parts.length > 1 ? readAll(parts, region) : [];
  if (parts.length > 1 && several.length === parts.length) return { phones: several, isWhole: true };

  const one = parsePhone(cell, region);
  if (one) return { phones: [one], isWhole: true };

  const words = cell.trim().split(/\s+/);
  const bySpace = words.length > 1 ? readAll(words, region) : [];
  if (words.length > 1 && bySpace.length === words.length) return { phones: bySpace, isWhole: true };
  return { phones: several, isWhole: false };
}

/** Programs write several numbers as JSON: `[{"number":"9121000050","callingCode":"+98","countryCode":"IR"}]`. */
function readList(cell: string, region: string): PhonesRead | null {
  if (!/^\s*\[\s*[{"]/.test(cell)) return null;
  try {
    const elements = JSON.parse(cell) as unknown[];
    const phones = elements.map((element) => {
      if (typeof element === "string") return parsePhone(element, region);
      const { number = "", callingCode = "", countryCode = "" } = element as Record<string, string | undefined>;
      return parsePhone(`${callingCode}${number}`, /^[A-Z]{2}$/.test(countryCode) ? countryCode : region);
    });
    const found = phones.filter((phone) => phone !== null);
    return { phones: found, isWhole: found.length === elements.length };
  } catch {
    return null;
  }
}

function readAll(parts: string[], region: string): Phone[] {
  return parts.map((part) => parsePhone(part, region)).filter((phone) => phone !== null);
}

/** The email addresses in one cell, folded; they may stand side by side, or in `Name <address>`. */
export function readEmailCell(cell: string): EmailsRead {
  const one = foldEmail(cell);
  if (one) return { emails: [one], isWhole: true };
  const parts = cell.split(BETWEEN_EMAILS).filter((part) => part !== "");
  const emails = parts.map(foldEmail).filter((email) => email !== null);
  return { emails, isWhole: emails.length > 0 && emails.length === parts.length };
}
