import type { SearchTerms } from "#core/workspace/search/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { Item, Key } from "#server/platform/table.ts";
import { keysOf, rowsOf, type SearchRow } from "./store.ts";

const MAX_DELETES = 100;

/** What a record shows when it is found, what it is found by now, and what it was found by before. */
export type Findable = { row: Omit<SearchRow, "words">; now: SearchTerms; before: SearchTerms | null };

/**
 * Makes records findable by their terms, and no longer by what they were called before. Depends on the records as they are
 * and not on the order in which changes arrive, so it may be run again.
 */
export async function indexRecords(ctx: Ctx, records: readonly Findable[]): Promise<void> {
  const rows: Item[] = [];
  const gone = new Map<string, Key>();
  for (const { row, now, before } of records) {
    const keys = keysOf(now, row.id);
    rows.push(...rowsOf(keys, { ...row, words: now.words }));
    if (!before) continue;
    const kept = new Set(keys.map(nameOf));
    for (const key of keysOf(before, row.id)) if (!kept.has(nameOf(key))) gone.set(nameOf(key), key);
  }
  await ctx.table.append(rows);
  const deletes = [...gone.values()].map((key) => ({ delete: key }));
  for (let at = 0; at < deletes.length; at += MAX_DELETES)
    await ctx.table.transact(deletes.slice(at, at + MAX_DELETES));
}

const nameOf = ({ pk, sk }: Key) => pk + sk;
