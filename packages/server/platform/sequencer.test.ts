import { expect, test } from "vitest";
import type { Verb } from "#core/platform/verbs.ts";
import { createRandom, createTestContext } from "#test/platform.ts";
import { feedPosition } from "./change-row.ts";
import { commit, commitMany } from "./commit.ts";
import { createFaultyTable } from "./faulty-table.ts";
import { INDEXES } from "./indexes.ts";
import { createMemoryTable } from "./memory-table.ts";
import { readChanges, sequence } from "./sequencer.ts";

const plan = (n: number) => ({
  writes: [{ put: { pk: `thing#${n}`, sk: "thing" } }],
  change: { entity: "thing", entityId: `thing#${n}`, verb: "thing.made" as Verb },
});

test("twenty writers and a lagging index: the feed shows every change once, in order, and never skips", async () => {
  const random = createRandom(7);
  const port = createMemoryTable({ indexes: INDEXES, indexDelay: () => Math.floor(random() * 40) });
  const { ctx, table } = createTestContext({ port });
  const written: string[] = [];
  const seen: { seq?: number; id: string }[] = [];
  let writing = true;
  const reader = (async () => {
    while (writing || seen.length < written.length) {
      const { changes } = await readChanges(table, seen.length, 7);
      seen.push(...changes);
      await new Promise((done) => setImmediate(done));
    }
  })();
  await Promise.all(
    Array.from({ length: 20 }, async (_, writer) => {
      for (let n = 0; n < 15; n++) {
        const change = await commit({ ...ctx, announce: (keys) => void sequence(table, keys) }, plan(writer * 100 + n));
        written.push(change!.id);
      }
    }),
  );
  writing = false;
  await reader;
  expect(seen.map(({ seq }) => seq)).toEqual(Array.from({ length: 300 }, (_, at) => at + 1));
  expect(new Set(seen.map(({ id }) => id))).toEqual(new Set(written));
});

test("rows that a crash left without a number are found through the index and numbered once", async () => {
  const { ctx, table } = createTestContext();
  await commitMany(
    ctx,
    Array.from({ length: 230 }, (_, n) => plan(n)),
  );
  const counts = await Promise.all([sequence(table), sequence(table)]);
  while ((await sequence(table)) > 0);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(230);
  const { changes } = await readChanges(table, 0, 500);
  expect(changes.map(({ seq }) => seq)).toEqual(Array.from({ length: 230 }, (_, at) => at + 1));
});

test("thousands that a crash left are all numbered at one call", async () => {
  const { ctx, table } = createTestContext();
  await commitMany(
    ctx,
    Array.from({ length: 1_500 }, (_, n) => plan(n)),
  );
  expect(await sequence(table)).toBe(1_500);
  expect((await readChanges(table, 0, 2_000)).changes).toHaveLength(1_500);
});

test("a time-out whose outcome is unknown numbers nothing twice", async () => {
  const faulty = createFaultyTable(createMemoryTable({ indexes: INDEXES }), (operation, method) =>
    method === "transact" && operation % 3 === 0 ? "timeoutAfter" : null,
  );
  const { ctx, table, announced } = createTestContext({ port: faulty });
  for (let n = 0; n < 20; n++) await commit(ctx, plan(n));
  await sequence(table, announced);
  const { changes } = await readChanges(table, 0, 100);
  expect(changes.map(({ entityId }) => entityId)).toEqual(Array.from({ length: 20 }, (_, n) => `thing#${n}`));
});

test("the feed goes on over the edge of a bucket", async () => {
  const { table } = createTestContext();
  const at = (seq: number) => ({
    pk: `p${seq}`,
    sk: "s",
    type: "change",
    seq,
    data: { id: `c${seq}` },
    ...feedPosition(seq),
  });
  await table.append([99_998, 99_999, 100_000, 100_001].map(at));
  const { changes } = await readChanges(table, 99_997, 10);
  expect(changes.map(({ seq }) => seq)).toEqual([99_998, 99_999, 100_000, 100_001]);
});
