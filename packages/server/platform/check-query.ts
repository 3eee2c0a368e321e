import { compareBytes, prefixEnd } from "./byte-order.ts";
import { checkKey, checkPk, checkSk, invalid } from "./check-values.ts";
import type { IndexDefinition, Key, Query } from "./table.ts";

/** The sort keys a query asks for: `least` is included, `most` too unless `below` is given in its place. */
export type KeyRange = { least: string | null; most: string | null; below: string | null };

/**
 * Checks a query and returns its range of sort keys. Throws `invalid`: an unknown index, an empty key, a range upside
 * down, a limit that is not a positive whole number, or a cursor that is not from this range.
 */
export function checkQuery(query: Query, indexes: readonly IndexDefinition[]): KeyRange {
  const { index, pk, from, to, prefix, limit, after } = query;
  if (index !== undefined && !indexes.some(({ name }) => name === index)) throw invalid(`there is no index ${index}`);
  checkPk(pk, "query");
  for (const sk of [from, to, prefix]) if (sk !== undefined) checkSk(sk, "query");
  if (prefix !== undefined && (from !== undefined || to !== undefined))
    throw invalid("a query has a range or a prefix, not both");
  if (from !== undefined && to !== undefined && compareBytes(from, to) > 0)
    throw invalid("a query's range ends before it begins");
  if (!Number.isSafeInteger(limit) || limit < 1) throw invalid("a query's limit is a positive whole number");
  const range: KeyRange = {
    least: prefix ?? from ?? null,
    most: to ?? null,
    below: prefix === undefined ? null : prefixEnd(prefix),
  };
  if (after) {
    checkSk(after.sk, "cursor");
    if (index !== undefined && !after.key) throw invalid("cursor: an index needs the item's key");
    if (after.key) checkKey(after.key, "cursor");
    if (!isInRange(range, after.sk)) throw invalid("cursor: outside the query's range");
  }
  return range;
}

/** Throws `invalid` for a limit that is not a positive whole number or a cursor that is no key. */
export function checkScan(limit: number, after: Key | undefined): void {
  if (!Number.isSafeInteger(limit) || limit < 1) throw invalid("a scan's limit is a positive whole number");
  if (after) checkKey(after, "cursor");
}

/** Whether a sort key lies in the range. */
export function isInRange({ least, most, below }: KeyRange, sk: string): boolean {
  if (least !== null && compareBytes(sk, least) < 0) return false;
  if (most !== null && compareBytes(sk, most) > 0) return false;
  return below === null || compareBytes(sk, below) < 0;
}
