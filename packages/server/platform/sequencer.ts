import type { Change } from "#core/platform/change.ts";
import { changeOf, FEED_SHARDS, feedBucket, feedPosition, feedShard, firstOfBucket } from "./change-row.ts";
import { paddedNumber } from "./keys.ts";
import { type Item, type Key, type Table, TableError } from "./table.ts";

const COUNTER: Key = { pk: "sequencer", sk: "counter" };
/** With the counter itself, a transaction's hundred. */
const MAX_AT_ONCE = 99;

/**
 * Gives every change row that has none its sequence number. `announced` are keys known to be new; without them
 * the `feed` index is asked, which may lag. Any number of these may run at once: the counter's condition lets
 * one through at a time, and a row's own condition numbers it once.
 *
 * `delivered` is the number up to which the caller has handed changes to the subscribers: it is kept beside
 * the counter, in the same write, so that keeping it costs nothing.
 *
 * @returns how many rows it numbered
 */
export async function sequence(table: Table, announced: readonly Key[] = [], delivered = 0): Promise<number> {
  if (announced.length > 0) return numberAll(table, announced, delivered);
  let numbered = 0;
  for (;;) {
    const left = await findUnsequenced(table);
    const now = left.length > 0 ? await numberAll(table, left, delivered) : 0;
    numbered += now;
    // None of them was still without one: the index lags, and another look would see the same.
    if (now === 0) return numbered;
  }
}

async function numberAll(table: Table, keys: readonly Key[], delivered: number): Promise<number> {
  let numbered = 0;
  let waiting = [...keys];
  waiting.sort((a, b) => (changeIdOf(a) < changeIdOf(b) ? -1 : 1));
  while (waiting.length > 0) {
    const batch = waiting.slice(0, MAX_AT_ONCE);
    const { written, taken } = await numberBatch(table, batch, delivered);
    numbered += written;
    if (written > 0) waiting = waiting.slice(batch.length);
    else if (taken.size > 0) waiting = waiting.filter((key) => !taken.has(key.pk + key.sk));
  }
  return numbered;
}

type Numbered = { written: number; taken: Set<string> };

async function numberBatch(table: Table, batch: readonly Key[], delivered: number): Promise<Numbered> {
  const counter = await table.get(COUNTER);
  const last = numberOf(counter, "value");
  try {
    await table.transact([
      {
        put: {
          ...COUNTER,
          type: "counter",
          value: last + batch.length,
          delivered: Math.max(delivered, numberOf(counter, "delivered")),
        },
        if: counter ? { equals: { value: last } } : { absent: true },
      },
      ...batch.map((key, at) => ({
        update: key,
        set: { seq: last + at + 1, ...feedPosition(last + at + 1) },
        if: { equals: { seq: undefined } },
      })),
    ]);
    return { written: batch.length, taken: new Set() };
  } catch (error) {
    if (!(error instanceof TableError) || error.kind !== "conditionFailed") throw error;
    const taken = error.failed.filter(({ index }) => index > 0).map(({ index }) => batch[index - 1]);
    return { written: 0, taken: new Set(taken.map((key) => (key ? key.pk + key.sk : ""))) };
  }
}

/** Up to which number the changes were delivered when one was last numbered; what came after may be delivered again. */
export async function readDelivered(table: Table): Promise<number> {
  return numberOf(await table.get(COUNTER), "delivered");
}

/** The last sequence number given. */
export async function readSequence(table: Table): Promise<number> {
  return numberOf(await table.get(COUNTER), "value");
}

/** Whether change rows wait for their number, as far as the index knows. */
export async function hasUnsequenced(table: Table): Promise<boolean> {
  return (await findUnsequenced(table)).length > 0;
}

/** Keeps `delivered` by a write of its own: worth it only when many were delivered since a change was last numbered. */
export async function keepDelivered(table: Table, delivered: number): Promise<void> {
  if (delivered > (await readDelivered(table))) await table.transact([{ update: COUNTER, set: { delivered } }]);
}

function numberOf(counter: Item | null, attribute: "value" | "delivered"): number {
  const value = counter?.[attribute];
  return typeof value === "number" ? value : 0;
}

/** Keys of change rows that wait for their number, as far as the index knows: some hundreds at most. */
export async function findUnsequenced(table: Table): Promise<Key[]> {
  const pages = await Promise.all(
    Array.from({ length: FEED_SHARDS }, (_, shard) =>
      table.query({ index: "feed", pk: feedShard(shard), limit: MAX_AT_ONCE }),
    ),
  );
  return pages.flatMap(({ items }) => items.map(({ pk, sk }) => ({ pk, sk })));
}

function changeIdOf(key: Key): string {
  return key.sk.slice(key.sk.lastIndexOf("#") + 1);
}

/**
 * The changes after sequence number `since`, in order, up to the first gap: a number the index does not show
 * yet is waited for, never skipped.
 */
export async function readChanges(
  table: Table,
  since: number,
  limit: number,
): Promise<{ changes: Change[]; items: Item[]; more: boolean }> {
  const items: Item[] = [];
  let next = since + 1;
  while (items.length < limit) {
    const page = await table.query({
      index: "feed",
      pk: feedBucket(next),
      from: paddedNumber(next),
      limit: limit - items.length,
    });
    for (const item of page.items) {
      if (item.seq !== next) return { changes: items.map(changeOf), items, more: true };
      items.push(item);
      next += 1;
    }
    if (page.items.length === 0) break;
    if (!page.next && feedBucket(next) === feedBucket(next - 1)) break;
  }
  return { changes: items.map(changeOf), items, more: items.length >= limit };
}

/**
 * Up to `limit` changes at or before sequence number `from` (null: the newest), newest first, and the number to go on
 * from; null when there are none before. A number that the index does not show yet is passed over.
 */
export async function readChangesBack(
  table: Table,
  from: number | null,
  limit: number,
): Promise<{ changes: Change[]; next: number | null }> {
  const changes: Change[] = [];
  let seq = from ?? (await readSequence(table));
  while (seq > 0 && changes.length < limit) {
    const bucket = feedBucket(seq);
    const wanted = limit - changes.length;
    const to = paddedNumber(seq);
    const page = await table.query({ index: "feed", pk: bucket, newestFirst: true, to, limit: wanted });
    changes.push(...page.items.map(changeOf));
    const last = page.items.at(-1)?.seq;
    seq = page.next && typeof last === "number" ? last - 1 : firstOfBucket(seq) - 1;
  }
  return { changes, next: seq > 0 ? seq : null };
}
