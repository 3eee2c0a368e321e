import { changeOf, feedBucket } from "#server/platform/change-row.ts";
import type { Ctx } from "#server/platform/context.ts";
import { type DueHandler, dueAttributes } from "#server/platform/due.ts";
import { withoutUndefined } from "#server/platform/entity.ts";
import { keepFloor, readWholeFloor } from "#server/platform/feed-floor.ts";
import { paddedNumber } from "#server/platform/keys.ts";
import { readDelivered } from "#server/platform/sequencer.ts";
import type { Item, Key, Table, Write } from "#server/platform/table.ts";
import { lastWrittenBefore } from "./feed-store.ts";

const RETENTION: Key = { pk: "audit", sk: "retention" };
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Changes that one tick takes away. */
const MOST = 2_000;
const PAGE = 100;

/** The writes that begin, or end, the daily removal of what is older than so many days. */
export function writesOfRetention(ctx: Ctx, days: number | null): Write[] {
  if (days === null) return [{ delete: RETENTION }];
  return [{ put: { ...RETENTION, type: "retention", ...dueAttributes("retention", "retention", ctx.now()) } }];
}

/**
 * Takes away what is older than the settings say, oldest first, so much at a time. The floor is raised before anything goes:
 * nobody reads below it, so the feed has no gap; a death between is made good by the next run.
 */
export const retentionDue: DueHandler = async (ctx, _item, now) => {
  const { auditDays } = ctx.workspace;
  if (auditDays === undefined || auditDays === null) return { remove: true };
  const { table } = ctx;
  const before = await readWholeFloor(table);
  const delivered = await readDelivered(table);
  const cutoff = Date.parse(now) - auditDays * DAY_MS;
  const last = await lastWrittenBefore(table, cutoff, before.floor, Math.max(before.floor, delivered));
  const floor = Math.min(last, before.floor + MOST);
  await keepFloor(table, { floor, removed: before.removed });
  await removeUpTo(table, before.removed, floor);
  await keepFloor(table, { floor, removed: floor });
  const wait = floor < last ? MINUTE_MS : DAY_MS;
  return { nextDueAt: new Date(Date.parse(now) + wait).toISOString() };
};

async function removeUpTo(table: Table, removed: number, floor: number): Promise<void> {
  for (let seq = removed + 1; seq <= floor; ) {
    const to = Math.min(floor, seq + PAGE - 1);
    const { items } = await table.query({
      index: "feed",
      pk: feedBucket(seq),
      from: paddedNumber(seq),
      to: paddedNumber(to),
      limit: PAGE,
    });
    if (items.length > 0) await table.transact(items.map(writeOfRemoval));
    const bucketEnds = feedBucket(to) !== feedBucket(seq);
    seq = bucketEnds ? firstOther(seq, to) : to + 1;
  }
}

function firstOther(seq: number, to: number): number {
  let next = seq;
  while (next <= to && feedBucket(next) === feedBucket(seq)) next += 1;
  return next;
}

/** An interaction is found by the row that tells when it happened: of it that much stays. */
function writeOfRemoval({ pk, sk, ...item }: Item): Write {
  const change = changeOf({ pk, sk, ...item } as Item);
  if (change.entity !== "interaction") return { delete: { pk, sk } };
  const { seq: _, fields, ...rest } = change;
  const kept = { ...rest, fields: fields.occurredAt ? { occurredAt: fields.occurredAt } : {} };
  return { update: { pk, sk }, set: { data: withoutUndefined(kept) }, remove: ["feedPk", "feedSk", "seq"] };
}
