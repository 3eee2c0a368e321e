import type { Ctx } from "./context.ts";
import { keepDelivered, readChanges, readDelivered, sequence } from "./sequencer.ts";
import { deliverAll, recordOf, type Subscriber } from "./subscribers.ts";
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

/** A batch on its way to the subscribers, and the records that it tells of. */
type Batch = { records: ReadonlySet<string>; done: Promise<void> };

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

  /** Two batches at a time, where they tell of different records: while one is written, the next is thought about. */
  const deliverNew = async () => {
    let before: Batch = { records: new Set(), done: Promise.resolve() };
    try {
      for (let from = delivered ?? 0; ; ) {
        const { items, changes } = await readChanges(table, from, BATCH);
        const records = new Set(changes.map(recordOf));
        if (changes.length === 0 || stopped || [...records].some((one) => before.records.has(one))) await before.done;
        if (changes.length === 0 || stopped) return;
        const ctx = await options.context();
        const deliveries = changes.map((change, at) => ({ change, row: items[at]! }));
        const [earlier, to] = [before.done, from + changes.length];
        const delivering = Promise.all([earlier, deliverAll(ctx, subscribers, deliveries)]);
        const done = delivering.then(() => {
          delivered = to;
        });
        before = { records, done };
        before.done.catch(() => {}); // Told to whoever waits for it next.
        from = to;
        await earlier;
        // What was made meanwhile is numbered now, so that followers of the feed do not wait for all deliveries.
        if (announced.length > 0) await sequence(table, announced.splice(0), delivered ?? 0);
        await options.betweenBatches?.();
      }
    } finally {
      await before.done.catch(() => {});
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
