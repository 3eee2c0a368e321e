import { foldText } from "./fold.ts";

/** Changes when the table below does; sort keys of different versions do not compare. */
export const NAME_RANK_VERSION = 1;

/**
 * Folded characters in the order of `new Intl.Collator("fa")` (ICU 78, CLDR root with the Persian
 * tailoring: space, punctuation, digits, Persian, Latin). Frozen: keys in the table were made with it, so
 * a correction is a new version and a rebuild of the stored keys.
 */
const ORDER =
  " _-–—,،;؛:!?؟.'\"«»()[]{}@*/\\&#%٪`^+<=>|~$0123456789" +
  "اءبپتثجچحخدذرزڕژسشصضطظعغفڤقکگلڵمنوۆهی" +
  "abcdefghijklmnopqrstuvwxyz";

const LETTERS = 40;

/**
 * A sort key for a name: plain ASCII whose byte order is the Persian dictionary order of the folded name
 * (primary strength). Two base-36 characters a letter, the first 40 letters. Characters outside the
 * table come last, by code point: `z` and four characters, so that no code is the beginning of another.
 * A key followed by a separator below `0` (such as `#`) still sorts before the longer names it begins.
 *
 * @example sortKeyOfName("پری") < sortKeyOfName("تارا") // true, though پ has the higher code point
 */
export function sortKeyOfName(name: string): string {
  return [...foldText(name)].slice(0, LETTERS).map(codeOf).join("");
}

function codeOf(letter: string): string {
  const rank = ORDER.indexOf(letter);
  if (rank >= 0) return rank.toString(36).padStart(2, "0");
  return `z${(letter.codePointAt(0) ?? 0).toString(36).padStart(4, "0")}`;
}
