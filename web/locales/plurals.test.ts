import { expect, test } from "vitest";
import { en } from "./en.ts";

type Sentence = (...told: unknown[]) => unknown;

const MANY =
  /\b1 (are|were|have|customers|rows|results|fields|texts|pairs|people|changes|times)\b|\b1 .*\b(were|as they are)\b/;

/** Told of one in these ways, as a shown number and for telling one from many, some sentences speak of many each time. */
const WAYS = [
  ["1", "1", "1"],
  ["1", 1, "1"],
  ["1", "1", 1],
  ["1", "1", "1", 1],
] as const;

/** Never told of one; or of names instead of counts. */
const NEVER_ONE = /Several$|^duplicates\.dismissOf$|^fields\.use$/;

function* sentencesIn(words: object, path = ""): Generator<[path: string, sentence: Sentence]> {
  for (const [name, word] of Object.entries(words)) {
    const at = path === "" ? name : `${path}.${name}`;
    if (typeof word === "function") yield [at, word];
    else if (typeof word === "object" && word !== null) yield* sentencesIn(word, at);
  }
}

function said(sentence: Sentence, told: readonly unknown[]): string {
  try {
    return String(sentence(...told));
  } catch {
    return "";
  }
}

test("of one it is never said in English that they are many", () => {
  const wrong = [...sentencesIn(en)].filter(([, sentence]) => WAYS.every((told) => MANY.test(said(sentence, told))));
  expect(wrong.map(([path]) => path).filter((path) => !NEVER_ONE.test(path))).toEqual([]);
});
