import type { Ctx } from "#server/platform/context.ts";
import type { Table } from "#server/platform/table.ts";
import type { Want } from "./decide-standing.ts";
import { followMany } from "./follow.ts";

type Waiting = { ctx: Ctx; want: Want; done(): void; failed(error: unknown): void };

const MOST_TOGETHER = 25;
const queues = new WeakMap<Table, Waiting[]>();

/**
 * Follows one customer; those who come while others are being written are written together, since they touch the same
 * counts: alone each would lose its race against the next.
 */
export function follow(ctx: Ctx, want: Want): Promise<void> {
  return new Promise<void>((done, failed) => {
    const queue = queues.get(ctx.table);
    if (queue) queue.push({ ctx, want, done, failed });
    else {
      const begun: Waiting[] = [{ ctx, want, done, failed }];
      queues.set(ctx.table, begun);
      void Promise.resolve().then(() => drain(ctx.table, begun));
    }
  });
}

async function drain(table: Table, queue: Waiting[]): Promise<void> {
  while (queue.length > 0) {
    const group = queue.splice(0, MOST_TOGETHER);
    await followGroup(group);
  }
  queues.delete(table);
}

async function followGroup(group: readonly Waiting[]): Promise<void> {
  const [first] = group;
  if (!first) return;
  // Of one customer the second waits for the first: both decide on what they read.
  const wants = new Map<string, Want>();
  for (const { want } of group) {
    const other = wants.get(want.customerId);
    wants.set(want.customerId, other ? { ...want, changed: "all" } : want);
  }
  try {
    await followMany(first.ctx, [...wants.values()]);
    for (const { done } of group) done();
  } catch (error) {
    if (group.length === 1) return first.failed(error);
    for (const one of group) await followGroup([one]);
  }
}
