import { expect, test } from "vitest";
import type { Item, Query, TablePort, Value, Write } from "#server/platform/table.ts";
import type { SuiteTable } from "./suite-table.ts";

const HALF_A_PAIR = "\ud83d";

/** What no adapter takes: the call fails as `invalid` before anything is written. */
export function refusalTests(table: SuiteTable): void {
  const values: [string, unknown][] = [
    ["undefined", undefined],
    ["NaN", Number.NaN],
    ["infinity", Number.POSITIVE_INFINITY],
    ["a number beyond 2^53", 2 ** 53],
    ["a number nearer to zero than 1e-130", 1e-131],
    ["half a surrogate pair", HALF_A_PAIR],
    ["a date", new Date(0)],
    ["a map", new Map()],
    ["a bigint", 1n],
    ["a function", () => 1],
    ["a list with a hole", new Array(1)],
  ];
  for (const [name, value] of values) {
    test(`${name} as a value, at the top, in a list or in a map`, async () => {
      const key = { pk: table.partition(), sk: "a" };
      for (const bad of [value, [value], { deep: value }] as Value[]) {
        await expect(table.write({ put: { ...key, bad } })).rejects.toMatchObject({ kind: "invalid" });
        await expect(table.port.append([{ ...key, bad }])).rejects.toMatchObject({ kind: "invalid" });
      }
      expect(await table.port.get(key)).toBeNull();
    });
  }

  const writes: [string, (pk: string) => Write[]][] = [
    ["no writes at all", () => []],
    ["an empty pk", () => [{ put: { pk: "", sk: "a" } }]],
    ["an empty sk", (pk) => [{ put: { pk, sk: "" } }]],
    ["a pk of 2049 bytes", (pk) => [{ put: { pk: pk.padEnd(2049, "p"), sk: "a" } }]],
    ["an sk of 1025 bytes in Persian", (pk) => [{ put: { pk, sk: `a${"س".repeat(512)}` } }]],
    ["half a surrogate pair in a key", (pk) => [{ put: { pk, sk: HALF_A_PAIR } }]],
    ["a key that is a number", (pk) => [{ put: { pk, sk: 5 } as unknown as Item }]],
    ["an index key that is a number", (pk) => [{ put: { pk, sk: "a", duePk: pk, dueSk: 5 } }]],
    ["an index key that is null", (pk) => [{ put: { pk, sk: "a", duePk: pk, dueSk: null } }]],
    ["an index key that is empty", (pk) => [{ put: { pk, sk: "a", duePk: pk, dueSk: "" } }]],
    ["an index key that is too long", (pk) => [{ put: { pk, sk: "a", duePk: pk, dueSk: "d".repeat(1025) } }]],
    ["one index key without the other", (pk) => [{ put: { pk, sk: "a", duePk: pk } }]],
    ["an update of one index key", (pk) => [{ update: { pk, sk: "a" }, set: { dueSk: "x" } }]],
    ["the removal of one index key", (pk) => [{ update: { pk, sk: "a" }, remove: ["dueSk"] }]],
    ["an update of the key", (pk) => [{ update: { pk, sk: "a" }, set: { sk: "b" } }]],
    ["the removal of the key", (pk) => [{ update: { pk, sk: "a" }, remove: ["pk"] }]],
    ["an update that changes nothing", (pk) => [{ update: { pk, sk: "a" }, set: {}, remove: [] }]],
    ["an attribute both set and removed", (pk) => [{ update: { pk, sk: "a" }, set: { x: 1 }, remove: ["x"] }]],
    ["an attribute without a name", (pk) => [{ put: { pk, sk: "a", "": 1 } }]],
    [
      "an attribute that would change a prototype",
      (pk) => [{ put: JSON.parse(`{"pk":"${pk}","sk":"a","__proto__":1}`) }],
    ],
    ["a condition without attributes", (pk) => [{ put: { pk, sk: "a" }, if: { equals: {} } }]],
  ];
  test.each(writes)("%s", async (_, make) => {
    const pk = table.partition();
    await expect(table.write(...make(pk))).rejects.toMatchObject({ kind: "invalid" });
    expect(await table.readAll({ pk, limit: 10 })).toEqual([]);
  });

  const queries: [string, Omit<Query, "pk">][] = [
    ["an index nobody made", { index: "nobody", limit: 1 }],
    ["an empty prefix", { prefix: "", limit: 1 }],
    ["a range and a prefix", { prefix: "a", from: "a", limit: 1 }],
    ["a range upside down", { from: "b", to: "a", limit: 1 }],
    ["a limit of zero", { limit: 0 }],
    ["half an item for a limit", { limit: 0.5 }],
    ["a cursor outside the range", { from: "b", limit: 1, after: { sk: "a" } }],
    ["a cursor without the item's key in an index", { index: "due", limit: 1, after: { sk: "a" } }],
  ];
  test.each(queries)("a query with %s", async (_, query) => {
    await expect(table.port.query({ pk: table.partition(), ...query })).rejects.toMatchObject({ kind: "invalid" });
  });

  const calls: [string, (port: TablePort, pk: string) => Promise<unknown>][] = [
    ["a get with an empty key", (port, pk) => port.get({ pk, sk: "" })],
    ["a getMany of no keys", (port) => port.getMany([])],
    ["a getMany of 101 keys", (port, pk) => port.getMany(keys(pk, 101))],
    ["a getMany of one key twice", (port, pk) => port.getMany([...keys(pk, 1), ...keys(pk, 1)])],
    ["an append of nothing", (port) => port.append([])],
    ["an append of 26 items", (port, pk) => port.append(keys(pk, 26))],
    ["an append of one item twice", (port, pk) => port.append([...keys(pk, 1), ...keys(pk, 1)])],
    ["an empty token", (port, pk) => port.transact([{ put: { pk, sk: "a" } }], "")],
    ["a token of 37 characters", (port, pk) => port.transact([{ put: { pk, sk: "a" } }], "t".repeat(37))],
  ];
  test.each(calls)("%s", async (_, call) => {
    await expect(call(table.port, table.partition())).rejects.toMatchObject({ kind: "invalid" });
  });
}

function keys(pk: string, count: number): Item[] {
  return Array.from({ length: count }, (_, i) => ({ pk, sk: `i${i}` }));
}
