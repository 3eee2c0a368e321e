import { type Found, readSearch } from "#core/workspace/search/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { findRows, type SearchRow } from "./store.ts";

/** However common a word is, no more rows than this are read for one answer. */
export const MAX_ROWS_READ = 1_000;
const PAGE = 100;

/**
 * The first rows of every word are read at once. A rare word has all of its rows there and the others are checked on them;
 * only where all are common the longest is read on. One round trip for all but the commonest words.
 */
export async function search(
  ctx: Ctx,
  { q, limit }: { q: string; limit: number },
): Promise<{ items: Found[]; more: boolean }> {
  const { words, digits } = readSearch(q);
  const longestFirst = [...words].sort((a, b) => b.length - a.length);
  const terms = digits[0] === undefined ? longestFirst.map((word) => ({ word })) : [{ digits: digits[0] }];
  const firsts = await Promise.all(terms.map((term) => findRows(ctx.table, term, PAGE)));
  const whole = firsts.findIndex(({ next }) => next === null);
  const at = Math.max(0, whole);
  const term = terms[at];
  let page = firsts[at];
  const found = new Map<string, SearchRow>();
  if (!term || !page) return answer(found, limit, false);
  for (let read = PAGE; ; read += PAGE) {
    for (const row of page.rows) {
      if (words.every((word) => row.words.some((one) => one.startsWith(word)))) found.set(row.id, row);
    }
    if (!page.next) return answer(found, limit, false);
    if (found.size > limit || read >= MAX_ROWS_READ) return answer(found, limit, true);
    page = await findRows(ctx.table, term, PAGE, page.next);
  }
}

function answer(found: ReadonlyMap<string, SearchRow>, limit: number, more: boolean) {
  const items = [...found.values()].map(({ words: _, ...row }) => row);
  return { items: items.slice(0, limit), more: more || items.length > limit };
}
