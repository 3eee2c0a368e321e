import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { type FailedCondition, type IndexDefinition, type Key, TableError } from "#server/platform/table.ts";
import { type PackedWrites, packWrites } from "./sqlite-packed.ts";
import type { Writer } from "./sqlite-writer.ts";

export type ThreadData = { file: string; indexes: readonly IndexDefinition[] };
/** What is asked of the thread; it ends when it is told to. */
export type Request = { id: number } & ({ write: PackedWrites; token: string | null } | { expiredBy: number });
export type Answer = {
  id: number;
  deleted?: Key[];
  error?: { kind: string; message: string; failed: FailedCondition[] };
};
export const END = "end";

type Waiting = { resolve(deleted: Key[]): void; reject(error: unknown): void };

/** A young generation as large as the main thread's would cost memory and gain nothing here. */
const YOUNG_MB = 16;

/**
 * A writer in a thread of its own, started from the file of `sqlite-thread-main.ts` as it was built: while SQLite writes and
 * the disk takes it, this thread goes on. `file` has its schema already.
 */
export function writeBeside(program: string, data: ThreadData): Writer {
  const worker = new Worker(program, { workerData: data, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
  const waiting = new Map<number, Waiting>();
  let failed: TableError | null = null;
  let last = 0;
  let unsent: Request[] = [];
  const fail = (why: string) => {
    failed ??= new TableError("unavailable", `the thread that writes the data file ended: ${why}`);
    for (const { reject } of waiting.values()) reject(failed);
    waiting.clear();
  };
  worker.on("error", (error) => fail(error.message));
  worker.on("exit", () => fail("it was told to"));
  worker.on("message", (answers: Answer[]) => {
    for (const { id, deleted, error } of answers) {
      const one = waiting.get(id);
      waiting.delete(id);
      if (error) one?.reject(new TableError(error.kind as TableError["kind"], error.message, error.failed));
      else one?.resolve(deleted ?? []);
    }
  });
  const send = () => {
    worker.postMessage(unsent);
    unsent = [];
  };
  const ask = (request: Request): Promise<Key[]> => {
    if (failed) return Promise.reject(failed);
    if (unsent.length === 0) queueMicrotask(send);
    unsent.push(request);
    return new Promise((resolve, reject) => waiting.set(request.id, { resolve, reject }));
  };
  return {
    write: async (pending, token) => void (await ask({ id: ++last, write: packWrites(pending), token })),
    deleteExpired: (nowSeconds) => ask({ id: ++last, expiredBy: nowSeconds }),
    async close() {
      if (failed) return;
      if (unsent.length > 0) send();
      const ended = once(worker, "exit");
      worker.postMessage(END);
      await ended;
    },
  };
}
