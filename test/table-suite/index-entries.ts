import { expect, test } from "vitest";
import type { Item, Write } from "#server/platform/table.ts";
import type { SuiteTable } from "./suite-table.ts";

export function indexTests(table: SuiteTable): void {
  test("each index returns its own keys, the item's, and what it projects", async () => {
    const pk = table.partition();
    const item: Item = {
      pk,
      sk: "a",
      byOwnerPk: `${pk}/owner`,
      byOwnerSk: "1",
      feedPk: `${pk}/feed`,
      feedSk: "2",
      duePk: `${pk}/due`,
      dueSk: "3",
      card: { name: "Mina", tags: ["vip"] },
      note: "long",
    };
    await table.write({ put: item });
    await table.settle();
    const one = { limit: 1 };
    expect(await table.readAll({ index: "byOwner", pk: `${pk}/owner`, ...one })).toEqual([
      { pk, sk: "a", byOwnerPk: `${pk}/owner`, byOwnerSk: "1", card: { name: "Mina", tags: ["vip"] } },
    ]);
    expect(await table.readAll({ index: "feed", pk: `${pk}/feed`, ...one })).toEqual([item]);
    expect(await table.readAll({ index: "due", pk: `${pk}/due`, ...one })).toEqual([
      { pk, sk: "a", duePk: `${pk}/due`, dueSk: "3" },
    ]);
  });

  test("an item without the projected attribute is in the index without it", async () => {
    const pk = table.partition();
    await table.write({ put: { pk, sk: "a", byOwnerPk: pk, byOwnerSk: "1", note: "long" } });
    await table.settle();
    const entry = { pk, sk: "a", byOwnerPk: pk, byOwnerSk: "1" };
    expect(await table.readAll({ index: "byOwner", pk, limit: 1 })).toEqual([entry]);
  });

  test("an update brings an item into an index, moves it, changes what it shows, and takes it out", async () => {
    const pk = table.partition();
    const key = { pk, sk: "a" };
    const entries = async (partition: string) => {
      await table.settle();
      return table.readAll({ index: "byOwner", pk: partition, limit: 9 });
    };
    await table.write({ put: { ...key, note: "kept" } });
    expect(await entries(`${pk}/1`)).toEqual([]);

    await table.write({ update: key, set: { byOwnerPk: `${pk}/1`, byOwnerSk: "x", card: 1 } });
    expect(await entries(`${pk}/1`)).toEqual([{ ...key, byOwnerPk: `${pk}/1`, byOwnerSk: "x", card: 1 }]);

    await table.write({ update: key, set: { byOwnerPk: `${pk}/2`, byOwnerSk: "y" } });
    expect(await entries(`${pk}/1`)).toEqual([]);
    expect(await entries(`${pk}/2`)).toEqual([{ ...key, byOwnerPk: `${pk}/2`, byOwnerSk: "y", card: 1 }]);

    await table.write({ update: key, set: { card: 2 } });
    expect(await entries(`${pk}/2`)).toEqual([{ ...key, byOwnerPk: `${pk}/2`, byOwnerSk: "y", card: 2 }]);

    await table.write({ update: key, remove: ["card"] });
    expect(await entries(`${pk}/2`)).toEqual([{ ...key, byOwnerPk: `${pk}/2`, byOwnerSk: "y" }]);

    await table.write({ update: key, remove: ["byOwnerPk", "byOwnerSk"] });
    expect(await entries(`${pk}/2`)).toEqual([]);
    expect(await table.port.get(key)).toEqual({ ...key, note: "kept" });
  });

  test("a put or a delete takes the old item out of its indexes", async () => {
    const pk = table.partition();
    const put = (sk: string): Write => ({ put: { pk, sk, duePk: pk, dueSk: "1" } });
    await table.write(put("a"), put("b"), put("c"));
    await table.write({ put: { pk, sk: "a" } }, { delete: { pk, sk: "b" } });
    await table.port.append([{ pk, sk: "c", duePk: pk, dueSk: "2" }]);
    await table.settle();
    expect(await table.readAll({ index: "due", pk, limit: 9 })).toEqual([{ pk, sk: "c", duePk: pk, dueSk: "2" }]);
  });

  for (const newestFirst of [false, true]) {
    test(`equal sort keys are paged without loss or repetition${newestFirst ? ", newest first" : ""}`, async () => {
      const pk = table.partition();
      const puts = Array.from({ length: 30 }, (_, i): Write => {
        const dueSk = i < 10 ? "same" : i < 20 ? "other" : `own${i}`;
        return { put: { pk: `${pk}/${i % 3}`, sk: `i${i}`, duePk: pk, dueSk } };
      });
      await table.write(...puts);
      await table.settle();
      for (const limit of [1, 4, 10]) {
        const items = await table.readAll({ index: "due", pk, limit, newestFirst });
        expect(new Set(items.map(({ sk }) => sk)).size).toBe(30);
        expect(items).toHaveLength(30);
        const order = items.map(({ dueSk }) => String(dueSk));
        expect(order).toEqual(newestFirst ? order.toSorted().toReversed() : order.toSorted());
      }
    });
  }

  test("an index holds the items of many partitions and shows one of its own at a time", async () => {
    const pk = table.partition();
    await table.write(
      { put: { pk: `${pk}/1`, sk: "a", duePk: `${pk}/shard1`, dueSk: "1" } },
      { put: { pk: `${pk}/2`, sk: "a", duePk: `${pk}/shard1`, dueSk: "2" } },
      { put: { pk: `${pk}/3`, sk: "a", duePk: `${pk}/shard2`, dueSk: "1" } },
    );
    await table.settle();
    const items = await table.readAll({ index: "due", pk: `${pk}/shard1`, limit: 9 });
    expect(items.map((item) => item.pk)).toEqual([`${pk}/1`, `${pk}/2`]);
  });
}
