import type { Ctx } from "./context.ts";
import { readChanges, sequence } from "./sequencer.ts";
import { deliver, type Subscriber } from "./subscribers.ts";
import type { Key, Table } from "./table.ts";

const CURSOR: Key = { pk: "subscribers", sk: "cursor" };
const BATCH = 100;

/**
 * In one process, what the stream does on AWS: numbers new change rows and hands them to the subscribers in
 * order. Its cursor is in the table, so a restart resumes where delivery stopped.
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
}): Pump {
  const { table, subscribers } = options;
  let announced: Key[] = [];
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;

  const run = async () => {
    do {
      again = false;
      const keys = announced;
      announced = [];
      try {
        await sequence(table, keys);
        await deliverNew();
      } catch (error) {
        options.onError(error);
      }
    } while ((again || announced.length > 0) && !stopped);
    running = null;
  };

  const deliverNew = async () => {
    let cursor = await readCursor(table);
    for (;;) {
      const { items, changes } = await readChanges(table, cursor, BATCH);
      if (changes.length === 0 || stopped) return;
      const ctx = await options.context();
      for (const [at, change] of changes.entries()) await deliver(ctx, subscribers, change, items[at]!);
      cursor += changes.length;
      await table.append([{ ...CURSOR, type: "cursor", seq: cursor }]);
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

async function readCursor(table: Table): Promise<number> {
  const item = await table.get(CURSOR);
  return typeof item?.seq === "number" ? item.seq : 0;
}
