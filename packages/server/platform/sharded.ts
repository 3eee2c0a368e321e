import { CrmError } from "#core/platform/errors.ts";
import type { IndexName } from "./indexes.ts";
import type { Item, Query, Table } from "./table.ts";

/**
 * A list spread over several partitions of an index so that none gets hot. Its sort keys are unique over all
 * shards, so the shards' pages merge into one order and a sort key alone is a cursor.
 */
export type ShardedList = {
  /** The same for all of them, or one for each. */
  index: IndexName | ((shard: number) => IndexName);
  shards: number;
  partition(shard: number): string;
  newestFirst?: boolean;
  /** Only sort keys with this prefix. */
  prefix?: string;
  /** Only sort keys from this one on; for lists in ascending order. */
  from?: string;
  /** As in a query. */
  holding?: Query["holding"];
};

/**
 * `place` is the attribute that holds an item's place, `places` are those of the buffer; `at` is where in it the next one
 * stands. A null in the buffer stands for all that was left out before its place.
 */
type Shard = {
  index: IndexName;
  place: `${IndexName}Sk`;
  buffer: (Item | null)[];
  places: string[];
  at: number;
  more: boolean;
  last: string | null;
};
/** `read`: how many were looked at in all for this page. */
export type ShardedPage = { items: Item[]; next: string | null; read: number };

/** One page of the merged order, which may be shorter than `limit` without being the last where some may be left out. */
export function readSharded(
  table: Table,
  list: ShardedList,
  options: { limit: number; after: string | null },
): Promise<ShardedPage> {
  return openSharded(table, list, options.after)(options.limit);
}

/**
 * Reads the merged order page after page. For a page every shard is asked at once, for somewhat more than its share, and
 * only one that runs dry before the page is full is asked again; what is left over begins the next page.
 */
export function openSharded(
  table: Table,
  list: ShardedList,
  after: string | null,
): (limit: number) => Promise<ShardedPage> {
  const indexOf = (shard: number) => (typeof list.index === "string" ? list.index : list.index(shard));
  const shards: Shard[] = Array.from({ length: list.shards }, (_, shard) => ({
    index: indexOf(shard),
    place: `${indexOf(shard)}Sk`,
    buffer: [],
    places: [],
    at: 0,
    more: true,
    last: after,
  }));
  let given: string | null = null;
  let reached: string | null = null;
  let read = 0;
  const fill = async (shard: Shard, partition: number, count: number) => {
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
      index: shard.index,
      pk: list.partition(partition),
      newestFirst: list.newestFirst,
      limit: count + 1,
      holding: list.holding,
      ...range,
    });
    read += page.read ?? page.items.length;
    // The edge itself is read once more.
    const items = edge !== null && page.items[0]?.[shard.place] === edge ? page.items.slice(1) : page.items;
    const end = page.next?.sk;
    const come = end === undefined || items.at(-1)?.[shard.place] === end ? items : [...items, null];
    shard.buffer = shard.at < shard.buffer.length ? [...shard.buffer.slice(shard.at), ...come] : come;
    shard.places = shard.buffer.map((item) => (item ? (item[shard.place] as string) : end!));
    shard.at = 0;
    shard.more = end !== undefined;
    shard.last = end ?? shard.last;
  };
  const fillBelow = async (least: number, share: number) => {
    const short = shards.map((shard, partition) => {
      const left = shard.buffer.length - shard.at;
      const isBehind = left === 0 || (left < least && shard.buffer.at(-1) !== null);
      return shard.more && isBehind ? fill(shard, partition, share - left) : null;
    });
    await Promise.all(short);
  };
  return async (limit) => {
    const even = Math.ceil(limit / list.shards);
    const share = Math.min(limit + 1, even * 2 + 4, even + Math.ceil(4 * Math.sqrt(even)) + 4);
    read = 0;
    await fillBelow(even, share);
    const items: Item[] = [];
    for (;;) {
      if (shards.some(({ buffer, at, more }) => more && at >= buffer.length)) {
        if (list.holding && read >= limit) return { items, next: reached, read };
        await fillBelow(1, share);
        continue;
      }
      const first = firstOf(shards, list.newestFirst ? -1 : 1);
      if (!first) return { items, next: null, read };
      const place = first.places[first.at]!;
      const item = first.buffer[first.at]!;
      // One that stands in two partitions is given once.
      const isNew = item !== null && place !== given;
      if (isNew && items.length >= limit) return { items, next: reached, read };
      if (isNew) items.push(item);
      if (isNew) given = place;
      reached = place;
      first.at++;
    }
  };
}

/** Sort keys of sharded lists are ASCII, so code units order as bytes do. */
function firstOf(shards: readonly Shard[], direction: 1 | -1): Shard | null {
  let first: Shard | null = null;
  let least = "";
  for (const shard of shards) {
    const place = shard.places[shard.at];
    if (place === undefined || (first && (direction === 1 ? place >= least : place <= least))) continue;
    first = shard;
    least = place;
  }
  return first;
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
