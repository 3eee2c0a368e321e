import type { Change } from "#core/platform/change.ts";
import type { AuditQuestion } from "#core/workspace/audit/index.ts";
import { OFF_TIMELINE, TIMELINE, wholeChangeOf } from "#server/platform/change-row.ts";
import type { Item, Table } from "#server/platform/table.ts";
import { matches } from "./feed-store.ts";

const PAGE = 100;
const MOST_BELOW = 50;

export type FoundOfRecord = { changes: Change[]; next: string | null; searchedTo: string | null };

/** Records whose changes lie in a partition of their own; of the others the feed is asked. */
export function hasPartition(record: string): boolean {
  return /^(cus|usr|key|viw|fld|upl|exp)_/.test(record);
}

const placeOf = (item: Item) => item.sk.slice(TIMELINE.length);

/**
 * What happened to one record, newest first, from its own partition; what happened to something on its timeline stands
 * where that stands.
 */
export async function searchRecord(
  table: Table,
  question: AuditQuestion & { record: string },
  place: string | null,
  limit: number,
): Promise<FoundOfRecord> {
  const pages = await Promise.all(
    [TIMELINE, OFF_TIMELINE].map((prefix) =>
      table.query({
        pk: question.record,
        from: place === null ? prefix : `${prefix}${place}!`,
        to: `${prefix}~`,
        limit: PAGE,
      }),
    ),
  );
  // What lies beyond where one of the two ended is not known yet.
  const ends = pages.flatMap(({ items, next }) => (next && items.length > 0 ? placeOf(items.at(-1) as Item) : []));
  const edge = ends.length > 0 ? ends.reduce((a, b) => (a < b ? a : b)) : null;
  const known = pages
    .flatMap(({ items }) => items)
    .filter((item) => edge === null || placeOf(item) <= edge)
    .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  const below = await changesBelow(table, known);
  const changes: Change[] = [];
  let last: string | null = null;
  let searchedTo: string | null = null;
  for (const item of known) {
    const own = item.type === "change" ? [wholeChangeOf(item)] : (below.get(item) ?? []);
    const found = own.filter((change) => matches({ ...question, record: undefined }, change));
    if (changes.length > 0 && changes.length + found.length > limit) return { changes, next: last, searchedTo };
    changes.push(...found.slice(0, limit));
    last = placeOf(item);
    searchedTo = own.at(-1)?.at ?? searchedTo;
  }
  return { changes, next: edge === null ? null : last, searchedTo };
}

/** What lies on a timeline has its own changes in a partition of its own. */
async function changesBelow(table: Table, items: readonly Item[]): Promise<Map<Item, Change[]>> {
  const parts = items.filter(({ type }) => type !== "change");
  const pages = await Promise.all(
    parts.map((item) =>
      table.query({ pk: item.sk.slice(item.sk.lastIndexOf("#") + 1), prefix: OFF_TIMELINE, limit: MOST_BELOW }),
    ),
  );
  return new Map(parts.map((item, at) => [item, (pages[at]?.items ?? []).map(wholeChangeOf)]));
}
