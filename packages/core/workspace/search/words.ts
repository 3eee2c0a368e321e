import { toLatinDigits } from "../../platform/digits.ts";
import { foldWords } from "../../platform/fold.ts";

export const MIN_WORD = 2;
export const MIN_DIGITS = 4;
const MAX_WORDS = 16;
const MAX_LETTERS = 24;

/** What a record is found by: the words of its texts, and its numbers from their last digit to their first. */
export type SearchTerms = { words: string[]; digits: string[] };

/** Bounded, so that a record has few rows however long its texts are. */
export function searchTerms(texts: readonly string[], numbers: readonly string[]): SearchTerms {
  const words = texts.flatMap(foldWords).filter((word) => word.length >= MIN_WORD);
  return {
    words: [...new Set(words.map((word) => [...word].slice(0, MAX_LETTERS).join("")))].slice(0, MAX_WORDS),
    digits: [...new Set(numbers.map(reversedDigits))].filter((digits) => digits.length >= MIN_DIGITS),
  };
}

/**
 * What a typed text asks for. Digits alone, four or more, ask for the end of a number, in any spelling; other
 * words each ask for the start of a word, and narrow each other. Of an email address the mailbox is asked for: its end is
 * its provider's name, which no record is found by.
 */
export function readSearch(text: string): SearchTerms {
  const bare = toLatinDigits(text).replace(/[\s()+\-.]/g, "");
  if (/^\d+$/.test(bare)) {
    const digits = reversedDigits(bare);
    return { words: [], digits: digits.length >= MIN_DIGITS ? [digits] : [] };
  }
  return { words: searchTerms([text.replace(/@\S*/g, "")], []).words, digits: [] };
}

/** Without the zeros in front, which are dialled in some places and not in others. */
function reversedDigits(number: string): string {
  return [...number.replace(/\D/g, "").replace(/^0+/, "")].reverse().join("");
}

/** Whether each word that is asked for begins one of these. */
export function matchesWords(words: readonly string[], asked: readonly string[]): boolean {
  return asked.every((word) => words.some((one) => one.startsWith(word)));
}
