import { ALL } from "#core/marketing/segments/index.ts";
import { packStanding, standingOf as standingOfCard } from "#server/people/customers/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { TableError, type Write } from "#server/platform/table.ts";
import { decideStanding, type Want } from "./decide-standing.ts";
import { readDefinitions } from "./definitions.ts";
import { evaluatorOf, followMany, readKnown } from "./follow.ts";
import {
  checkStanding,
  MEMBER_SHARDS,
  memberKey,
  NO_TALLY,
  readMemberShard,
  standingKey,
  standingOf,
  tallyKey,
  tallyOf,
  writeOfLeaving,
  writeOfMember,
  writeOfTally,
} from "./store.ts";

/** Something that is not as it follows from what customers are. `about`: whose, or which count. */
export type Drift = { kind: "member" | "card" | "row" | "count"; segmentId: string | null; about: string };

/** What was changed so lately may be followed in this very moment: that is no drift. */
const SETTLED_MS = 120_000;
const CHUNK = 200;

/** What of these customers is not as it should be; it is mended, and they are given their scores. */
export async function lookOver(ctx: Ctx, wants: readonly Want[]): Promise<{ drift: Drift[]; written: number }> {
  const definitions = await readDefinitions(ctx.table);
  const evaluator = evaluatorOf(ctx, definitions);
  const now = ctx.now();
  const settledBefore = new Date(Date.parse(now) - SETTLED_MS).toISOString();
  const read = await readKnown(ctx, wants);
  const drift: Drift[] = [];
  const rows: { customerId: string; segmentId: string; since: string; version: number | null }[] = [];
  const asked: Want[] = [];
  for (const [at, want] of wants.entries()) {
    const { known, items } = read[at]!;
    const { customerId } = want;
    const decided = decideStanding(known, { customerId, changed: ALL }, evaluator, { now, fields: ctx.fields });
    const isSettled = (known.profile?.updatedAt ?? "") < settledBefore && (known.clockAt ?? "~") > now;
    const packed = packStanding({ segments: Object.keys(known.standing.members), rfm: known.stats.rfm });
    const isCardOld = items.card !== null && packed !== packStanding(standingOfCard(items.card));
    if (isSettled) {
      for (const { segmentId } of decided.movements) drift.push({ kind: "member", segmentId, about: customerId });
      if (isCardOld) drift.push({ kind: "card", segmentId: null, about: customerId });
    }
    const version = items.standing ? Number(items.standing.version) : null;
    for (const [segmentId, since] of Object.entries(known.standing.members))
      rows.push({ customerId, segmentId, since, version });
    const isScored = JSON.stringify(want.rfm ?? null) === JSON.stringify(known.stats.rfm);
    if (isScored && !isCardOld && decided.movements.length === 0 && decided.clockAt === known.clockAt) continue;
    asked.push(isScored ? { customerId, changed: ALL } : want);
  }
  drift.push(...(await missingRows(ctx, rows)));
  const { written } = asked.length > 0 ? await followMany(ctx, asked) : { written: 0 };
  return { drift, written };
}

/** Rows of members that are not there although the customer's own item says so. */
async function missingRows(
  ctx: Ctx,
  rows: readonly { customerId: string; segmentId: string; since: string; version: number | null }[],
): Promise<Drift[]> {
  const found = await ctx.table.getMany(rows.map(({ segmentId, customerId }) => memberKey(segmentId, customerId)));
  const drift: Drift[] = [];
  for (const [at, { customerId, segmentId, since, version }] of rows.entries()) {
    if (found[at]) continue;
    const how = "rule" as const;
    const isDone = await mend(ctx, [
      writeOfMember(segmentId, { customerId, since, how }),
      checkStanding(customerId, version),
    ]);
    if (isDone) drift.push({ kind: "row", segmentId, about: customerId });
  }
  return drift;
}

/** Rows of a shard of a segment that stand for nobody, and its count when it is another than there are rows. */
export async function lookOverShard(ctx: Ctx, segmentId: string, shard: number): Promise<Drift[]> {
  const drift: Drift[] = [];
  const before = tallyOf(await ctx.table.get(tallyKey(segmentId, shard)), segmentId, shard);
  let [after, count] = ["", 0];
  for (;;) {
    const { members, more } = await readMemberShard(ctx.table, segmentId, shard, CHUNK, after);
    const standings = await ctx.table.getMany(members.map(({ customerId }) => standingKey(customerId)));
    for (const [at, { customerId }] of members.entries()) {
      const item = standings[at] ?? null;
      if (segmentId in standingOf(item, customerId).members) {
        count += 1;
        continue;
      }
      const version = item ? Number(item.version) : null;
      if (await mend(ctx, [writeOfLeaving(segmentId, customerId), checkStanding(customerId, version)]))
        drift.push({ kind: "row", segmentId, about: customerId });
    }
    if (!more) break;
    after = members.at(-1)?.customerId ?? "";
  }
  const now = tallyOf(await ctx.table.get(tallyKey(segmentId, shard)), segmentId, shard);
  // Somebody came or went meanwhile: what was counted is of no moment.
  if (now.version !== before.version || now.tally.size === count) return drift;
  const tally = { ...(now.version === 0 ? NO_TALLY : now.tally), size: count };
  if (await mend(ctx, [writeOfTally(now, tally)]))
    drift.push({ kind: "count", segmentId, about: `${segmentId}#${shard}` });
  return drift;
}

export const SHARDS = MEMBER_SHARDS;

/** False when it was written by somebody else meanwhile. */
async function mend(ctx: Ctx, writes: Write[]): Promise<boolean> {
  try {
    await ctx.table.transact(writes);
    return true;
  } catch (error) {
    if (error instanceof TableError && error.kind === "conditionFailed") return false;
    throw error;
  }
}
