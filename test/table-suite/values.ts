import fc from "fast-check";
import { expect, test } from "vitest";
import type { Value, Write } from "#server/platform/table.ts";
import type { SuiteTable } from "./suite-table.ts";

export function valueTests(table: SuiteTable): void {
  test("any value comes back as it went in", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(attributes(), { minLength: 1, maxLength: 10 }), async (bodies) => {
        const pk = table.partition();
        await table.write(...bodies.map((body, i): Write => ({ put: { ...body, pk, sk: `i${i}` } })));
        const items = await table.readAll({ pk, limit: 100 });
        expect(items).toEqual(bodies.map((body, i) => ({ ...body, pk, sk: `i${i}` })));
      }),
      { numRuns: 50 },
    );
  });

  test("any value set by an update comes back as it went in", async () => {
    await fc.assert(
      fc.asyncProperty(attributes(), async (set) => {
        const key = { pk: table.partition(), sk: "a" };
        await table.write({ put: { ...key, first: 1 } });
        await table.write({ update: key, set: { ...set, last: 2 }, remove: ["first"] });
        expect(await table.port.get(key)).toEqual({ ...set, ...key, last: 2 });
      }),
      { numRuns: 30 },
    );
  });

  test("a NUL in keys and values tells items apart and comes back", async () => {
    const pk = `${table.partition()}\0`;
    const items = ["a\0b", "a\0c", "a\u0001", "a"].map((sk) => ({ pk, sk, duePk: pk, dueSk: sk, text: `x\0${sk}` }));
    await table.write(...items.map((item): Write => ({ put: item })));
    for (const item of items) expect(await table.port.get(item)).toEqual(item);
    await table.settle();
    for (const index of [undefined, "due"]) {
      const found = await table.readAll({ index, pk, limit: 1 });
      expect(found.map(({ sk }) => sk)).toEqual(["a", "a\0b", "a\0c", "a\u0001"]);
      const prefixed = await table.readAll({ index, pk, prefix: "a\0", limit: 1, newestFirst: true });
      expect(prefixed.map(({ sk }) => sk)).toEqual(["a\0c", "a\0b"]);
    }
  });

  test("minus zero is zero", async () => {
    const key = { pk: table.partition(), sk: "a" };
    await table.write({ put: { ...key, zeros: [-0, 0] } });
    expect(await table.port.get(key)).toEqual({ ...key, zeros: [0, 0] });
  });

  test("what the caller changes later, in what was put or what was read, is not in the table", async () => {
    const key = { pk: table.partition(), sk: "a" };
    const tags = ["new"];
    const writing = table.write({ put: { ...key, tags, feedPk: key.pk, feedSk: "1" } });
    tags.push("changed while it was written");
    await writing;
    await table.settle();
    const read = [await table.port.get(key), ...(await table.readAll({ index: "feed", pk: key.pk, limit: 1 }))];
    expect(read).toMatchObject([{ tags: ["new"] }, { tags: ["new"] }]);
    for (const item of read) (item!.tags as Value[]).push("changed after it was read");
    expect(await table.port.get(key)).toMatchObject({ tags: ["new"] });
    expect(await table.readAll({ index: "feed", pk: key.pk, limit: 1 })).toMatchObject([{ tags: ["new"] }]);
  });

  test("the expiry is an attribute like others", async () => {
    const item = { pk: table.partition(), sk: "a", ttl: 4_000_000_000 };
    await table.write({ put: item });
    expect(await table.port.get(item)).toEqual(item);
    await table.write({ update: item, set: { ttl: 4_000_000_001 } });
    expect(await table.port.get(item)).toEqual({ ...item, ttl: 4_000_000_001 });
    await table.write({ update: item, remove: ["ttl"] });
    expect(await table.port.get(item)).toEqual({ pk: item.pk, sk: "a" });
  });

  test("a value may be nested 31 levels deep and no deeper", async () => {
    const key = { pk: table.partition(), sk: "a" };
    let deep: Value = "bottom";
    for (let i = 0; i < 31; i++) deep = i % 2 ? [deep] : { deep };
    await table.write({ put: { ...key, deep } });
    expect(await table.port.get(key)).toEqual({ ...key, deep });
    await expect(table.write({ put: { ...key, deep: [deep] } })).rejects.toMatchObject({ kind: "invalid" });
  });
}

const RESERVED = ["name", "status", "data", "ttl.x", "a b", "نام", "#x", ":x", "constructor", "toString"];

function attributes(): fc.Arbitrary<{ [name: string]: Value }> {
  const text = fc.string({ unit: "binary" });
  const name = fc.oneof(fc.constantFrom(...RESERVED), fc.string({ unit: "binary", minLength: 1 })).filter(isFree);
  const number = fc.oneof(
    fc.maxSafeInteger(),
    fc.double({ min: -(2 ** 53) + 1, max: 2 ** 53 - 1, noNaN: true }).filter((n) => Math.abs(n) >= 1e-130),
  );
  const { value } = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, depthIdentifier: "value" },
      text,
      number.map((n) => n + 0),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("value"), { maxLength: 4, depthIdentifier: "value" }),
      fc.dictionary(name, tie("value"), { maxKeys: 4, depthIdentifier: "value", noNullPrototype: true }),
    ),
  }));
  return fc.dictionary(name, value, { maxKeys: 6, noNullPrototype: true });
}

function isFree(name: string): boolean {
  return name !== "__proto__" && !/^(pk|sk|ttl|first|last|(byOwner|feed|due)[PS]k)$/.test(name);
}
