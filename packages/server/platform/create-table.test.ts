import { expect, test } from "vitest";
import { CrmError } from "#core/platform/errors.ts";
import { createTable } from "./create-table.ts";
import { type Item, type Key, TableError, type TableErrorKind, type TablePort } from "./table.ts";

type Calls = { [method in keyof TablePort]?: TablePort[method] };

/** A table over a port that has only the given methods, with a clock that notes its pauses and never waits. */
function tableOver(calls: Calls, { random = 1, tries }: { random?: number; tries?: number } = {}) {
  const pauses: number[] = [];
  let tokens = 0;
  const port = { indexes: [], ...calls } as unknown as TablePort;
  const table = createTable(port, {
    sleep: async (ms) => void pauses.push(ms),
    random: () => random,
    newToken: () => `token-${++tokens}`,
    tries,
  });
  return { table, pauses };
}

/** Fails with each of the kinds in turn, then succeeds. */
function failing(...kinds: TableErrorKind[]) {
  return () => {
    const kind = kinds.shift();
    if (kind) throw new TableError(kind, `scripted ${kind}`);
  };
}

const key = (n: number): Key => ({ pk: "p", sk: String(n) });
const item = (n: number, more = {}): Item => ({ ...key(n), ...more });
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

test("every passing fault is tried again, and the answer of the last try is given", async () => {
  const fault = failing("throttled", "conflict", "timeout", "unavailable");
  const { table, pauses } = tableOver({
    get: async () => {
      fault();
      return item(1);
    },
  });
  expect(await table.get(key(1))).toEqual(item(1));
  expect(pauses).toHaveLength(4);
});

test("pauses are drawn from nothing up to a ceiling that doubles from 20 ms to 1 s", async () => {
  const always = async () => {
    throw new TableError("throttled", "busy");
  };
  const longest = tableOver({ query: always }, { random: 1, tries: 9 });
  await expect(longest.table.query({ pk: "p", limit: 1 })).rejects.toThrow(CrmError);
  expect(longest.pauses).toEqual([20, 40, 80, 160, 320, 640, 1000, 1000]);

  const shorter = tableOver({ query: always }, { random: 0.25, tries: 3 });
  await expect(shorter.table.query({ pk: "p", limit: 1 })).rejects.toThrow(CrmError);
  expect(shorter.pauses).toEqual([5, 10]);
});

test("after eight tries the table is unavailable, and the error names the last fault", async () => {
  let calls = 0;
  const { table, pauses } = tableOver({
    get: async () => {
      calls++;
      throw new TableError("throttled", "busy");
    },
  });
  await expect(table.get(key(1))).rejects.toMatchObject({
    kind: "unavailable",
    code: "table.unavailable",
    details: [{ code: "throttled", unknownOutcome: false }],
  });
  expect(calls).toBe(8);
  expect(pauses).toHaveLength(7);
});

test("a write that timed out once and never succeeded says that its outcome is unknown", async () => {
  const fault = failing("timeout", "throttled", "throttled");
  const { table } = tableOver({ transact: async () => fault() }, { tries: 3 });
  await expect(table.transact([{ put: item(1) }])).rejects.toMatchObject({
    details: [{ code: "throttled", unknownOutcome: true }],
  });
});

test("all tries of one transaction carry one token, and the next transaction another", async () => {
  const seen: string[] = [];
  const fault = failing("timeout", "conflict", "timeout");
  const { table } = tableOver({
    transact: async (_writes, token) => {
      seen.push(token);
      fault();
    },
  });
  await table.transact([{ put: item(1) }]);
  await table.transact([{ put: item(2) }]);
  expect(seen).toEqual(["token-1", "token-1", "token-1", "token-1", "token-2"]);
});

test("a failed condition and an invalid request pass through at once", async () => {
  const refusal = new TableError("conditionFailed", "changed", [{ index: 1, item: item(1) }]);
  const { table, pauses } = tableOver({
    transact: async () => {
      throw refusal;
    },
    query: async () => {
      throw new TableError("invalid", "no such index");
    },
  });
  await expect(table.transact([{ put: item(1) }])).rejects.toBe(refusal);
  await expect(table.query({ pk: "p", limit: 1 })).rejects.toMatchObject({ name: "TableError", kind: "invalid" });
  expect(pauses).toEqual([]);
});

test("an error of another kind, a crash or a bug, is never tried again", async () => {
  const bug = new RangeError("bug");
  const { table, pauses } = tableOver({
    append: async () => {
      throw bug;
    },
  });
  await expect(table.append([item(1)])).rejects.toBe(bug);
  expect(pauses).toEqual([]);
});

