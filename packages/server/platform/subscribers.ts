import type { Change } from "#core/platform/change.ts";
import { changeOf } from "./change-row.ts";
import type { Ctx } from "./context.ts";
import { type DueHandler, dueAttributes, PARKED } from "./due.ts";
import type { Item } from "./table.ts";

/**
 * A reaction to changes elsewhere. It may be run again for the same change: its commits through `ctx` happen
 * once all the same, and anything else it does must be harmless when repeated.
 */
export type Subscriber = {
  name: string;
  /** The verbs it reacts to. */
  verbs: readonly string[];
  /** Reactions on whose results it builds: when one of them is run again later, so is this one. */
  follows?: readonly string[];
  run(ctx: Ctx, change: Change): Promise<void>;
  /**
   * The same for many changes at once, in their order, where that is less work. It commits nothing, since the mark of a commit
   * is one change's. When it fails, each change is run by itself.
   */
  runMany?(ctx: Ctx, changes: readonly Change[]): Promise<void>;
};

/** A change to hand over, and its row in the table. */
export type Delivery = { change: Change; row: Item };

/** A reaction to a reaction to a reaction … is stopped here and shown to people. */
export const MAX_DEPTH = 8;
const FIRST_RETRY_MS = 1_000;

/** Hands changes to the subscribers: those of one record in their order, those of different records side by side. */
export async function deliverAll(
  ctx: Ctx,
  subscribers: readonly Subscriber[],
  deliveries: readonly Delivery[],
): Promise<void> {
  const oneByOne = subscribers.filter(({ runMany }) => !runMany);
  await Promise.all([
    ...subscribers.filter(({ runMany }) => runMany).map((one) => deliverTogether(ctx, one, deliveries)),
    ...lanesOf(deliveries).map((lane) => deliverInOrder(ctx, oneByOne, lane)),
  ]);
}

async function deliverTogether(ctx: Ctx, subscriber: Subscriber, deliveries: readonly Delivery[]): Promise<void> {
  const wanted = deliveries.filter(({ change }) => wants(subscriber, change));
  const changes = wanted.map(({ change }) => change);
  const depth = Math.max(0, ...changes.map((change) => change.depth)) + 1;
  if (changes.length > 1 && depth <= MAX_DEPTH) {
    const actor = { kind: "system", id: subscriber.name, name: subscriber.name } as const;
    try {
      return await subscriber.runMany!({ ...ctx, actor, depth }, changes);
    } catch (error) {
      ctx.log.error("subscriber.failed", error, { subscriber: subscriber.name, changes: changes.length });
    }
  }
  await Promise.all(lanesOf(wanted).map((lane) => deliverInOrder(ctx, [subscriber], lane)));
}

async function deliverInOrder(ctx: Ctx, subscribers: readonly Subscriber[], lane: readonly Delivery[]): Promise<void> {
  for (const { change, row } of lane) await deliver(ctx, subscribers, change, row);
}

function lanesOf(deliveries: readonly Delivery[]): Delivery[][] {
  const lanes = new Map<string, Delivery[]>();
  for (const delivery of deliveries) {
    const record = recordOf(delivery.change);
    const lane = lanes.get(record);
    if (lane) lane.push(delivery);
    else lanes.set(record, [delivery]);
  }
  return [...lanes.values()];
}

/** Changes of one record are delivered in their order. */
export function recordOf({ customerId, entityId }: Change): string {
  return customerId ?? entityId;
}

function wants(subscriber: Subscriber, change: Change): boolean {
  return subscriber.verbs.includes(change.verb) && !change.done?.includes(subscriber.name);
}

/**
 * Hands one change to every subscriber that wants it. A subscriber that fails is tried again later, by a due
 * item, without holding up the others.
 */
export async function deliver(ctx: Ctx, subscribers: readonly Subscriber[], change: Change, row: Item): Promise<void> {
  for (const subscriber of subscribers) {
    if (!wants(subscriber, change)) continue;
    if (change.depth >= MAX_DEPTH) {
      await stopLoop(ctx, subscriber, change);
      continue;
    }
    try {
      await runOnce(ctx, subscriber, change);
    } catch (error) {
      ctx.log.error("subscriber.failed", error, { subscriber: subscriber.name, change: change.id });
      await retryLater(ctx, subscriber, change, row, error);
    }
  }
}

async function runOnce(ctx: Ctx, subscriber: Subscriber, change: Change): Promise<void> {
  await subscriber.run(
    {
      ...ctx,
      actor: { kind: "system", id: subscriber.name, name: subscriber.name },
      cause: { changeId: change.id, subscriber: subscriber.name, commits: 0 },
      depth: change.depth + 1,
    },
    change,
  );
}

const deliveryKey = (change: Change, subscriber: Subscriber) => ({ pk: `delivery#${change.id}`, sk: subscriber.name });

async function retryLater(ctx: Ctx, subscriber: Subscriber, change: Change, row: Item, error: unknown): Promise<void> {
  const dueAt = new Date(Date.parse(ctx.now()) + FIRST_RETRY_MS).toISOString();
  await ctx.table.append([
    {
      ...deliveryKey(change, subscriber),
      type: "delivery",
      row: { pk: row.pk, sk: row.sk },
      ...dueAttributes("delivery", change.id, dueAt),
      dueTries: 1,
      lastError: messageOf(error),
    },
  ]);
}

async function stopLoop(ctx: Ctx, subscriber: Subscriber, change: Change): Promise<void> {
  ctx.log.error("subscriber.loop", new Error("Reactions to reactions, too deep."), {
    subscriber: subscriber.name,
    change: change.id,
  });
  await ctx.table.append([
    {
      ...deliveryKey(change, subscriber),
      type: "delivery",
      dueKind: "loop",
      duePk: PARKED,
      dueSk: `${ctx.now()}#${change.id}`,
      dueTries: 1,
      lastError: `${change.verb} came about by ${change.depth} reactions in a row`,
    },
  ]);
}

/** Runs a failed delivery again when its time has come. */
export function deliveryHandler(subscribers: readonly Subscriber[]): DueHandler {
  return async (ctx, item) => {
    const subscriber = subscribers.find(({ name }) => name === item.sk);
    const row = item.row as { pk: string; sk: string } | undefined;
    const found = row && (await ctx.table.get(row));
    if (subscriber && found) {
      const change = changeOf(found);
      await runOnce(ctx, subscriber, change);
      const after = subscribers.filter(
        ({ follows, verbs }) => follows?.includes(subscriber.name) && verbs.includes(change.verb),
      );
      for (const follower of after) await runOnce(ctx, follower, change);
    }
    return { remove: true };
  };
}

export function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 300);
}
