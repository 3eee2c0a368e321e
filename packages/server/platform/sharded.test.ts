import fc from "fast-check";
import { expect, test } from "vitest";
import { createTable } from "./create-table.ts";
import { createMemoryTable } from "./memory-table.ts";
import { openSharded, readSharded, type ShardedList } from "./sharded.ts";
import type { Item, Table } from "./table.ts";

const LIST: ShardedList = { index: "byName", shards: 4, partition: (shard) => `list#${shard}` };
const keyOf = (at: number) => `k${String(at).padStart(5, "0")}`;

async function tableOf(shardOfEach: readonly number[]) {
  let read = 0;
  const port = createMemoryTable({ indexes: [{ name: "byName", project: "keys" }] });
  const options = { sleep: async () => {}, random: () => 0.5, newToken: () => "token" };
  const table: Table = createTable(port, options);
  const items = shardOfEach.map(
    (shard, at): Item => ({ pk: keyOf(at), sk: "a", byNamePk: `list#${shard}`, byNameSk: keyOf(at) }),
  );
  await table.append(items);
  const counted: Table = {
    ...table,
    async query(query) {
      const page = await table.query(query);
      read += page.items.length;
      return page;
    },
  };
  return { table: counted, keys: items.map(({ pk }) => pk), read: () => read };
}

test("page after page gives the whole order once, however the shards are filled and the pages sized", async () => {
  const shard = fc.oneof(fc.constant(0), fc.nat(3));
  const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(fc.array(shard, { maxLength: 120 }), sizes, fc.boolean(), async (shards, pages, newestFirst) => {
      const { table, keys } = await tableOf(shards);
      const list = { ...LIST, newestFirst };
      const expected = newestFirst ? keys.toReversed() : keys;
      const next = openSharded(table, list, null);
      const seen: string[] = [];
      for (let at = 0; ; at++) {
        const size = pages[at % pages.length]!;
        const after = seen.at(-1) ?? null;
        const page = await next(size);
        expect(page).toEqual(await readSharded(table, list, { limit: size, after }));
        seen.push(...page.items.map(({ pk }) => pk));
        if (page.next === null) break;
        expect(page.items).toHaveLength(size);
      }
      expect(seen).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

test("what one page left over is not read again for the next", async () => {
  const { table, read } = await tableOf(Array.from({ length: 3_000 }, (_, at) => at % 4));
  const next = openSharded(table, LIST, null);
  for (let page = 0; page < 5; page++) await next(500);
  expect(read()).toBeLessThan(2_800);
});
