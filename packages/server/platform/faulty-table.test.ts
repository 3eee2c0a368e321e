import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createTable } from "./create-table.ts";
import {
  CrashError,
  createFaultyTable,
  type Fault,
  type FaultPlan,
  scriptedFaults,
  seededFaults,
} from "./faulty-table.ts";
import { createMemoryTable } from "./memory-table.ts";
import type { Item, TablePort } from "./table.ts";

const KEY = { pk: "p", sk: "counter" };
const counter = (n: number): Item => ({ ...KEY, n });

function setUp(plan: FaultPlan, tries?: number) {
  const memory = createMemoryTable({ indexes: [] });
  const faulty = createFaultyTable(memory, plan);
  let tokens = 0;
  const table = createTable(faulty, {
    sleep: async () => {},
    random: () => 0.5,
    newToken: () => `token-${++tokens}`,
    ...(tries !== undefined && { tries }),
  });
  return { memory, faulty, table };
}

async function increment(table: {
  get: TablePort["get"];
  transact(writes: Parameters<TablePort["transact"]>[0]): Promise<void>;
}) {
  const n = Number((await table.get(KEY))?.n);
  await table.transact([{ update: KEY, set: { n: n + 1 }, if: { equals: { n } } }]);
}

describe("one fault at a time", () => {
  test.for<[Fault, string, boolean]>([
    ["throttled", "throttled", false],
    ["conflict", "conflict", false],
    ["unavailable", "unavailable", false],
    ["timeoutBefore", "timeout", false],
    ["timeoutAfter", "timeout", true],
  ])("%s fails with %s; done: %s", async ([fault, kind, done]) => {
    const { memory, faulty } = setUp(scriptedFaults({ 1: fault }));
    await expect(faulty.transact([{ put: counter(1) }], "t")).rejects.toMatchObject({ name: "TableError", kind });
    expect(await memory.get(KEY)).toEqual(done ? counter(1) : null);
  });

  test.for<[Fault, boolean]>([
    ["crashBefore", false],
    ["crashAfter", true],
  ])("%s kills the process until it is revived; done: %s", async ([fault, done]) => {
    const { memory, faulty } = setUp(scriptedFaults({ 1: fault }));
    await expect(faulty.transact([{ put: counter(1) }], "t")).rejects.toThrow(CrashError);
    await expect(faulty.get(KEY)).rejects.toThrow(CrashError);
    faulty.revive();
    expect(await faulty.get(KEY)).toEqual(done ? counter(1) : null);
    expect(await memory.get(KEY)).toEqual(done ? counter(1) : null);
    expect(faulty.operations()).toBe(3);
  });

  test("half a batch is done and the rest handed back", async () => {
    const { memory, faulty } = setUp(scriptedFaults({ 1: "half", 2: "half" }));
    const items = ["a", "b", "c", "d"].map((sk) => ({ pk: "p", sk }));
    expect(await faulty.append(items)).toEqual({ undone: items.slice(2) });
    expect((await memory.query({ pk: "p", limit: 10 })).items).toEqual(items.slice(0, 2));
    expect(await faulty.getMany(items)).toEqual({ items: items.slice(0, 2), undone: items.slice(2) });
  });

  test("a fault the method cannot have is left out", async () => {
    const { faulty } = setUp(scriptedFaults({ 1: "half", 2: "conflict" }));
    expect(await faulty.get(KEY)).toBeNull();
    expect(await faulty.query({ pk: "p", limit: 1 })).toEqual({ items: [], next: null });
  });

  test("a refusal behind a time-out is not heard before the next try", async () => {
    const { faulty } = setUp(scriptedFaults({ 1: "timeoutAfter" }));
    const write = { update: KEY, set: { n: 1 } };
    await expect(faulty.transact([write], "t")).rejects.toMatchObject({ kind: "timeout" });
    await expect(faulty.transact([write], "t")).rejects.toMatchObject({ kind: "conditionFailed" });
  });

  test("a call on its way when the process dies is never answered, even if it was done", async () => {
    const { memory, faulty } = setUp(scriptedFaults({ 2: "crashBefore" }));
    const results = await Promise.allSettled([faulty.transact([{ put: counter(1) }], "t"), faulty.get(KEY)]);
    expect(results.map((result) => result.status)).toEqual(["rejected", "rejected"]);
    expect(await memory.get(KEY)).toEqual(counter(1));
  });

  test("the table does not retry a crash", async () => {
    const { faulty, table } = setUp(scriptedFaults({ 1: "crashBefore" }));
    await expect(table.transact([{ put: counter(1) }])).rejects.toThrow(CrashError);
    expect(faulty.operations()).toBe(1);
  });
});

test("the same seed plans the same faults, another seed others, and never more in a row than said", () => {
  const plan = (seed: number) => {
    const next = seededFaults(seed, { rate: 0.9, inARow: 3 });
    return Array.from({ length: 200 }, (_, index) => next(index + 1, "transact"));
  };
  expect(plan(7)).toEqual(plan(7));
  expect(plan(7)).not.toEqual(plan(8));
  expect(new Set(plan(7)).size).toBe(7);
  const longestRun = Math.max(...plan(7).map((_, index, all) => all.slice(index).indexOf(null)));
  expect(longestRun).toBe(3);
});

test("under any plan of passing faults every increment is applied exactly once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.double({ min: 0, max: 0.9, noNaN: true }), async (seed, rate) => {
      const { memory, table } = setUp(seededFaults(seed, { rate }));
      await memory.transact([{ put: counter(0) }], "start");
      for (let i = 0; i < 12; i++) await increment(table);
      expect(await memory.get(KEY)).toEqual(counter(12));
    }),
    { numRuns: 200 },
  );
});

test("under any plan of passing faults a batch is written and read whole", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.integer({ min: 0, max: 120 }), async (seed, count) => {
      // Batches side by side share the faults, so one of them may meet many in a row.
      const { table } = setUp(seededFaults(seed, { rate: 0.5 }), 60);
      const items = Array.from({ length: count }, (_, n) => ({ pk: "p", sk: `row-${n}`, n }));
      await table.append(items);
      expect(await table.getMany(items.map(({ pk, sk }) => ({ pk, sk })))).toEqual(items);
    }),
    { numRuns: 100 },
  );
});

test("under any plan with crashes no increment is applied twice, and what was answered is kept", async () => {
  const faults: Fault[] = ["timeoutAfter", "throttled", "crashBefore", "crashAfter"];
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      const { memory, faulty, table } = setUp(seededFaults(seed, { rate: 0.4, faults }));
      await memory.transact([{ put: counter(0) }], "start");
      let answered = 0;
      let unanswered = 0;
      for (let i = 0; i < 12; i++) {
        try {
          await increment(table);
          answered++;
        } catch (error) {
          if (!(error instanceof CrashError)) throw error;
          unanswered++;
          faulty.revive();
        }
      }
      const n = (await memory.get(KEY))?.n;
      expect(n).toBeGreaterThanOrEqual(answered);
      expect(n).toBeLessThanOrEqual(answered + unanswered);
    }),
    { numRuns: 200 },
  );
});
