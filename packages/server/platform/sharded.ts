import { CrmError } from "#core/platform/errors.ts";
import type { IndexName } from "./indexes.ts";
import type { Item, Table } from "./table.ts";

/**
 * A list spread over several partitions of an index so that none gets hot. Its sort keys are unique over all
 * shards, so the shards' pages merge into one order and a sort key alone is a cursor.
 */
export type ShardedList = {
  index: IndexName;
  shards: number;
  partition(shard: number): string;
  newestFirst?: boolean;
  /** Only sort keys with this prefix. */
  prefix?: string;
  /** Only sort keys from this one on; for lists in ascending order. */
  from?: string;
};

type Shard = { buffer: Item[]; more: boolean; last: string | null };

/**
 * One page of the merged order. Every shard is asked at once, for somewhat more than its share; only a shard
 * that runs dry before the page is full is asked again.
 */
export async function readSharded(
  table: Table,
  list: ShardedList,
  options: { limit: number; after: string | null },
): Promise<{ items: Item[]; next: string | null }> {
  const sortKey = `${list.index}Sk`;
  const share = Math.min(options.limit + 1, Math.ceil(options.limit / list.shards) * 2 + 4);
  const shards: Shard[] = Array.from({ length: list.shards }, () => ({ buffer: [], more: true, last: options.after }));
  const fill = async (shard: Shard, at: number) => {
    const edge = shard.last;
    const range =
      edge === null
        ? list.from === undefined
          ? { prefix: list.prefix }
          : { from: list.from }
        : list.newestFirst
          ? { to: edge }
          : { from: edge, to: list.prefix && `${list.prefix}\u{10FFFF}` };
    const page = await table.query({
      index: list.index,
      pk: list.partition(at),
      newestFirst: list.newestFirst,
      limit: share + 1,
      ...range,
    });
    shard.buffer = page.items.filter((item) => item[sortKey] !== edge);
    shard.more = page.next !== null;
    shard.last = (page.items.at(-1)?.[sortKey] as string | undefined) ?? shard.last;
  };
  await Promise.all(shards.map(fill));
  const items: Item[] = [];
  const direction = list.newestFirst ? -1 : 1;
  for (;;) {
    const dry = shards.flatMap((shard, at) => (shard.buffer.length === 0 && shard.more ? [fill(shard, at)] : []));
    if (dry.length > 0) {
      await Promise.all(dry);
      continue;
    }
    let first: Shard | null = null;
    for (const shard of shards) {
      if (shard.buffer.length === 0) continue;
      if (!first || direction * compareKeys(shard.buffer[0]![sortKey], first.buffer[0]![sortKey]) < 0) first = shard;
    }
    if (!first) return { items, next: null };
    if (items.length >= options.limit) return { items, next: items.at(-1)![sortKey] as string };
    items.push(first.buffer.shift()!);
  }
}

/** Sort keys of sharded lists are ASCII, so code units order as bytes do. */
function compareKeys(a: unknown, b: unknown): number {
  return String(a) < String(b) ? -1 : 1;
}

const encode = (text: string) => btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** A cursor as it goes over the wire: a place in an order, meaningless anywhere else. */
export function encodeCursor(place: string | null): string | null {
  return place === null ? null : encode(place);
}

/** Reads a cursor back; what does not look like a place of this list is refused. */
export function decodeCursor(cursor: string | undefined, place: RegExp): string | null {
  if (cursor === undefined) return null;
  let text = "";
  try {
    text = atob(cursor.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    // Refused below: an empty text is no place.
  }
  if (!place.test(text))
    throw new CrmError("invalid", "cursor.invalid", "This cursor is not of this list. Start from the first page.");
  return text;
}
