import type { Change } from "#core/platform/change.ts";
import { CrmError } from "#core/platform/errors.ts";
import { changeOf } from "./change-row.ts";
import type { Ctx } from "./context.ts";
import { type DueHandler, PARKED } from "./due.ts";
import { findUnsequenced, sequence } from "./sequencer.ts";
import { deliver, type Subscriber } from "./subscribers.ts";
import { type Item, type Key, keyOf, TableError, type Write } from "./table.ts";

type Row = { item: Item; change: Change };

/**
 * Where a stream tells of new change rows: numbers them and hands them to the subscribers, changes of one record in their
 * order. A row may come again, or after later ones. A row that can never be followed is parked, away from the feed.
 *
 * @returns which rows were followed, and which are to come again
 */
export async function follow(
  ctx: Ctx,
  subscribers: readonly Subscriber[],
  items: readonly Item[],
): Promise<{ followed: Item[]; failed: Set<Item> }> {
  const failed = new Set<Item>();
  const rows: Row[] = [];
  for (const item of items) {
    const change = changeIn(item);
    if (change) rows.push({ item, change });
    else if (!(await isParked(ctx, item))) failed.add(item);
  }
  // A restore brings rows that were numbered and followed elsewhere.
  const waiting = rows.filter(({ change }) => change.seq === undefined);
  try {
    if (waiting.length > 0)
      await sequence(
        ctx.table,
        waiting.map(({ item }) => ({ pk: item.pk, sk: item.sk })),
      );
  } catch (error) {
    ctx.log.error("sequence.failed", error);
    for (const { item } of waiting) failed.add(item);
    return { followed: [], failed };
  }
  const followed: Item[] = [];
  await Promise.all(
    lanesOf(waiting).map(async (lane) => {
      for (const [at, { item, change }] of lane.entries()) {
        try {
          await deliver(ctx, subscribers, change, item);
          followed.push(item);
        } catch (error) {
          // A subscriber's own fault waits as a due item: here the table itself could not be reached.
          ctx.log.error("delivery.failed", error, { change: change.id });
          for (const left of lane.slice(at)) failed.add(left.item);
          return;
        }
      }
    }),
  );
  return { followed, failed };
}

/** Changes of one record in their order; of different records side by side. */
function lanesOf(rows: readonly Row[]): Row[][] {
  const lanes = new Map<string, Row[]>();
  for (const row of [...rows].sort((a, b) => (a.change.id < b.change.id ? -1 : 1))) {
    const record = row.change.customerId ?? row.change.entityId;
    const lane = lanes.get(record);
    if (lane) lane.push(row);
    else lanes.set(record, [row]);
  }
  return [...lanes.values()];
}

/** Null when it is no change that anybody could follow. */
function changeIn(item: Item): Change | null {
  const { data } = item;
  if (typeof data !== "object" || data === null || Array.isArray(data)) return null;
  const isWhole =
    typeof data.id === "string" &&
    typeof data.verb === "string" &&
    typeof data.entityId === "string" &&
    typeof data.depth === "number" &&
    typeof data.fields === "object" &&
    data.fields !== null;
  return isWhole ? changeOf(item) : null;
}

const POISONED = "poisoned";

/** Takes the row out of the feed and shows it to people. False when that could not be written. */
async function isParked(ctx: Ctx, item: Item): Promise<boolean> {
  const row = { pk: item.pk, sk: item.sk };
  const id = item.sk.slice(item.sk.lastIndexOf("#") + 1);
  const writes: Write[] = [
    { update: row, remove: ["feedPk", "feedSk"], if: { equals: { seq: undefined } } },
    {
      put: {
        pk: `poisoned#${id}`,
        sk: POISONED,
        type: POISONED,
        row,
        dueKind: POISONED,
        duePk: PARKED,
        dueSk: `${ctx.now()}#${id}`,
        dueTries: 1,
        lastError: "This change cannot be read; nothing followed it up.",
      },
      if: { absent: true },
    },
  ];
  ctx.log.error("stream.poisoned", new Error("A change that cannot be read."), keyOf(writes[1]!));
  try {
    await ctx.table.transact(writes);
    return true;
  } catch (error) {
    // It came again, or is gone by now.
    if (error instanceof TableError && error.kind === "conditionFailed") return true;
    ctx.log.error("stream.notParked", error);
    return false;
  }
}

/** A person mended the row and wants it followed. */
export function poisonedHandler(subscribers: readonly Subscriber[]): DueHandler {
  return async (ctx, { row }) => {
    const item = await ctx.table.get(row as Key);
    if (!item) return { remove: true };
    if (!changeIn(item)) throw new CrmError("invalid", "change.unreadable", "This change cannot be read.");
    const { failed } = await follow(ctx, subscribers, [item]);
    if (failed.size > 0) throw new Error(`${item.pk} ${item.sk} could not be followed.`);
    return { remove: true };
  };
}

/** What was made so long ago has been told by the stream, if it ever will be. */
const OVERDUE_MS = 120_000;

/** Follows rows that the stream left behind: it was switched off, or gave up on them. Returns how many. */
export async function followOverdue(ctx: Ctx, subscribers: readonly Subscriber[]): Promise<number> {
  const edge = Date.parse(ctx.now()) - OVERDUE_MS;
  const items = await ctx.table.getMany(await findUnsequenced(ctx.table));
  const overdue = items.filter((item): item is Item => item !== null && item.seq === undefined && madeAt(item) < edge);
  const { followed } = await follow(ctx, subscribers, overdue);
  return followed.length;
}

const BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** When a row's id was made: a change may tell of an earlier time. */
function madeAt({ sk }: Item): number {
  const time = sk.slice(sk.lastIndexOf("_") + 1).slice(0, 10);
  return [...time].reduce((ms, letter) => ms * 32 + Math.max(0, BASE32.indexOf(letter)), 0);
}
