import fc from "fast-check";
import { expect, test } from "vitest";
import type { Item, Query, Write } from "#server/platform/table.ts";
import type { SuiteTable } from "./suite-table.ts";

/** In the order of their UTF-8 bytes; by UTF-16 units the last three would come before U+E000. */
const IN_BYTE_ORDER = "\u0001 09AZaz~éЖآابی۰۹中\ud7ff\ue000\ufffd\uffff\u{10000}😀\u{10ffff}";

export function queryTests(table: SuiteTable): void {
  test("sort keys of many scripts come in the order of their bytes, both ways", async () => {
    const pk = table.partition();
    const expected = [...IN_BYTE_ORDER];
    await table.write(...expected.toReversed().map((sk): Write => ({ put: { pk, sk } })));
    const forward = await table.readAll({ pk, limit: 7 });
    expect(forward.map(({ sk }) => sk)).toEqual(expected);
    const backward = await table.readAll({ pk, limit: 7, newestFirst: true });
    expect(backward.map(({ sk }) => sk)).toEqual(expected.toReversed());
  });

  test("any sort keys come in the order of their bytes and are found by each of their prefixes", async () => {
    const alphabet = fc.constantFrom("\0", "\u0001", "a", "b", "\ud7ff", "\ue000", "\uffff", "😀", "\u{10ffff}");
    const key = fc.oneof(
      fc.string({ unit: alphabet, minLength: 1, maxLength: 4 }),
      fc.string({ unit: "binary", minLength: 1 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(key, { minLength: 1, maxLength: 20 }), async (keys) => {
        const pk = table.partition();
        await table.write(...keys.map((sk): Write => ({ put: { pk, sk } })));
        const sorted = keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
        const items = await table.readAll({ pk, limit: 3 });
        expect(items.map(({ sk }) => sk)).toEqual(sorted);
        const prefix = String.fromCodePoint(sorted[0]!.codePointAt(0)!);
        const found = await table.readAll({ pk, prefix, limit: 3, newestFirst: true });
        expect(found.map(({ sk }) => sk)).toEqual(sorted.filter((sk) => sk.startsWith(prefix)).toReversed());
      }),
      { numRuns: 30 },
    );
  });

  const ranges: [string, Partial<Query>, string][] = [
    ["everything", {}, "a1 b1 b2 b3 c1"],
    ["from, included", { from: "b2" }, "b2 b3 c1"],
    ["from a key that is not there", { from: "b15" }, "b2 b3 c1"],
    ["to, included", { to: "b2" }, "a1 b1 b2"],
    ["from and to", { from: "b1", to: "b3" }, "b1 b2 b3"],
    ["from and to the same key", { from: "b2", to: "b2" }, "b2"],
    ["a prefix", { prefix: "b" }, "b1 b2 b3"],
    ["a prefix that is a whole key", { prefix: "b2" }, "b2"],
    ["a prefix of nothing", { prefix: "bb" }, ""],
    ["a range of nothing", { from: "d" }, ""],
  ];
  for (const [name, range, found] of ranges) {
    test(`a range of sort keys: ${name}, both ways, in the table and in an index`, async () => {
      const pk = table.partition();
      const sks = ["b2", "c1", "a1", "b3", "b1"];
      await table.write(...sks.map((sk): Write => ({ put: { pk, sk, duePk: pk, dueSk: sk } })));
      await table.settle();
      const expected = found === "" ? [] : found.split(" ");
      for (const index of [undefined, "due"]) {
        for (const limit of [2, 100]) {
          const forward = await table.readAll({ index, pk, ...range, limit });
          expect(forward.map(({ sk }) => sk)).toEqual(expected);
          const backward = await table.readAll({ index, pk, ...range, limit, newestFirst: true });
          expect(backward.map(({ sk }) => sk)).toEqual(expected.toReversed());
        }
      }
    });
  }

  test("a prefix that ends in the last character there is", async () => {
    const pk = table.partition();
    const sks = ["a\u{10ffff}", "a\u{10ffff}z", "b"];
    await table.write(...sks.map((sk): Write => ({ put: { pk, sk } })));
    for (const newestFirst of [false, true]) {
      const found = await table.readAll({ pk, prefix: "a\u{10ffff}", limit: 9, newestFirst });
      expect(found).toHaveLength(2);
    }
  });

  test("a page is never longer than its limit, and the last one says so", async () => {
    const pk = table.partition();
    await table.write(...["a", "b", "c"].map((sk): Write => ({ put: { pk, sk } })));
    const first = await table.port.query({ pk, limit: 2 });
    expect(first).toEqual({
      items: [
        { pk, sk: "a" },
        { pk, sk: "b" },
      ],
      next: { sk: "b" },
    });
    const second = await table.port.query({ pk, limit: 2, after: first.next! });
    expect(second).toEqual({ items: [{ pk, sk: "c" }], next: null });
  });

  test("a page of large items may end early, and its cursor leads to the rest", async () => {
    const pk = table.partition();
    const body = "b".repeat(300_000);
    for (const sk of ["a", "b", "c", "d", "e", "f"]) await table.write({ put: { pk, sk, body } });
    const items = await table.readAll({ pk, limit: 100 });
    expect(items.map(({ sk }) => sk).join("")).toBe("abcdef");
  });

  for (const newestFirst of [false, true]) {
    for (const index of [undefined, "due"]) {
      const what = `${index ? "in an index" : "in the table"}, ${newestFirst ? "newest first" : "oldest first"}`;
      test(`a cursor survives inserts and deletes between pages ${what}`, async () => {
        const pk = table.partition();
        const item = (sk: string) => ({ pk, sk, duePk: pk, dueSk: sk });
        await table.write(...["b", "d", "f", "h"].map((sk): Write => ({ put: item(sk) })));
        await table.settle();
        const query: Query = { index, pk, limit: 2, newestFirst };
        const first = await table.port.query(query);
        expect(first.items.map(({ sk }) => sk)).toEqual(newestFirst ? ["h", "f"] : ["b", "d"]);
        // The row the cursor stands on goes, one comes on the side already read, and one on the side still to come.
        await table.write({ delete: first.items[1]! }, { put: item(newestFirst ? "g" : "c") }, { put: item("e") });
        await table.settle();
        const rest = await table.readAll({ ...query, after: first.next! });
        expect(rest.map(({ sk }) => sk)).toEqual(newestFirst ? ["e", "d", "b"] : ["e", "f", "h"]);
      });
    }
  }

  test.each([undefined, "byOwner"])(
    "what lacks a text may be left out, all else comes, and pages say how far was looked: %s",
    async (index) => {
      const pk = table.partition();
      const texts = ["~ یزد", "~ تهران", "no mark", '~ "quoted"', "~ قم", "~ شیراز", "~ یزد نو", "~ بم"];
      const items = texts.map((text, at) => ({
        ...{ pk: index ? `${pk}${at}` : pk, sk: `i${at}`, byOwnerPk: pk, byOwnerSk: `i${at}` },
        card: JSON.stringify([text]),
      }));
      await table.write(...items.map((put): Write => ({ put })));
      await table.settle();
      for (const newestFirst of [false, true])
        for (const limit of [1, 2, 3, 8, 9]) {
          const query: Query = { index, pk, limit, newestFirst, holding: { text: "یزد", mark: '[\\"~' } };
          const found: Item[] = [];
          let looked = 0;
          for (let after: Query["after"]; ; ) {
            const page = await table.port.query({ ...query, after });
            expect(page.items.length).toBeLessThanOrEqual(limit);
            found.push(...page.items);
            looked += page.read ?? page.items.length;
            if (!page.next) break;
            after = page.next;
          }
          const told = found.map(({ sk }) => Number(sk.slice(1)));
          expect(told).toEqual([...told].sort((one, other) => (newestFirst ? other - one : one - other)));
          expect(told).toEqual(expect.arrayContaining([0, 2, 6]));
          expect(new Set(told).size).toBe(told.length);
          expect(looked).toBeLessThanOrEqual(items.length);
          for (const { sk, card } of found) expect(card).toBe(items[Number(sk.slice(1))]!.card);
        }
    },
  );

  test("many items read fresh or stale are the same once the table has settled", async () => {
    const pk = table.partition();
    const puts = Array.from({ length: 60 }, (_, i): Write => ({ put: { pk, sk: `i${i}`, i } }));
    await table.write(...puts);
    await table.settle();
    const keys = Array.from({ length: 100 }, (_, i) => ({ pk, sk: `i${i}` }));
    for (const stale of [false, true]) {
      const { items, undone } = await table.port.getMany(keys, { stale });
      expect(undone).toEqual([]);
      expect(items.toSorted((a, b) => Number(a.i) - Number(b.i))).toEqual(
        Array.from({ length: 60 }, (_, i) => ({ pk, sk: `i${i}`, i })),
      );
      expect(await table.port.get({ pk, sk: "i7" }, { stale })).toEqual({ pk, sk: "i7", i: 7 });
      expect(await table.port.query({ pk, prefix: "i7", limit: 1, stale })).toMatchObject({ items: [{ i: 7 }] });
    }
  });
}
