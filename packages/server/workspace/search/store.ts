import type { Found, SearchTerms } from "#core/workspace/search/index.ts";
import type { Item, Key, Position, Table } from "#server/platform/table.ts";

/** What a row says of the record it leads to; `words` are all of its words, so that a second one needs no further read. */
export type SearchRow = Found & { words: string[] };

const LETTERS_OF_PARTITION = 2;
const DIGITS_OF_PARTITION = 4;

/** A word's partition is its first letters, a number's its last four digits; what was typed is a prefix of the sort key. */
const wordKey = (word: string, id: string): Key => ({
  pk: `word#${[...word].slice(0, LETTERS_OF_PARTITION).join("")}`,
  sk: `${word}#${id}`,
});
const digitsKey = (digits: string, id: string): Key => ({
  pk: `digits#${digits.slice(0, DIGITS_OF_PARTITION)}`,
  sk: `${digits}#${id}`,
});

export function keysOf({ words, digits }: SearchTerms, id: string): Key[] {
  return [...words.map((word) => wordKey(word, id)), ...digits.map((one) => digitsKey(one, id))];
}

/** The rows of a record, one for each key, all saying the same. */
export function rowsOf(keys: readonly Key[], { entity, id, label, kind, hint, words }: SearchRow): Item[] {
  const row = JSON.stringify([entity, id, label, kind, hint, words]);
  return keys.map(({ pk, sk }) => ({ pk, sk, type: "search", row }));
}

function readRow(item: Item): SearchRow {
  const [entity, id, label, kind, hint, words] = JSON.parse(String(item.row));
  return { entity, id, label, kind, hint, words };
}

/** Rows whose word starts so, or whose number ends so; those that `words` cannot find are left out before they are read. */
export async function findRows(
  table: Table,
  term: { word: string } | { digits: string },
  words: readonly string[],
  limit: number,
  after?: Position,
) {
  const { pk } = "word" in term ? wordKey(term.word, "") : digitsKey(term.digits, "");
  const page = await table.query({ pk, prefix: "word" in term ? term.word : term.digits, limit, after, stale: true });
  // Both are folded, so a word that finds a row stands in its text as it is.
  const items = page.items.filter(({ row }) => words.every((word) => String(row).includes(word)));
  return { rows: items.map(readRow), next: page.next };
}
