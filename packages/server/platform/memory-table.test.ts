import { expect, test } from "vitest";
import { createMemoryTable } from "./memory-table.ts";

const INDEXES = [{ name: "due", project: "keys" }] as const;
const QUERY = { index: "due", pk: "d", limit: 9 };

test("an index entry becomes visible after as many further calls as its delay says", async () => {
  const table = createMemoryTable({ indexes: INDEXES, indexDelay: () => 2 });
  await table.transact([{ put: { pk: "p", sk: "a", duePk: "d", dueSk: "1" } }], "t1");
  expect((await table.query(QUERY)).items).toEqual([]);
  expect(await table.get({ pk: "p", sk: "a" })).not.toBeNull();
  expect((await table.query(QUERY)).items).toHaveLength(1);
});

test("entries of different items overtake each other", async () => {
  const delays = [3, 0];
  const table = createMemoryTable({ indexes: INDEXES, indexDelay: () => delays.shift() ?? 0 });
  await table.append([{ pk: "p", sk: "slow", duePk: "d", dueSk: "1" }]);
  await table.append([{ pk: "p", sk: "fast", duePk: "d", dueSk: "2" }]);
  expect((await table.query(QUERY)).items.map(({ sk }) => sk)).toEqual(["fast"]);
  table.settle();
  expect((await table.query(QUERY)).items.map(({ sk }) => sk)).toEqual(["slow", "fast"]);
});

test("updates of one item's entry stay in order, however short the later delay", async () => {
  const delays = [5, 0];
  const table = createMemoryTable({ indexes: INDEXES, indexDelay: () => delays.shift() ?? 0 });
  await table.append([{ pk: "p", sk: "a", duePk: "d", dueSk: "1" }]);
  await table.append([{ pk: "p", sk: "a", duePk: "d", dueSk: "2" }]);
  expect((await table.query(QUERY)).items).toEqual([]);
  for (let call = 0; call < 5; call++) await table.get({ pk: "p", sk: "a" });
  expect((await table.query(QUERY)).items.map(({ dueSk }) => dueSk)).toEqual(["2"]);
});

test("a deleted item stays in a lagging index until it settles", async () => {
  let delay = 0;
  const table = createMemoryTable({ indexes: INDEXES, indexDelay: () => delay });
  await table.append([{ pk: "p", sk: "a", duePk: "d", dueSk: "1" }]);
  delay = Number.POSITIVE_INFINITY;
  await table.transact([{ delete: { pk: "p", sk: "a" } }], "t1");
  expect(await table.get({ pk: "p", sk: "a" })).toBeNull();
  expect((await table.query(QUERY)).items).toHaveLength(1);
  table.settle();
  expect((await table.query(QUERY)).items).toEqual([]);
});

test("equal sort keys of an index are in the order of the items' own keys", async () => {
  const table = createMemoryTable({ indexes: INDEXES });
  const keys = ["q/a", "p/b", "p/a"].map((key) => key.split("/") as [string, string]);
  for (const [pk, sk] of keys) await table.append([{ pk, sk, duePk: "d", dueSk: "same" }]);
  const { items } = await table.query({ ...QUERY, newestFirst: true });
  expect(items.map(({ pk, sk }) => `${pk}/${sk}`)).toEqual(["q/a", "p/b", "p/a"]);
});

test("a token is forgotten after ten minutes", async () => {
  let now = 0;
  const table = createMemoryTable({ indexes: [], now: () => now });
  const put = (n: number) => [{ put: { pk: "p", sk: "a", n } }];
  await table.transact(put(1), "t1");
  now = 10 * 60_000;
  await expect(table.transact(put(2), "t1")).rejects.toMatchObject({ kind: "invalid" });
  now += 1;
  await table.transact(put(2), "t1");
  expect(await table.get({ pk: "p", sk: "a" })).toMatchObject({ n: 2 });
});

test("an expired item is read until the table deletes it, and then it is in no index", async () => {
  const table = createMemoryTable({ indexes: INDEXES });
  const item = (sk: string, ttl: number) => ({ pk: "p", sk, ttl, duePk: "d", dueSk: sk });
  await table.append([item("old", 100), item("new", 101)]);
  expect(await table.get({ pk: "p", sk: "old" })).toEqual(item("old", 100));
  expect(table.deleteExpired(100)).toBe(1);
  expect(await table.get({ pk: "p", sk: "old" })).toBeNull();
  expect((await table.query(QUERY)).items.map(({ sk }) => sk)).toEqual(["new"]);
});
