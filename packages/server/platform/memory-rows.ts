import { compareBytes } from "./byte-order.ts";
import { isInRange, type KeyRange } from "./check-query.ts";
import { itemSize } from "./item-size.ts";
import type { Item, Key, Position, Query, QueryPage } from "./table.ts";
import { copyItem } from "./table-semantics.ts";

/** An item at its place in a partition: by `sk`, then by the item's own key, which tells equal index keys apart. */
export type Row = Place & { item: Item };
type Place = { sk: string; key: Key };

// DynamoDB ends a page at 1 MB whatever the limit; callers that expect full pages shall meet it here too.
const MAX_PAGE_BYTES = 1024 * 1024;

/** The partitions of the table or of one index, in memory, each in byte order. */
export class MemoryRows {
  readonly #partitions = new Map<string, Row[]>();

  put(pk: string, row: Row): void {
    const rows = this.#partitions.get(pk) ?? [];
    this.#partitions.set(pk, rows);
    rows.splice(placeOf(rows, row), this.find(pk, row) ? 1 : 0, row);
  }

  find(pk: string, place: Place): Row | null {
    const rows = this.#partitions.get(pk) ?? [];
    const row = rows[placeOf(rows, place)];
    return row && compareRows(row, place) === 0 ? row : null;
  }

  delete(pk: string, place: Place): void {
    const rows = this.#partitions.get(pk);
    if (!rows || !this.find(pk, place)) return;
    rows.splice(placeOf(rows, place), 1);
    if (rows.length === 0) this.#partitions.delete(pk);
  }

  *all(): Iterable<Row> {
    for (const rows of this.#partitions.values()) yield* rows;
  }

  /** Everything after a key, by partition key and sort key. Sorts the partitions each time: for tests. */
  scan(limit: number, after: Key | null): { items: Item[]; next: Key | null } {
    const items: Item[] = [];
    let bytes = 0;
    for (const pk of [...this.#partitions.keys()].sort(compareBytes)) {
      if (after && compareBytes(pk, after.pk) < 0) continue;
      for (const { sk, item } of this.#partitions.get(pk) ?? []) {
        if (after && pk === after.pk && compareBytes(sk, after.sk) <= 0) continue;
        items.push(copyItem(item));
        bytes += itemSize(item);
        if (items.length === limit || bytes >= MAX_PAGE_BYTES) return { items, next: { pk, sk } };
      }
    }
    return { items, next: null };
  }

  /** The page, with copies of its items, that a checked query asks for. */
  page(query: Query, range: KeyRange): QueryPage {
    const rows = this.#partitions.get(query.pk) ?? [];
    const step = query.newestFirst ? -1 : 1;
    const items: Item[] = [];
    let bytes = 0;
    for (let at = start(rows, query, range); ; at += step) {
      const row = rows[at];
      if (!row || !isInRange(range, row.sk)) return { items, next: null };
      items.push(copyItem(row.item));
      bytes += itemSize(row.item);
      // Like DynamoDB, say that there may be more without looking, so that callers cope with an empty last page.
      if (items.length === query.limit || bytes >= MAX_PAGE_BYTES) return { items, next: positionOf(row, query) };
    }
  }
}

function start(rows: readonly Row[], query: Query, { least, most, below }: KeyRange): number {
  const { after, newestFirst } = query;
  if (after && newestFirst) return firstFrom(rows, (row) => comparePosition(row, after) >= 0) - 1;
  if (after) return firstFrom(rows, (row) => comparePosition(row, after) > 0);
  if (!newestFirst) return least === null ? 0 : firstFrom(rows, (row) => compareBytes(row.sk, least) >= 0);
  if (most !== null) return firstFrom(rows, (row) => compareBytes(row.sk, most) > 0) - 1;
  return below === null ? rows.length - 1 : firstFrom(rows, (row) => compareBytes(row.sk, below) >= 0) - 1;
}

function placeOf(rows: readonly Row[], place: Place): number {
  return firstFrom(rows, (row) => compareRows(row, place) >= 0);
}

/** The first place from which `reached` holds, which must hold from there to the end. */
function firstFrom(rows: readonly Row[], reached: (row: Row) => boolean): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (reached(rows[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function compareRows(a: Place, b: Place): number {
  return compareBytes(a.sk, b.sk) || compareBytes(a.key.pk, b.key.pk) || compareBytes(a.key.sk, b.key.sk);
}

function comparePosition(row: Row, { sk, key }: Position): number {
  return compareBytes(row.sk, sk) || (key ? compareRows(row, { sk: row.sk, key }) : 0);
}

function positionOf({ sk, key }: Row, { index }: Query): Position {
  return index === undefined ? { sk } : { sk, key: { ...key } };
}
