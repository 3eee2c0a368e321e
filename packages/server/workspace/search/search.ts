import { type Found, readSearch } from "#core/workspace/search/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { Position } from "#server/platform/table.ts";
import { findRows, type SearchRow } from "./store.ts";

/** However common a word is, no more rows than this are read for one answer. */
export const MAX_ROWS_READ = 1_000;
const PAGE = 100;

/** The rarest-looking word is read, the others are checked on its rows: one round trip for all but the commonest words. */
export async function search(
  ctx: Ctx,
  { q, limit }: { q: string; limit: number },
): Promise<{ items: Found[]; more: boolean }> {
  const { words, digits } = readSearch(q);
  const [longest, ...others] = [...words].sort((a, b) => b.length - a.length);
  if (digits[0] === undefined && longest === undefined) return { items: [], more: false };
  const term = digits[0] === undefined ? { word: longest as string } : { digits: digits[0] };
  const found = new Map<string, SearchRow>();
  let after: Position | undefined;
  for (let read = 0; read < MAX_ROWS_READ; read += PAGE) {
    const { rows, next } = await findRows(ctx.table, term, PAGE, after);
    for (const row of rows) {
      if (others.every((word) => row.words.some((one) => one.startsWith(word)))) found.set(row.id, row);
    }
    if (!next) return answer(found, limit, false);
    if (found.size > limit) break;
    after = next;
  }
  return answer(found, limit, true);
}

function answer(found: ReadonlyMap<string, SearchRow>, limit: number, more: boolean) {
  const items = [...found.values()].map(({ words: _, ...row }) => row);
  return { items: items.slice(0, limit), more: more || items.length > limit };
}
