import type { SearchTerms } from "#core/workspace/search/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { keysOf, rowOf, type SearchRow } from "./store.ts";

const MAX_DELETES = 100;

/**
 * Makes a record findable by its terms, and no longer by what it was called before. Depends on the record as it is and
 * not on the order in which changes arrive, so it may be run again.
 */
export async function indexRecord(
  ctx: Ctx,
  row: Omit<SearchRow, "words">,
  now: SearchTerms,
  before: SearchTerms | null,
): Promise<void> {
  const keys = keysOf(now, row.id);
  await ctx.table.append(keys.map((key) => rowOf(key, { ...row, words: now.words })));
  if (!before) return;
  const kept = new Set(keys.map(({ pk, sk }) => pk + sk));
  const gone = keysOf(before, row.id).filter(({ pk, sk }) => !kept.has(pk + sk));
  for (let at = 0; at < gone.length; at += MAX_DELETES) {
    await ctx.table.transact(gone.slice(at, at + MAX_DELETES).map((key) => ({ delete: key })));
  }
}
