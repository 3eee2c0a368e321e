import { expect, test } from "vitest";
import type { Condition, Item } from "#server/platform/table.ts";
import type { SuiteTable } from "./suite-table.ts";

export function conditionTests(table: SuiteTable): void {
  const old = { version: 3, name: "Mina", active: false, note: null, score: 0 };
  const onPresent: [string, Condition, boolean][] = [
    ["present", { present: true }, true],
    ["absent", { absent: true }, false],
    ["an equal number", { equals: { version: 3 } }, true],
    ["another number", { equals: { version: 4 } }, false],
    ["the same digits as text", { equals: { version: "3" } }, false],
    ["an equal text and boolean", { equals: { name: "Mina", active: false } }, true],
    ["one of two unequal", { equals: { name: "Mina", active: true } }, false],
    ["an equal null", { equals: { note: null } }, true],
    ["null where there is nothing", { equals: { missing: null } }, false],
    ["zero where there is null", { equals: { note: 0 } }, false],
    ["zero", { equals: { score: 0 } }, true],
    ["missing where it is missing", { equals: { missing: undefined } }, true],
    ["missing where there is null", { equals: { note: undefined } }, false],
    ["missing, by a name every object inherits", { equals: { toString: undefined } }, true],
  ];

  test.each(onPresent)("on an item: %s", async (_, condition, holds) => {
    const item: Item = { pk: table.partition(), sk: "a", ...old };
    await table.write({ put: item });
    const outcome = table.write({ put: { pk: item.pk, sk: "a", version: 4 }, if: condition });
    if (holds) await outcome;
    else await expect(outcome).rejects.toMatchObject({ kind: "conditionFailed", failed: [{ index: 0, item }] });
    expect(await table.port.get(item)).toEqual(holds ? { pk: item.pk, sk: "a", version: 4 } : item);
  });

  const onMissing: [string, Condition, boolean][] = [
    ["present", { present: true }, false],
    ["absent", { absent: true }, true],
    ["equal", { equals: { version: 1 } }, false],
    ["null", { equals: { version: null } }, false],
    ["missing", { equals: { version: undefined } }, true],
  ];

  test.each(onMissing)("on nothing: %s", async (_, condition, holds) => {
    const item: Item = { pk: table.partition(), sk: "a", version: 1 };
    const outcome = table.write({ put: item, if: condition });
    if (holds) await outcome;
    else await expect(outcome).rejects.toMatchObject({ kind: "conditionFailed", failed: [{ index: 0, item: null }] });
    expect(await table.port.get(item)).toEqual(holds ? item : null);
  });

  test("a check writes nothing when it holds, and stops the others when it does not", async () => {
    const pk = table.partition();
    await table.write({ put: { pk, sk: "checked", version: 1 } });
    await table.write(
      { check: { pk, sk: "checked" }, if: { equals: { version: 1 } } },
      { check: { pk, sk: "nobody" }, if: { absent: true } },
      { put: { pk, sk: "first" } },
    );
    const refused = table.write(
      { put: { pk, sk: "second" } },
      { check: { pk, sk: "checked" }, if: { equals: { version: 2 } } },
    );
    await expect(refused).rejects.toMatchObject({
      kind: "conditionFailed",
      failed: [{ index: 1, item: { pk, sk: "checked", version: 1 } }],
    });
    expect(await table.readAll({ pk, limit: 10 })).toEqual([
      { pk, sk: "checked", version: 1 },
      { pk, sk: "first" },
    ]);
  });

  test("every failed write is reported with the item as it is", async () => {
    const pk = table.partition();
    await table.write({ put: { pk, sk: "b", version: 1 } });
    const refused = table.write(
      { put: { pk, sk: "a" }, if: { absent: true } },
      { put: { pk, sk: "b" }, if: { absent: true } },
      { delete: { pk, sk: "c" }, if: { present: true } },
      { update: { pk, sk: "d" }, set: { version: 2 } },
    );
    const error = await refused.catch((reason) => reason);
    expect(error.kind).toBe("conditionFailed");
    expect(error.failed).toEqual([
      { index: 1, item: { pk, sk: "b", version: 1 } },
      { index: 2, item: null },
      { index: 3, item: null },
    ]);
    expect(await table.port.get({ pk, sk: "a" })).toBeNull();
  });

  test("a delete with a condition spares the item that changed", async () => {
    const item = { pk: table.partition(), sk: "a", version: 2 };
    await table.write({ put: item });
    const refused = table.write({ delete: item, if: { equals: { version: 1 } } });
    await expect(refused).rejects.toMatchObject({ failed: [{ index: 0, item }] });
    await table.write({ delete: item, if: { equals: { version: 2 } } });
    expect(await table.port.get(item)).toBeNull();
  });

  test("deleting what is not there succeeds", async () => {
    await table.write({ delete: { pk: table.partition(), sk: "a" } });
  });

  test("twenty writers that each read, add one and write lose no addition", async () => {
    const key = { pk: table.partition(), sk: "counter" };
    await table.write({ put: { ...key, version: 1, count: 0 } });
    const addOne = async (): Promise<void> => {
      for (;;) {
        const read = await table.port.get(key);
        const { version, count } = read as Item & { version: number; count: number };
        const set = { version: version + 1, count: count + 1 };
        const lost = await table.write({ update: key, set, if: { equals: { version } } }).then(
          () => null,
          (error) => error,
        );
        if (lost === null) return;
        expect(["conditionFailed", "conflict"]).toContain(lost.kind);
      }
    };
    await Promise.all(Array.from({ length: 20 }, addOne));
    expect(await table.port.get(key)).toEqual({ ...key, version: 21, count: 20 });
  });
}
