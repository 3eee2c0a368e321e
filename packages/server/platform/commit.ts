import type { Actor, Change, FieldChange } from "#core/platform/change.ts";
import { CrmError } from "#core/platform/errors.ts";
import type { Id } from "#core/platform/ids.ts";
import type { Verb } from "#core/platform/verbs.ts";
import { type ChangeRow, changeRow } from "./change-row.ts";
import type { Ctx, RequestOrigin } from "./context.ts";
import { putNew } from "./entity.ts";
import { inProgress, takeWrite } from "./idempotency.ts";
import {
  type FailedCondition,
  type Item,
  type Key,
  keyOf,
  MAX_TRANSACTION_WRITES,
  TableError,
  type Write,
} from "./table.ts";
import { keyText } from "./table-semantics.ts";

export type ChangeInput = {
  /** When something that is written with it has to name it. */
  id?: Id<"chg">;
  /** What it follows from, where the context's own cause is another's or none. */
  cause?: string;
  depth?: number;
  entity: string;
  entityId: string;
  customerId?: string;
  verb: Verb;
  /** When it happened and who did it, if that was not now and not the context's actor. */
  at?: string;
  actor?: Actor;
  fields?: Record<string, FieldChange>;
  held?: Change["held"];
  /** Subscribers whose part is among the writes. */
  done?: string[];
  /** The partition the change row lies in; the record's own unless said. */
  partition?: string;
  /** Whether that partition's timeline shows it. */
  onTimeline?: boolean;
};

/** What a verb decided: the writes and the one change that tells of them. */
export type Plan = {
  writes: readonly Write[];
  change: ChangeInput;
  /** Changes of other records that the same writes make; told in the same transaction. */
  alsoTold?: readonly ChangeInput[];
  /** What to say when a condition of `writes` failed; the indexes are those of `writes`. */
  refuse?: (failed: readonly FailedCondition[]) => Error;
};

const ONCE_DAYS = 30;

/**
 * The only way verbs write: the writes and their change row in one transaction. Inside a subscriber it also
 * leaves a mark, so that running the subscriber again for the same change writes nothing and answers null.
 */
export async function commit(ctx: Ctx, plan: Plan): Promise<Change | null> {
  const { writes, change } = prepare(ctx, plan);
  const claim = ctx.idempotency && !ctx.idempotency.taken ? takeWrite(ctx, ctx.idempotency, change.entityId) : null;
  try {
    await ctx.table.transact(claim ? [...writes, claim] : writes);
  } catch (error) {
    if (!(error instanceof TableError) || error.kind !== "conditionFailed") throw error;
    if (claim && error.failed.some(({ index }) => index === writes.length)) throw inProgress();
    // Nothing was written: a verb that tries once more claims the key again.
    if (claim && ctx.idempotency) ctx.idempotency.taken = false;
    if (ctx.cause && error.failed.some(({ index }) => index === writes.length - 1)) return null;
    throw refusal(plan, error.failed);
  }
  ctx.announce(keysOfChanges(writes, plan));
  return change;
}

/**
 * Commits many plans in as few transactions as fit, each plan whole; no two that write the same item are in one. A plan whose condition fails is left out
 * and its error returned in its place; the others of its transaction are written.
 */
export async function commitMany(ctx: Ctx, plans: readonly Plan[]): Promise<(Change | Error)[]> {
  const results: (Change | Error)[] = new Array(plans.length);
  const batches = batchesOf(plans.map((plan, at) => ({ at, plan, prepared: prepare(ctx, plan) })));
  const worker = async () => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) await commitBatch(ctx, batch, results);
  };
  await Promise.all(Array.from({ length: ctx.table.atOnce }, worker));
  return results;
}

type Entry = { at: number; plan: Plan; prepared: Prepared };

