import type { Ctx } from "./context.ts";
import { keepDelivered, readChanges, readDelivered, sequence } from "./sequencer.ts";
import { deliverAll, type Subscriber } from "./subscribers.ts";
import type { Key, Table } from "./table.ts";

const BATCH = 500;
/** However a process ends, the next one delivers few changes again. */
const MOST_AGAIN = 100;

/**
 * In one process, what the stream does on AWS: numbers new change rows and hands them to the subscribers in
 * order. How far it came is kept with the sequencer's counter: a restart delivers the last few again, which is harmless,
 * and misses none.
 */
export type Pump = {
  /** Tells of new change rows and returns at once; without any, looks for those left by a crash. */
  wake(changes?: readonly Key[]): void;
  /** Resolves when everything told of so far has been delivered. */
  idle(): Promise<void>;
  stop(): Promise<void>;
};

export function createPump(options: {
  table: Table;
  subscribers: readonly Subscriber[];
  context(): Promise<Ctx>;
  onError(error: unknown): void;
  /** Called between batches: the moment to let others have the thread. */
  betweenBatches?(): Promise<void>;
}): Pump {
  const { table, subscribers } = options;
  let announced: Key[] = [];
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  let delivered: number | null = null;

  const run = async () => {
    do {
      again = false;
      const keys = announced;
      announced = [];
      try {
        // Never behind what is stored: other processes deliver as well, and a restore brings a feed that was delivered elsewhere.
        delivered = Math.max(delivered ?? 0, await readDelivered(table));
        await sequence(table, keys, delivered);
        const kept = delivered;
        await deliverNew();
        if (delivered - kept > MOST_AGAIN) await keepDelivered(table, delivered);
      } catch (error) {
        options.onError(error);
      }
    } while ((again || announced.length > 0) && !stopped);
    running = null;
  };

  const deliverNew = async () => {
    for (;;) {
      const from = delivered ?? 0;
      const { items, changes } = await readChanges(table, from, BATCH);
      if (changes.length === 0 || stopped) return;
      const ctx = await options.context();
      const deliveries = changes.map((change, at) => ({ change, row: items[at]! }));
      await deliverAll(ctx, subscribers, deliveries);
      delivered = from + changes.length;
      // What was made meanwhile is numbered now, so that followers of the feed do not wait for all deliveries.
      if (announced.length > 0) await sequence(table, announced.splice(0), delivered);
      await options.betweenBatches?.();
    }
  };

  return {
    wake(changes = []) {
      announced.push(...changes);
      again = true;
      if (!stopped) running ??= Promise.resolve().then(run);
    },
    async idle() {
      while (running) await running;
    },
    async stop() {
      stopped = true;
      await running;
    },
  };
}
