import { beforeEach, describe, expect, test } from "vitest";
import { createMeteredTable, type Meter } from "./capacity.ts";
import { createMemoryTable } from "./memory-table.ts";
import type { TablePort, Write } from "./table.ts";

const INDEXES = [
  { name: "due", project: "keys" },
  { name: "list", project: ["card"] },
] as const;

let port: TablePort;
let meter: Meter;
let tokens = 0;
const transact = (...writes: Write[]) => port.transact(writes, `t${tokens++}`);
const text = (bytes: number) => "x".repeat(bytes);

beforeEach(() => {
  ({ port, meter } = createMeteredTable(createMemoryTable({ indexes: INDEXES })));
});

async function unitsOf(work: () => Promise<unknown>): Promise<{ read: number; write: number }> {
  meter.reset();
  await work();
  return { read: meter.readUnits, write: meter.writeUnits };
}

describe("reads", () => {
  beforeEach(async () => {
    // Each item is 3 + 3 + 4 bytes of keys and name, and its text: 4096, 4097 and 100 bytes.
    await port.append([
      { pk: "p", sk: "a", text: text(4086) },
      { pk: "p", sk: "b", text: text(4087) },
      { pk: "p", sk: "c", text: text(90) },
    ]);
  });

  test("a get is billed by each 4 KB begun, half when it may be stale, and one unit for nothing", async () => {
    expect(await unitsOf(() => port.get({ pk: "p", sk: "a" }))).toEqual({ read: 1, write: 0 });
    expect(await unitsOf(() => port.get({ pk: "p", sk: "b" }))).toEqual({ read: 2, write: 0 });
    expect(await unitsOf(() => port.get({ pk: "p", sk: "b" }, { stale: true }))).toEqual({ read: 1, write: 0 });
    expect(await unitsOf(() => port.get({ pk: "p", sk: "none" }))).toEqual({ read: 1, write: 0 });
  });

  test("many items are billed one by one, those not found too", async () => {
    const keys = ["a", "b", "c", "none"].map((sk) => ({ pk: "p", sk }));
    expect(await unitsOf(() => port.getMany(keys))).toEqual({ read: 1 + 2 + 1 + 1, write: 0 });
    expect(await unitsOf(() => port.getMany(keys, { stale: true }))).toEqual({ read: 2.5, write: 0 });
  });

  test("a query is billed by the sum of what it returns", async () => {
    // 4096 + 4097 + 100 = 8293 bytes
    expect(await unitsOf(() => port.query({ pk: "p", limit: 9 }))).toEqual({ read: 3, write: 0 });
    expect(await unitsOf(() => port.query({ pk: "p", limit: 9, stale: true }))).toEqual({ read: 1.5, write: 0 });
    expect(await unitsOf(() => port.query({ pk: "p", limit: 9, from: "b" }))).toEqual({ read: 2, write: 0 });
    expect(await unitsOf(() => port.query({ pk: "empty", limit: 9 }))).toEqual({ read: 1, write: 0 });
  });

  test("a query of an index is billed at half, by what the index holds", async () => {
    const entry = { listPk: "l", listSk: "1", card: text(4096) };
    await port.append([{ pk: "p", sk: "d", ...entry, text: text(9000) }]);
    expect(await unitsOf(() => port.query({ index: "list", pk: "l", limit: 9 }))).toEqual({ read: 1, write: 0 });
    expect(await unitsOf(() => port.query({ index: "list", pk: "none", limit: 9 }))).toEqual({ read: 0.5, write: 0 });
  });
});

