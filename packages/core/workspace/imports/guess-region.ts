import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { toLatinDigits } from "../../platform/digits.ts";

/**
 * The country in which most of these phone cells are numbers that exist in its numbering plan. Written
 * the way they are dialled there (with the zero an Iranian puts in front, without one in America)
 * they count half as much again: in some countries almost any digits are a number.
 *
 * @param candidates ISO 3166 codes; the first, the workspace's own, wins ties and when there is no number.
 */
export function guessRegion(cells: readonly string[], candidates: readonly [string, ...string[]]): string {
  let best = { region: candidates[0], score: 0 };
  for (const region of new Set(candidates)) {
    const score = cells.reduce((sum, cell) => sum + scoreIn(region, toLatinDigits(cell)), 0);
    if (score > best.score) best = { region, score };
  }
  return best.region;
}

function scoreIn(region: string, cell: string): number {
  // The small metadata of platform/phone.ts knows lengths only, and by length most numbers are anybody's.
  const phone = parsePhoneNumberFromString(cell, region as CountryCode);
  if (!phone?.isValid()) return 0;
  const digits = onlyDigits(cell);
  return digits.startsWith(onlyDigits(phone.number)) || digits.startsWith(onlyDigits(phone.formatNational())) ? 3 : 2;
}

function onlyDigits(text: string): string {
  return text.replace(/\D/g, "");
}
