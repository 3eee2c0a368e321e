import { expect, test } from "vitest";
import type { Item, Key } from "#server/platform/table.ts";
import type { SuiteTable } from "./suite-table.ts";

/** Reading the table as a whole, and noting what is written meanwhile. */
export function scanTests(table: SuiteTable): void {
  async function scanAll(limit: number): Promise<Item[]> {
    const items: Item[] = [];
    let after: Key | undefined;
    do {
      const page = await table.port.scan({ limit, after });
      expect(page.items.length).toBeLessThanOrEqual(limit);
      items.push(...page.items);
      after = page.next ?? undefined;
    } while (after);
    return items;
  }

  test("every item comes once, whole, whatever the size of a page", async () => {
    const pks = [table.partition(), table.partition(), `${table.partition()}\u0001`];
    const written = pks.flatMap((pk) =>
      ["a", "a\0", "b", "é", "😀"].map((sk, n) => ({
        pk,
        sk,
        n,
        duePk: "scan",
        dueSk: sk,
        note: [null, { deep: sk }],
      })),
    );
    await table.port.append(written);
    for (const limit of [1000, 7, 3]) {
      const found = (await scanAll(limit)).filter(({ pk }) => pks.includes(pk));
      const byKey = (a: Item, b: Item) => (a.pk + a.sk < b.pk + b.sk ? -1 : 1);
      expect(found.toSorted(byKey)).toEqual(written.toSorted(byKey));
    }
  });

  test("a limit or a cursor that is none is refused", async () => {
    for (const limit of [0, -1, 1.5, Number.NaN])
      await expect(table.port.scan({ limit })).rejects.toMatchObject({ kind: "invalid" });
    await expect(table.port.scan({ limit: 1, after: { pk: "", sk: "a" } })).rejects.toMatchObject({ kind: "invalid" });
  });

  test("a watch notes each key that is written from then on, once, and nothing after its end", async () => {
    if (!table.port.watch) return;
    const pk = table.partition();
    await table.port.append([
      { pk, sk: "before" },
      { pk, sk: "gone" },
    ]);
    const watch = table.port.watch();
    await table.write({ update: { pk, sk: "before" }, set: { n: 1 } }, { delete: { pk, sk: "gone" } });
    await table.write({ put: { pk, sk: "new\0" } }, { check: { pk, sk: "before" }, if: { present: true } });
    await table.write({ put: { pk, sk: "new\0", n: 2 } });
    await expect(
      table.write({ put: { pk, sk: "refused" } }, { put: { pk, sk: "before" }, if: { absent: true } }),
    ).rejects.toThrow();
    expect(watch.waiting()).toBe(3);
    const first = watch.take(1);
    const keys = [...first, ...watch.take(100)].map(({ sk }) => sk);
    expect(keys.toSorted()).toEqual(["before", "gone", "new\0"]);
    expect(watch.take(100)).toEqual([]);
    watch.stop();
    await table.write({ put: { pk, sk: "later" } });
    expect(watch.waiting()).toBe(0);
  });
}