describe("writes", () => {
  // 3 + 3 + 4 bytes of keys and name, and the text.
  const item = (bytes: number, more = {}) => ({ pk: "p", sk: "a", text: text(bytes - 10), ...more });

  test("in a transaction each KB begun costs two", async () => {
    expect(await unitsOf(() => transact({ put: item(1024) }))).toEqual({ read: 0, write: 2 });
    expect(await unitsOf(() => transact({ put: item(1025) }))).toEqual({ read: 0, write: 4 });
  });

  test("a write is billed by the larger of the old and the new item", async () => {
    await transact({ put: item(3000) });
    expect(await unitsOf(() => transact({ put: item(100) }))).toEqual({ read: 0, write: 6 });
    expect(await unitsOf(() => transact({ update: { pk: "p", sk: "a" }, set: { text: text(5000) } }))).toMatchObject({
      write: 10,
    });
    expect(await unitsOf(() => transact({ delete: { pk: "p", sk: "a" } }))).toEqual({ read: 0, write: 10 });
    expect(await unitsOf(() => transact({ delete: { pk: "p", sk: "a" } }))).toEqual({ read: 0, write: 2 });
  });

  test("a check costs two for each KB of the item", async () => {
    await transact({ put: item(1500) });
    const check: Write = { check: { pk: "p", sk: "a" }, if: { present: true } };
    expect(await unitsOf(() => transact(check))).toEqual({ read: 0, write: 4 });
  });

  test("an append costs half as much", async () => {
    expect(await unitsOf(() => port.append([item(1025)]))).toEqual({ read: 0, write: 2 });
  });

  test("an index entry costs by what happened to it, and never double", async () => {
    const key = { pk: "p", sk: "a" };
    const update = (set: Extract<Write, { update: unknown }>["set"]) => () => transact({ update: key, set });
    // Two for the item and one for the new entry.
    expect(await unitsOf(() => transact({ put: { ...key, duePk: "d", dueSk: "1" } }))).toMatchObject({ write: 3 });
    expect(await unitsOf(update({ other: 1 }))).toMatchObject({ write: 2 });
    expect(await unitsOf(update({ duePk: "d", dueSk: "1" }))).toMatchObject({ write: 2 });
    expect(await unitsOf(update({ duePk: "d", dueSk: "2" }))).toMatchObject({ write: 4 });
    // Into a second index, where only the card is shown.
    expect(await unitsOf(update({ listPk: "l", listSk: "1", card: 1 }))).toMatchObject({ write: 3 });
    expect(await unitsOf(update({ card: 2 }))).toMatchObject({ write: 3 });
    expect(await unitsOf(update({ other: 2 }))).toMatchObject({ write: 2 });
    // Its 1500 bytes are two units for the entry, and the item's are four.
    expect(await unitsOf(update({ card: text(1500) }))).toMatchObject({ write: 6 });
    expect(await unitsOf(() => transact({ delete: key }))).toMatchObject({ write: 4 + 1 + 2 });
  });

  test("a put of the same attributes in another order changes no entry", async () => {
    await transact({ put: { pk: "p", sk: "a", listPk: "l", listSk: "1", card: 1 } });
    const again: Write = { put: { card: 1, listSk: "1", listPk: "l", sk: "a", pk: "p" } };
    expect(await unitsOf(() => transact(again))).toMatchObject({ write: 2 });
  });

  test("a transaction that fails is billed for its items, but for no index", async () => {
    const put: Write = { put: { pk: "p", sk: "a", duePk: "d", dueSk: "1" }, if: { present: true } };
    expect(await unitsOf(() => transact(put).catch(() => null))).toEqual({ read: 0, write: 2 });
    expect(meter.requests).toBe(1);
  });

  test("what the port refuses unseen costs nothing and is no request", async () => {
    expect(await unitsOf(() => transact().catch(() => null))).toEqual({ read: 0, write: 0 });
    expect(meter.requests).toBe(0);
  });
});

describe("depth", () => {
  const get = () => port.get({ pk: "p", sk: "a" });

  test("requests one after another are each a level deeper", async () => {
    await get();
    await transact({ put: { pk: "p", sk: "a" } });
    await get();
    expect(meter).toMatchObject({ requests: 3, depth: 3 });
  });

  test("requests sent together share a level", async () => {
    await Promise.all([get(), get(), get()]);
    await Promise.all([get(), get()]);
    expect(meter).toMatchObject({ requests: 5, depth: 2 });
  });

  test("a failed request counts as a step", async () => {
    await transact({ check: { pk: "p", sk: "a" }, if: { present: true } }).catch(() => null);
    await get();
    expect(meter.depth).toBe(2);
  });

  test("a reset starts again, whatever was under way", async () => {
    await get();
    const underWay = get();
    meter.reset();
    await underWay;
    await get();
    expect(meter).toMatchObject({ requests: 1, depth: 1 });
  });
});
