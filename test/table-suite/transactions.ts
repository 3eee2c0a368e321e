import { expect, test } from "vitest";
import { itemSize } from "#server/platform/item-size.ts";
import { type Item, MAX_ITEM_BYTES, type Write } from "#server/platform/table.ts";
import type { SuiteTable } from "./suite-table.ts";

export function transactionTests(table: SuiteTable): void {
  test("a hundred writes of all kinds are one", async () => {
    const pk = table.partition();
    const sk = (i: number) => `i${String(i).padStart(3, "0")}`;
    const puts = Array.from({ length: 100 }, (_, i): Write => ({ put: { pk, sk: sk(i), version: 1 } }));
    await table.write(...puts);
    const changes = puts.map((_, i): Write => {
      const key = { pk, sk: sk(i) };
      if (i % 4 === 0) return { put: { ...key, version: 2 } };
      if (i % 4 === 1) return { update: key, set: { version: 2 } };
      return i % 4 === 2 ? { delete: key } : { check: key, if: { equals: { version: 1 } } };
    });
    await table.write(...changes);
    const items = await table.readAll({ pk, limit: 100 });
    expect(items).toHaveLength(75);
    for (const item of items) expect(item.version).toBe(Number(item.sk.slice(1)) % 4 === 3 ? 1 : 2);
  });

  test("of a hundred writes with one condition that fails, none is made", async () => {
    const pk = table.partition();
    const puts = Array.from({ length: 99 }, (_, i): Write => ({ put: { pk, sk: `i${i}`, duePk: pk, dueSk: "x" } }));
    const refused = table.write(...puts, { check: { pk, sk: "missing" }, if: { present: true } });
    await expect(refused).rejects.toMatchObject({ kind: "conditionFailed", failed: [{ index: 99, item: null }] });
    expect(await table.readAll({ pk, limit: 100 })).toEqual([]);
    await table.settle();
    expect(await table.readAll({ index: "due", pk, limit: 100 })).toEqual([]);
  });

  test("101 writes are refused", async () => {
    const pk = table.partition();
    const puts = Array.from({ length: 101 }, (_, i): Write => ({ put: { pk, sk: `i${i}` } }));
    await expect(table.write(...puts)).rejects.toMatchObject({ kind: "invalid" });
    expect(await table.readAll({ pk, limit: 100 })).toEqual([]);
  });

  test("two writes on one item are refused", async () => {
    const key = { pk: table.partition(), sk: "a" };
    const refused = table.write({ put: { ...key, by: "first" } }, { check: key, if: { absent: true } });
    await expect(refused).rejects.toMatchObject({ kind: "invalid" });
    expect(await table.port.get(key)).toBeNull();
  });

  test("a token used twice for the same writes applies them once", async () => {
    const key = { pk: table.partition(), sk: "a" };
    await table.write({ put: { ...key, count: 1 } });
    const writes: Write[] = [{ update: key, set: { count: 2 }, if: { equals: { count: 1 } } }];
    await table.port.transact(writes, `${key.pk}_token`);
    await table.port.transact(writes, `${key.pk}_token`);
    expect(await table.port.get(key)).toEqual({ ...key, count: 2 });
  });

  test("a token used again does not bring back what was changed since", async () => {
    const key = { pk: table.partition(), sk: "a" };
    await table.port.transact([{ put: { ...key, count: 1 } }], `${key.pk}_token`);
    await table.write({ put: { ...key, count: 2 } });
    await table.port.transact([{ put: { ...key, count: 1 } }], `${key.pk}_token`);
    expect(await table.port.get(key)).toEqual({ ...key, count: 2 });
  });

  test("a token used for other writes is refused", async () => {
    const key = { pk: table.partition(), sk: "a" };
    await table.port.transact([{ put: { ...key, count: 1 } }], `${key.pk}_token`);
    const refused = table.port.transact([{ put: { ...key, count: 2 } }], `${key.pk}_token`);
    await expect(refused).rejects.toMatchObject({ kind: "invalid" });
    expect(await table.port.get(key)).toEqual({ ...key, count: 1 });
  });

  test("a token whose transaction failed may try again", async () => {
    const key = { pk: table.partition(), sk: "a" };
    const writes: Write[] = [{ update: key, set: { count: 1 } }];
    await expect(table.port.transact(writes, `${key.pk}_token`)).rejects.toMatchObject({ kind: "conditionFailed" });
    await table.write({ put: key });
    await table.port.transact(writes, `${key.pk}_token`);
    expect(await table.port.get(key)).toEqual({ ...key, count: 1 });
  });

  test("an item of exactly 400 KB is taken, and one byte more is refused with the figure", async () => {
    const pk = table.partition();
    const largest = itemOfBytes(pk, "a", MAX_ITEM_BYTES);
    await table.write({ put: largest });
    expect(await table.port.get(largest)).toEqual(largest);
    const refused = table.write({ put: itemOfBytes(pk, "b", MAX_ITEM_BYTES + 1) });
    await expect(refused).rejects.toMatchObject({ kind: "tooLarge", message: expect.stringContaining("409601") });
    expect(await table.port.get({ pk, sk: "b" })).toBeNull();
  });

  test("an update that makes an item too large is refused", async () => {
    const item = itemOfBytes(table.partition(), "a", 300_000);
    await table.write({ put: item });
    const refused = table.write({ update: item, set: { more: "m".repeat(150_000) } });
    await expect(refused).rejects.toMatchObject({ kind: "tooLarge" });
    expect(await table.port.get(item)).toEqual(item);
  });

  test("a transaction of more than 4 MB is refused and writes nothing", async () => {
    const pk = table.partition();
    const puts = Array.from({ length: 11 }, (_, i) => ({ put: itemOfBytes(pk, `i${i}`, 390_000) }));
    await expect(table.write(...puts)).rejects.toMatchObject({ kind: "tooLarge" });
    expect(await table.readAll({ pk, limit: 100 })).toEqual([]);
  });

  test("an append replaces items, enters indexes, and asks nothing", async () => {
    const pk = table.partition();
    await table.write({ put: { pk, sk: "i0", old: true } });
    const items = Array.from({ length: 25 }, (_, i): Item => ({ pk, sk: `i${i}`, duePk: pk, dueSk: `at${i}` }));
    expect(await table.port.append(items)).toEqual({ undone: [] });
    expect(await table.port.get({ pk, sk: "i0" })).toEqual(items[0]);
    await table.settle();
    expect(await table.readAll({ index: "due", pk, limit: 100 })).toHaveLength(25);
  });
}

function itemOfBytes(pk: string, sk: string, bytes: number): Item {
  const rest = itemSize({ pk, sk, body: "" });
  return { pk, sk, body: "b".repeat(bytes - rest) };
}
