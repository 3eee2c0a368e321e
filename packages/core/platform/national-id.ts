import { toLatinDigits } from "./digits.ts";

/**
 * An Iranian national id (کد ملی) as ten Latin digits, or null. Eight or nine digits are padded with the
 * zeros that spreadsheets drop. The tenth digit is a check: with s = Σ digit·(10, 9 … 2) mod 11 it is s
 * when s < 2, else 11 − s. Ten equal digits satisfy it but are never issued.
 */
export function parseNationalId(raw: string): string | null {
  const digits = toLatinDigits(raw).replace(/[\s\p{Cf}\p{Pd}]/gu, "");
  if (!/^\d{8,10}$/.test(digits)) return null;
  const id = digits.padStart(10, "0");
  if (/^(\d)\1{9}$/.test(id)) return null;

  const values = [...id].map(Number);
  const rest = values.slice(0, 9).reduce((sum, value, at) => sum + value * (10 - at), 0) % 11;
  return values[9] === (rest < 2 ? rest : 11 - rest) ? id : null;
}
