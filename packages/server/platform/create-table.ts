import { CrmError } from "#core/platform/errors.ts";
import {
  type Item,
  type Key,
  MAX_BATCH_GET,
  MAX_BATCH_PUT,
  type Table,
  TableError,
  type TableErrorKind,
  type TablePort,
  type WholeTable,
} from "./table.ts";
import { keyText } from "./table-semantics.ts";

export type TableOptions = {
  /** Waits so many milliseconds. */
  sleep(ms: number): Promise<void>;
  /** Evenly from 0 up to, not including, 1. */
  random(): number;
  /** A fresh transaction token, at most 36 characters. One is used for all tries of a call. */
  newToken(): string;
  /** How often a call is tried in all; 8 when left out. */
  tries?: number;
  /** How many batches of one call are under way at once; 16 when left out. */
  atOnce?: number;
};

const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 1000;
const PASSING: readonly TableErrorKind[] = ["throttled", "conflict", "timeout", "unavailable"];

/**
 * The table over a port. Passing faults are retried, each pause drawn evenly between nothing and twice the
 * last one's ceiling (20 ms to 1 s), and batches are finished.
 * Throws `CrmError`: `table.unavailable` when the tries are used up, `record.too_large`, `storage.full`;
 * and the port's `TableError` when it is `conditionFailed` or `invalid`.
 */
export function createTable(port: TablePort, options: TableOptions): Table & WholeTable {
  const { tries = 8, atOnce = 16 } = options;

  /** Repeats `step` until it is done. A step that got a part done starts the count of tries again. */
  async function persist(step: () => Promise<"done" | "progress" | "stuck">): Promise<void> {
    let unknownOutcome = false;
    for (let tried = 1; ; tried++) {
      let lastFault: TableErrorKind = "throttled";
      try {
        const outcome = await step();
        if (outcome === "done") return;
        if (outcome === "progress") tried = 1;
      } catch (error) {
        lastFault = passingKindOf(error);
        if (lastFault === "timeout") unknownOutcome = true;
      }
      if (tried >= tries) throw unavailable(lastFault, unknownOutcome);
      const ceiling = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tried - 1));
      await options.sleep(options.random() * ceiling);
    }
  }

  async function retry<T>(call: () => Promise<T>): Promise<T> {
    let result: T;
    await persist(async () => {
      result = await call();
      return "done";
    });
    return result!;
  }

  /** Repeats a batch call with what it left undone. */
  async function finish<T>(parts: readonly T[], call: (parts: readonly T[]) => Promise<T[]>): Promise<void> {
    let left = parts;
    await persist(async () => {
      const undone = await call(left);
      const progressed = undone.length < left.length;
      left = undone;
      if (left.length === 0) return "done";
      return progressed ? "progress" : "stuck";
    });
  }

  return {
    indexes: port.indexes,
    atOnce,
    engine: port.engine,
    scan: (scanOptions) => retry(() => port.scan(scanOptions)),
    ...(port.watch && { watch: () => port.watch!() }),
    get: (key, readOptions) => retry(() => port.get(key, readOptions)),
    query: (query) => retry(() => port.query(query)),

    async getMany(keys, readOptions) {
      const found = new Map<string, Item>();
      await Promise.all(
        chunksOf(MAX_BATCH_GET, distinct(keys)).map((chunk) =>
          finish(chunk, async (left) => {
            const { items, undone } = await port.getMany(left, readOptions);
            for (const item of items) found.set(keyText(item), item);
            return undone;
          }),
        ),
      );
      return keys.map((key) => found.get(keyText(key)) ?? null);
    },

    transact(writes) {
      // The same token on every try: a time-out may hide a success, and the token is what keeps it from happening twice.
      const token = options.newToken();
      return retry(() => port.transact(writes, token));
    },

    async append(items) {
      // In the order of the keys: neighbours on a page of the store are written together.
      const chunks = chunksOf(MAX_BATCH_PUT, distinct(items).sort(byKey));
      const put = async () => {
        for (let chunk = chunks.shift(); chunk; chunk = chunks.shift()) {
          await finish(chunk, async (left) => (await port.append(left)).undone);
        }
      };
      // After a failure nothing more is begun, and when it is told nothing is in flight.
      const failOnce = (error: unknown) => {
        chunks.length = 0;
        throw error;
      };
      const ends = await Promise.allSettled(chunks.slice(0, atOnce).map(() => put().catch(failOnce)));
      for (const end of ends) if (end.status === "rejected") throw end.reason;
    },
  };
}

function passingKindOf(error: unknown): TableErrorKind {
  if (!(error instanceof TableError)) throw error;
  if (PASSING.includes(error.kind)) return error.kind;
  if (error.kind === "tooLarge") {
    throw new CrmError("limit", "record.too_large", "This record is too large to store. Shorten it or split it.");
  }
  if (error.kind === "full") {
    throw new CrmError("unavailable", "storage.full", "The storage is full. Free some space, then try again.");
  }
  throw error;
}

function unavailable(lastFault: TableErrorKind, unknownOutcome: boolean): CrmError {
  const advice = unknownOutcome ? "It may or may not have been done: look before you repeat it." : "Try again shortly.";
  return new CrmError("unavailable", "table.unavailable", `The table could not be reached. ${advice}`, [
    { code: lastFault, unknownOutcome },
  ]);
}

/** Each key once; of items with the same key the last, as if they had been put one after another. */
function distinct<T extends Key>(keys: readonly T[]): T[] {
  return [...new Map(keys.map((key) => [keyText(key), key])).values()];
}

function byKey(a: Key, b: Key): number {
  if (a.pk !== b.pk) return a.pk < b.pk ? -1 : 1;
  return a.sk < b.sk ? -1 : 1;
}

function chunksOf<T>(size: number, all: readonly T[]): T[][] {
  const count = Math.ceil(all.length / size);
  return Array.from({ length: count }, (_, index) => all.slice(index * size, (index + 1) * size));
}
