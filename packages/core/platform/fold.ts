import { toLatinDigits } from "./digits.ts";

/**
 * Letters that people and exports write differently for the same name. The forms of ه, ک and ی are
 * the ones `Intl.Collator("fa")` holds equal. Alef, waw and yeh with hamza or madda need no entry:
 * they decompose, and the mark is dropped.
 */
const SAME_LETTER: Readonly<Record<string, string>> = {
  ٱ: "ا",
  ك: "ک",
  ڪ: "ک",
  ګ: "ک",
  ة: "ه",
  ە: "ه",
  ہ: "ه",
  ھ: "ه",
  ۃ: "ه",
  ي: "ی",
  ى: "ی",
  ے: "ی",
  ې: "ی",
  ۍ: "ی",
  ێ: "ی",
  ı: "i",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  ħ: "h",
  þ: "th",
  æ: "ae",
  œ: "oe",
  ß: "ss",
  ς: "σ",
  "‘": "'",
  "’": "'",
  "“": '"',
  "”": '"',
};

const VARIANT = /[ٱكڪګةەہھۃيىےېۍێıøłđðħþæœßς‘’“”]/g;

// A half-space (U+200C) parts two words of one name just as a written space does.
const SPACE = /[\s\u0085\u200b\u200c]/g;

// Controls, bidi marks, tatweel, and the marks of Latin, Greek, Cyrillic and Arabic script only:
// in other scripts (Devanagari, Thai …) a mark is a letter of the name.
const DROPPED =
  /\p{Cc}|\p{Cf}|\p{Cs}|\u0640|[\u0300-\u036f]|[\u0610-\u061a]|[\u064b-\u065f]|\u0670|[\u06d6-\u06dc]|[\u06df-\u06e4]|[\u06e7-\u06e8]|[\u06ea-\u06ed]/gu;

// Lower-case letters, digits and signs that the fold leaves as they are, in words with one space between them.
const FOLDED_LETTERS = "a-z0-9!-/:-@[-`{-~«»،؛؟ءابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی";
const FOLDED = new RegExp(`^[${FOLDED_LETTERS}]+(?: [${FOLDED_LETTERS}]+)*$`);

/**
 * The one fold under which two spellings of a name are the same: search, duplicates and import compare
 * folded text, and sort keys are made of it. Persian letter forms, digits, case, accents, half-space and
 * invisible characters are levelled; punctuation stays. Folding twice changes nothing.
 *
 * @example foldText("  ميرزايي‌پور ") // "میرزایی پور"
 */
export function foldText(text: string): string {
  // About ten times as fast for most names: those which only need lower case, if that.
  const lower = text.toLowerCase();
  return FOLDED.test(lower) ? lower : foldWhole(text);
}

/** The same, the long way. */
export function foldWhole(text: string): string {
  const plain = text.normalize("NFKD").toLowerCase().replace(SPACE, " ").replace(DROPPED, "");
  return toLatinDigits(plain)
    .replace(VARIANT, (letter) => SAME_LETTER[letter] ?? letter)
    .normalize("NFC")
    .replace(/ +/g, " ")
    .trim();
}

/** The distinct words (runs of letters and digits) of the folded text, in order of first appearance. */
export function foldWords(text: string): string[] {
  const words = foldText(text).split(/[^\p{L}\p{M}\p{N}]+/u);
  return [...new Set(words.filter((word) => word !== ""))];
}

const UNSEEN = /(?!\n)\p{Cc}|\p{Cs}|[\u202a-\u202e]|[\u2066-\u2069]/gu;
const BLANK = /[\s\u200b-\u200f]/;
// Letters and signs that stay as they are, none of which composes with its neighbours, one space or half-space between them.
const CLEAN_LETTERS = "!-~«»،؛؟۰-۹آأؤإئءابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی";
const CLEAN = new RegExp(`^[${CLEAN_LETTERS}]+(?:[ \\u200c][${CLEAN_LETTERS}]+)*$`);

/**
 * What we store of what a person typed: Unicode NFC, Arabic ي and ك as Persian ی and ک, no control
 * characters (nor NUL, unpaired surrogates, or bidi embeddings, which would turn the screen around
 * them), runs of spaces as one, none at either end. The half-space inside stays.
 *
 * @param options.multiline keep line breaks (as `\n`); without it they become spaces.
 */
export function cleanText(text: string, options: { multiline?: boolean } = {}): string {
  return CLEAN.test(text) ? text : cleanWhole(text, options);
}

/** The same, the long way. */
export function cleanWhole(text: string, options: { multiline?: boolean } = {}): string {
  const clean = text
    .replace(/\r\n|[\r\u0085\u2028\u2029]/g, "\n")
    .replace(options.multiline ? /[^\S\n]/g : /\s/g, " ")
    .replace(UNSEEN, "")
    .normalize("NFC")
    .replace(/ي/g, "ی")
    .replace(/ك/g, "ک")
    .replace(/ +/g, " ")
    .replace(/ \n/g, "\n");
  return trimBlanks(clean);
}

// A loop, since the pattern /[…]+$/ takes quadratic time on a long run that is not at the end.
function trimBlanks(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && BLANK.test(text.charAt(start))) start += 1;
  while (end > start && BLANK.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
