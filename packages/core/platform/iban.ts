import { toLatinDigits } from "./digits.ts";

/**
 * An international bank account number in its electronic form (`IR` and 24 digits for Iran; no spaces,
 * capitals), or null. Any country's number is kept when its ISO 13616 check (ISO 7064 mod 97-10) holds.
 * Twenty-four bare digits are an Iranian شبا without its `IR`.
 */
export function parseIban(raw: string): string | null {
  const text = toLatinDigits(raw)
    .replace(/[\s\p{Cf}\p{Pd}]/gu, "")
    .toUpperCase();
  const iban = /^\d{24}$/.test(text) ? `IR${text}` : text;
  if (!/^[A-Z]{2}(?!00|01|99)\d{2}[A-Z0-9]{11,30}$/.test(iban)) return null;
  if (iban.startsWith("IR") && !/^IR\d{24}$/.test(iban)) return null;
  return remainder97(iban.slice(4) + iban.slice(0, 4)) === 1 ? iban : null;
}

/** The text as a decimal number (A = 10 … Z = 35) modulo 97, one character at a time. */
function remainder97(text: string): number {
  let rest = 0;
  for (const character of text) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}
