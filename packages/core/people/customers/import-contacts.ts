import { foldEmail } from "../../platform/email.ts";
import { type Phone, parsePhone } from "../../platform/phone.ts";

const BETWEEN_PHONES = /[/\\،؛;,|\r\n]+|\s[-–—]\s|\s(?:و|یا|and|or)\s/;
const BETWEEN_EMAILS = /[\s،؛;,|/<>]+|mailto:/i;
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
