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
        const fresh = await readSharded(table, list, { limit: size, after });
        expect([page.items, page.next]).toEqual([fresh.items, fresh.next]);
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

test("where a table leaves out what lacks a text, all else comes once, and each page says how far was looked", async () => {
  const shard = fc.oneof(fc.constant(0), fc.nat(3));
  const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
  const holders = fc.array(fc.tuple(shard, fc.boolean()), { maxLength: 120 });
  await fc.assert(
    fc.asyncProperty(holders, sizes, fc.boolean(), fc.boolean(), async (all, pages, newestFirst, again) => {
      const { table, keys } = await tableOf(all.map(([of]) => of));
      const wanted = new Set(keys.filter((_, at) => all[at]![1]));
      const sparse: Table = {
        ...table,
        async query(query) {
          const { items, next } = await table.query(query);
          expect(query.holding).toBeDefined();
          return { items: items.filter(({ pk }) => wanted.has(pk)), next, read: items.length };
        },
      };
      const list: ShardedList = { ...LIST, newestFirst, holding: { text: "x", mark: "y" } };
      const whole = newestFirst ? keys.toReversed() : keys;
      let next = openSharded(sparse, list, null);
      const seen: string[] = [];
      let reached: string | null = null;
      for (let at = 0; ; at++) {
        const page = await next(pages[at % pages.length]!);
        seen.push(...page.items.map(({ pk }) => pk));
        const before = reached;
        reached = page.next;
        const until = reached === null ? whole : whole.slice(0, whole.indexOf(reached) + 1);
        expect(seen).toEqual(until.filter((key) => wanted.has(key)));
        if (reached === null) break;
        expect(reached).not.toBe(before);
        // A cursor goes on as well as the reader itself does.
        if (again) next = openSharded(sparse, list, reached);
      }
    }),
    { numRuns: 60 },
  );
});