test("what is too large or finds the storage full is refused in the program's own words", async () => {
  const { table } = tableOver({
    transact: async () => failing("tooLarge")(),
    append: async () => {
      throw new TableError("full", "disk");
    },
  });
  await expect(table.transact([{ put: item(1) }])).rejects.toMatchObject({ kind: "limit", code: "record.too_large" });
  await expect(table.append([item(1)])).rejects.toMatchObject({ kind: "unavailable", code: "storage.full" });
});

test("getMany keeps the order of the keys, gives null for the missing, and asks for a repeated key once", async () => {
  const asked: Key[][] = [];
  const { table } = tableOver({
    getMany: async (keys) => {
      asked.push([...keys]);
      return { items: [item(1, { a: 1 }), item(2, { a: 2 })], undone: [] };
    },
  });
  const found = await table.getMany([key(2), key(3), key(1), key(2)]);
  expect(found).toEqual([item(2, { a: 2 }), null, item(1, { a: 1 }), item(2, { a: 2 })]);
  expect(asked).toEqual([[key(2), key(3), key(1)]]);
});

test("keys whose parts only look alike when joined are different keys", async () => {
  const one = { pk: "a", sk: "b#c" };
  const two = { pk: "a#b", sk: "c" };
  const { table } = tableOver({ getMany: async (keys) => ({ items: keys as Item[], undone: [] }) });
  expect(await table.getMany([one, two])).toEqual([one, two]);
});

test("getMany asks for hundreds of keys by the hundred, all at once, and hands on how to read", async () => {
  const sizes: number[] = [];
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { table } = tableOver({
    getMany: async (keys, options) => {
      sizes.push(keys.length);
      if (sizes.length === 3) release();
      await gate;
      expect(options).toEqual({ stale: true });
      return { items: keys.map((k) => ({ ...k })), undone: [] };
    },
  });
  const keys = range(0, 250).map(key);
  expect(await table.getMany(keys, { stale: true })).toEqual(keys);
  expect(sizes).toEqual([100, 100, 50]);
});

test("no keys and no items need no call", async () => {
  const { table } = tableOver({});
  expect(await table.getMany([])).toEqual([]);
  await table.append([]);
});

test("what a batch leaves undone is asked for again, and only that", async () => {
  const asked: string[] = [];
  const { table, pauses } = tableOver({
    getMany: async (keys) => {
      asked.push(keys.map((k) => k.sk).join());
      return { items: keys.slice(0, 1).map((k) => ({ ...k })), undone: keys.slice(1) };
    },
  });
  expect(await table.getMany([key(1), key(2), key(3)])).toEqual([key(1), key(2), key(3)]);
  expect(asked).toEqual(["1,2,3", "2,3", "3"]);
  expect(pauses).toEqual([20, 20]);
});

test("a batch that never gets further is given up, one that crawls is finished", async () => {
  const stuck = tableOver({ append: async (items) => ({ undone: [...items] }) });
  await expect(stuck.table.append([item(1)])).rejects.toMatchObject({ code: "table.unavailable" });
  expect(stuck.pauses).toHaveLength(7);

  const crawling = tableOver({ append: async (items) => ({ undone: items.slice(1) }) });
  await crawling.table.append(range(0, 20).map((n) => item(n)));
  expect(crawling.pauses).toHaveLength(19);
});

test("append goes by twenty-five, and of items with one key the last is written", async () => {
  const written: Item[][] = [];
  const { table } = tableOver({
    append: async (items) => {
      written.push([...items]);
      return { undone: [] };
    },
  });
  await table.append([item(0, { first: true }), ...range(0, 60).map((n) => item(n))]);
  expect(written.map((batch) => batch.length)).toEqual([25, 25, 10]);
  expect(written[0]?.[0]).toEqual(item(0));
});

test("after a failure append begins no further batch, and tells of it only when none is under way", async () => {
  let [begun, underWay] = [0, 0];
  const { table } = tableOver({
    append: async () => {
      begun += 1;
      underWay += 1;
      await new Promise((done) => setImmediate(done));
      underWay -= 1;
      throw new TableError("full", "no room");
    },
  });
  await expect(table.append(range(0, 1000).map((n) => item(n)))).rejects.toMatchObject({ code: "storage.full" });
  expect({ begun, underWay }).toEqual({ begun: 16, underWay: 0 });
});
