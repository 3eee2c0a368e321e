import { toLatinDigits } from "./digits.ts";

/**
 * A number as people type it, in any digits, with any separators of thousands: `۱٬۲۵۰٫۵`, `1,250.5`, `-3`. Null when it is
 * none. A comma before the last one or two digits of a number that has no other separator is taken for a decimal sign.
 */
export function parseDecimal(text: string): number | null {
  const plain = toLatinDigits(text.trim())
    .replace(/[−–]/, "-")
    .replace(/[\s\u00a0\u202f٬'’\u200e\u200f\u2066-\u2069]/g, "")
    .replace(/[٫/](?=\d+$)/, ".");
  const dotted = /^-?\d+[,،]\d{1,2}$/.test(plain)
    ? plain.replace(/[,،]/, ".")
    : plain.replace(/[,،](?=\d{3}(?!\d))/g, "");
  return /^-?\d{1,16}(\.\d{1,9})?$/.test(dotted) ? Number(dotted) || 0 : null;
}