function batchesOf(entries: readonly Entry[]): Entry[][] {
  const batches: Entry[][] = [];
  let items = new Set<string>();
  let size = MAX_TRANSACTION_WRITES;
  for (const entry of entries) {
    const keys = entry.prepared.writes.map((write) => keyText(keyOf(write)));
    if (size + keys.length > MAX_TRANSACTION_WRITES || keys.some((key) => items.has(key))) {
      batches.push([]);
      items = new Set();
      size = 0;
    }
    batches.at(-1)?.push(entry);
    for (const key of keys) items.add(key);
    size += keys.length;
  }
  return batches;
}

async function commitBatch(ctx: Ctx, entries: readonly Entry[], results: (Change | Error)[]): Promise<void> {
  let batch = entries;
  while (batch.length > 0) {
    try {
      await ctx.table.transact(batch.flatMap(({ prepared }) => prepared.writes));
      for (const { at, prepared } of batch) results[at] = prepared.change;
      ctx.announce(batch.flatMap(({ plan, prepared }) => keysOfChanges(prepared.writes, plan)));
      return;
    } catch (error) {
      if (!(error instanceof TableError) || error.kind !== "conditionFailed") throw error;
      batch = withoutFailed(batch, error.failed, results);
    }
  }
}

type Prepared = { writes: Write[]; change: Change };

function prepare(ctx: Ctx, plan: Plan): Prepared {
  const told = [plan.change, ...(plan.alsoTold ?? [])].map((input) => rowOf(ctx, input));
  const writes = [...plan.writes, ...told.map((row) => putNew(changeRow, row))];
  if (ctx.cause) writes.push(onceMark(ctx));
  return { writes, change: told[0]!.change };
}

function rowOf(ctx: Ctx, { partition, onTimeline, ...input }: ChangeInput): ChangeRow {
  const change: Change = {
    id: ctx.newId("chg"),
    at: ctx.now(),
    actor: ctx.actor,
    ...input,
    fields: input.fields ?? {},
    via: ctx.via,
    cause: input.cause ?? ctx.cause?.changeId,
    depth: input.depth ?? ctx.depth,
    requestId: ctx.requestId,
    from: originOf(ctx),
  };
  return { change, partition: partition ?? input.entityId, onTimeline: onTimeline ?? false };
}

/** Only what the request itself did came from there. */
function originOf({ from, depth }: Ctx): RequestOrigin | undefined {
  return depth === 0 && from && (from.address ?? from.agent) !== undefined ? from : undefined;
}

/** The mark that a subscriber's nth commit for a change was made. */
export function onceMark(ctx: Ctx): Write {
  const cause = ctx.cause;
  if (!cause) throw new Error("Only a subscriber's commit leaves a mark.");
  cause.commits += 1;
  const mark: Item = {
    pk: `once#${cause.changeId}`,
    sk: `${cause.subscriber}#${cause.commits}`,
    type: "once",
    ttl: Math.floor(Date.parse(ctx.now()) / 1000) + ONCE_DAYS * 86_400,
  };
  return { put: mark, if: { absent: true } };
}

function keysOfChanges(writes: readonly Write[], plan: Plan): Key[] {
  return writes.slice(plan.writes.length, plan.writes.length + 1 + (plan.alsoTold?.length ?? 0)).map(keyOf);
}

function refusal(plan: Plan, failed: readonly FailedCondition[]): Error {
  const own = failed.filter(({ index }) => index < plan.writes.length);
  return (
    plan.refuse?.(own) ?? new CrmError("conflict", "record.conflict", "Somebody changed this meanwhile. Try again.")
  );
}

function withoutFailed(
  batch: readonly Entry[],
  failed: readonly FailedCondition[],
  results: (Change | Error)[],
): Entry[] {
  const kept: Entry[] = [];
  let start = 0;
  for (const entry of batch) {
    const end = start + entry.prepared.writes.length;
    const own = failed.filter(({ index }) => index >= start && index < end);
    if (own.length === 0) kept.push(entry);
    else
      results[entry.at] = refusal(
        entry.plan,
        own.map(({ index, item }) => ({ index: index - start, item })),
      );
    start = end;
  }
  return kept;
}
