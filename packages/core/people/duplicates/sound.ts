import { foldWords } from "../../platform/fold.ts";

/**
 * Words that say what somebody is, not who: left out before names are compared by sound. «سید» is among them, which
 * also keeps «سعید», whose ع is not heard, apart from it.
 */
const TITLES = new Set(
  (
    "سید سیده حاج حاجی اقا اقای خانم دکتر مهندس استاد شرکت موسسه شهید " +
    "mr mrs ms miss dr eng prof seyed seyyed sayed sayyed haj haji mohandes doctor co company corp inc ltd llc"
  ).split(" "),
);

/** Persian letters that sound alike. ع and the hamza are not heard inside a word; at its start they carry a vowel. */
const PERSIAN_SOUNDS: Readonly<Record<string, string>> = {
  ث: "س",
  ص: "س",
  ذ: "ز",
  ض: "ز",
  ظ: "ز",
  ط: "ت",
  ح: "ه",
  غ: "ق",
  ع: "",
  ء: "",
};

const PERSIAN = /^[\u0600-\u06ff]+$/;
const LATIN = /^[a-z'`]+$/;

/**
 * How a Persian word sounds: letters of one sound as one, the silent و of «خوا» and the unheard ع left out, double letters once.
 *
 * @example persianSound("طاهره") === persianSound("تاهره")
 * @example persianSound("خواجه") === persianSound("خاجه")
 */
export function persianSound(word: string): string {
  return word
    .replace(/^[عء]/, "ا")
    .replaceAll("خوا", "خا")
    .replace(/[ثصذضظطحغعء]/g, (letter) => PERSIAN_SOUNDS[letter] ?? letter)
    .replace(/(.)\1+/g, "$1");
}

const PERSIAN_LETTERS: Readonly<Record<string, string>> = {
  ب: "B",
  پ: "P",
  ت: "T",
  ج: "J",
  چ: "C",
  خ: "X",
  د: "D",
  ر: "R",
  ز: "Z",
  ژ: "J",
  س: "S",
  ش: "W",
  ف: "F",
  ق: "Q",
  ک: "K",
  گ: "G",
  ل: "L",
  م: "M",
  ن: "N",
  و: "V",
  ه: "H",
  ی: "I",
};

/** The frame of a Persian word: its consonants and the vowels a Latin spelling cannot leave out. */
function persianFrame(word: string): string {
  const frame = persianSound(word)
    .replace(/^ا[یو](?=.)/, "ا")
    .replace(/^(.)و(?=[^ای])/, "$1")
    .replace(/(?<=..)ه$/, "")
    .replace(/(?<=.)ا/g, "")
    .replace(/./g, (letter) => (letter === "ا" ? "A" : (PERSIAN_LETTERS[letter] ?? letter)));
  return frame.replace(/(.)\1+/g, "$1");
}

const LATIN_LETTERS: readonly [RegExp, string][] = [
  [/['`]/g, ""],
  [/kh/g, "X"],
  [/sh/g, "W"],
  [/ch/g, "C"],
  [/zh|dj|j/g, "J"],
  [/gh|q/g, "Q"],
  [/ph/g, "F"],
  [/th/g, "T"],
  [/ck|c/g, "K"],
  [/x/g, "KS"],
  // The vowel at the start is heard as one; that at the end, with a silent h, as none.
  [/^(ee|oo|ou|ei|ai|ey|ay|[aeiou])/, "A"],
  [/(ee|ei|ai|ey|ay|ie|y)/g, "I"],
  [/(?<=.)(a|e)h?$/, ""],
  // A single u of the first syllable is short: Muhammad, Husain, Nuri.
  [/^([^aeiouAI]+)(oo|ou|u|o)/, "$1"],
  [/oo|ou|u|w|v/g, "V"],
  [/[aeo]/g, ""],
];

function latinFrame(word: string): string {
  const spoken = word.replace(/(.)\1+/g, (double, letter) => ("eo".includes(letter) ? double : letter));
  return LATIN_LETTERS.reduce((frame, [from, to]) => frame.replace(from, to), spoken)
    .toUpperCase()
    .replace(/(.)\1+/g, "$1");
}

/** Below this many letters a frame fits too many names to say anything. */
const ENOUGH = 4;

function wordsOf(name: string): string[] {
  const words = foldWords(name);
  const own = words.filter((word) => !TITLES.has(word));
  return own.length > 0 ? own : words;
}

function frameOf(word: string): string {
  if (PERSIAN.test(word)) return persianFrame(word);
  return LATIN.test(word) ? latinFrame(word) : word;
}

/**
 * One key for every spelling of a name, in Persian or Latin letters and however its words are parted; null when it is too short
 * to tell anybody from anybody. Names of one key need not sound alike: `soundsAlike` looks closer.
 *
 * @example soundKey("محمد صادقی") === soundKey("Mohammad Sadeghi")
 * @example soundKey("علی‌رضا رضایی") === soundKey("علیرضا رضائی")
 */
export function soundKey(name: string): string | null {
  const key = wordsOf(name)
    .map(frameOf)
    .join("")
    .replace(/(.)\1+/g, "$1");
  return key.length >= ENOUGH ? key.slice(0, 40) : null;
}

/** Whether a word of one name is heard in the other: «علی» and «علی کریمی», two of one family. */
export function sharesWord(one: string, other: string): boolean {
  const frames = wordsOf(other).map(frameOf);
  return wordsOf(one).some((word) => frames.includes(frameOf(word)));
}

/** Whether two names are heard as one. Persian ones are compared with all their vowels: «حسن» is not «حسین». */
export function soundsAlike(one: string, other: string): boolean {
  const key = soundKey(one);
  if (key === null || key !== soundKey(other)) return false;
  const [words, others] = [wordsOf(one), wordsOf(other)];
  if (![...words, ...others].every((word) => PERSIAN.test(word))) return true;
  const heard = (all: string[]) =>
    all
      .map(persianSound)
      .join("")
      .replace(/(.)\1+/g, "$1");
  return heard(words) === heard(others);
}
