import { type Flatten, flatten, type Translator, translator } from "@solid-primitives/i18n";
import { createMemo, createRoot } from "solid-js";
import type { Dictionary } from "#web/locales/fa.ts";
import { dictionary } from "./locale.ts";

type Words = Flatten<Dictionary>;

// A memo outside any component, kept for the page's life.
const words = createRoot(() =>
  createMemo(() => {
    const loaded = dictionary();
    return loaded ? flatten(loaded) : undefined;
  }),
);

/** The keys of words that stand for themselves, without anything to fill in. */
export type PlainWord = {
  [Key in keyof Words]: Words[Key] extends string ? Key : never;
}[keyof Words];

/** The words of the language that is shown: `t("customers.title")`. Reactive: read it where it is shown. */
export const t = translator(words as () => Words) as Translator<Words>;

/** The same for a key made at run time; undefined when there is no such word. */
export function findWord(key: string): string | undefined {
  const word = (words() as Record<string, unknown> | undefined)?.[key];
  return typeof word === "string" ? word : undefined;
}
