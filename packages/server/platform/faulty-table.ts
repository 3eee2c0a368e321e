import { type Item, type Key, TableError, type TablePort } from "./table.ts";

/**
 * What can go wrong with one operation:
 * - `throttled`, `conflict` (a transaction meets another), `unavailable`: refused, nothing happened;
 * - `timeoutBefore`, `timeoutAfter`: the caller cannot tell whether it happened; it did not, or it did;
 * - `half`: of a batch the first half is done and the rest handed back;
 * - `crashBefore`, `crashAfter`: the process dies, its operation not done or done but unanswered.
 */
export type Fault =
  | "throttled"
  | "conflict"
  | "unavailable"
  | "timeoutBefore"
  | "timeoutAfter"
  | "half"
  | "crashBefore"
  | "crashAfter";

export type Method = Exclude<keyof TablePort, "indexes" | "engine" | "watch">;

/** The fault for the `operation`-th call of the port, counted from 1; null for none. */
export type FaultPlan = (operation: number, method: Method) => Fault | null;

/** The process is dead. Not a `TableError`, so nothing retries it. */
export class CrashError extends Error {
  constructor() {
    super("The process crashed (by plan).");
    this.name = "CrashError";
  }
}

export const PASSING_FAULTS: readonly Fault[] = [
  "throttled",
  "conflict",
  "unavailable",
  "timeoutBefore",
  "timeoutAfter",
  "half",
];

const WHERE_ONLY: { [fault in Fault]?: readonly Method[] } = {
  conflict: ["transact"],
  half: ["getMany", "append"],
};

/** A port that fails as planned. Faults a method cannot have (half of a `get`) are left out. For tests. */
export type FaultyTable = TablePort & {
  /** How many calls were made, the failed ones and those after a crash included. */
  operations(): number;
  /** Starts the process again after a crash; the count of operations goes on. */
  revive(): void;
};

/**
 * Wraps `port` so that its n-th call fails as `plan` says. After a crash every call is a crash until `revive()`,
 * and calls that were on their way are never answered.
 */
export function createFaultyTable(port: TablePort, plan: FaultPlan): FaultyTable {
  let operations = 0;
  let dead = false;
  let crashes = 0;

  function crash(): CrashError {
    dead = true;
    crashes++;
    return new CrashError();
  }

  function nextFault(method: Method): Fault | null {
    operations++;
    if (dead) return "crashBefore";
    const fault = plan(operations, method);
    if (!fault || (WHERE_ONLY[fault] && !WHERE_ONLY[fault].includes(method))) return null;
    return fault;
  }

  /** The answer, unless the process that waits for it died meanwhile. */
  async function answered<T>(effect: Promise<T>): Promise<T> {
    const crashesBefore = crashes;
    const [outcome] = await Promise.allSettled([effect]);
    if (crashes !== crashesBefore) throw new CrashError();
    if (outcome.status === "rejected") throw outcome.reason;
    return outcome.value;
  }

  async function run<T>(method: Method, effect: () => Promise<T>, half: () => Promise<T> = effect): Promise<T> {
    const fault = nextFault(method);
    switch (fault) {
      case null:
        return answered(effect());
      case "half":
        return answered(half());
      case "throttled":
      case "conflict":
      case "unavailable":
        throw new TableError(fault, `Planned fault of ${method}: ${fault}`);
      case "timeoutBefore":
        throw new TableError("timeout", `Planned time-out of ${method}, not done`);
      case "timeoutAfter":
        await answered(unheard(effect()));
        throw new TableError("timeout", `Planned time-out of ${method}, done`);
      case "crashBefore":
        throw crash();
      case "crashAfter": {
        const error = crash();
        await unheard(effect());
        throw error;
      }
    }
  }

  return {
    indexes: port.indexes,
    engine: port.engine,
    ...(port.watch && { watch: () => port.watch!() }),
    scan: (options) => run("scan", () => port.scan(options)),
    operations: () => operations,
    revive: () => {
      dead = false;
    },
    get: (key, options) => run("get", () => port.get(key, options)),
    query: (query) => run("query", () => port.query(query)),
    transact: (writes, token) => run("transact", () => port.transact(writes, token)),
    getMany: (keys, options) =>
      run(
        "getMany",
        () => port.getMany(keys, options),
        async () => {
          const [now, later] = halves<Key>(keys);
          if (now.length === 0) return { items: [], undone: later };
          const { items, undone } = await port.getMany(now, options);
          return { items, undone: [...undone, ...later] };
        },
      ),
    append: (items) =>
      run(
        "append",
        () => port.append(items),
        async () => {
          const [now, later] = halves<Item>(items);
          if (now.length === 0) return { undone: later };
          const { undone } = await port.append(now);
          return { undone: [...undone, ...later] };
        },
      ),
  };
}

/** A plan written out: `scriptedFaults({ 3: "timeoutAfter", 5: "crashBefore" })`. */
export function scriptedFaults(script: { readonly [operation: number]: Fault }): FaultPlan {
  return (operation) => script[operation] ?? null;
}

/**
 * The same faults for the same seed: each call fails with probability `rate` (0 to 1), by one of `faults` drawn
 * evenly, but never more than `inARow` calls in a row, so that whoever retries more often than that gets through.
 */
export function seededFaults(
  seed: number,
  options: { rate?: number; faults?: readonly Fault[]; inARow?: number } = {},
): FaultPlan {
  const { rate = 0.3, faults = PASSING_FAULTS, inARow = 5 } = options;
  const random = mulberry32(seed);
  let run = 0;
  return () => {
    const fails = random() < rate && run < inARow;
    run = fails ? run + 1 : 0;
    return fails ? (faults[Math.floor(random() * faults.length)] ?? null) : null;
  };
}

/** The refusal of a call whose answer is lost is lost with it. */
async function unheard(effect: Promise<unknown>): Promise<void> {
  await effect.catch((error: unknown) => {
    if (!(error instanceof TableError)) throw error;
  });
}

function halves<T>(all: readonly T[]): [T[], T[]] {
  const middle = Math.floor(all.length / 2);
  return [all.slice(0, middle), all.slice(middle)];
}

/** Mulberry32 by Tommy Ettinger (public domain): even numbers in [0, 1) from 32 bits of state. */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
