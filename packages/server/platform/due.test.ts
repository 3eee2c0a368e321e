import { expect, test } from "vitest";
import type { Verb } from "#core/platform/verbs.ts";
import { createRandom, createTestContext } from "#test/platform.ts";
import type { Ctx } from "./context.ts";
import { type DueHandlers, dueAttributes, listParked, MAX_TRIES, tick } from "./due.ts";
import { CrashError, createFaultyTable } from "./faulty-table.ts";
import { INDEXES } from "./indexes.ts";
import { createMemoryTable } from "./memory-table.ts";
import { readChanges, sequence } from "./sequencer.ts";

const DAY = 86_400_000;
const START = "2026-03-21T08:00:00.000Z";

async function addAlarms(ctx: Ctx, count: number, dueAt = START): Promise<void> {
  const alarms = Array.from({ length: count }, (_, n) => ({
    pk: `alarm#${n}`,
    sk: "alarm",
    type: "alarm",
    rings: 0,
    ...dueAttributes("alarm", `alarm${n}`, dueAt),
  }));
  await ctx.table.append(alarms);
}

/** Rings once a day, three times in all. */
const daily: DueHandlers = {
  alarm: async (_ctx, item) => {
    const rings = Number(item.rings) + 1;
    const nextDueAt = rings < 3 ? new Date(Date.parse(String(item.dueAt)) + DAY).toISOString() : null;
    return {
      nextDueAt,
      set: { rings },
      plan: {
        writes: [],
        change: { entity: "alarm", entityId: item.pk, verb: "alarm.rang" as Verb, fields: { rings: { after: rings } } },
      },
    };
  },
};

async function ringsOf(ctx: Ctx, settle = () => {}): Promise<string[]> {
  do settle();
  while ((await sequence(ctx.table)) > 0);
  settle();
  const { changes } = await readChanges(ctx.table, 0, 10_000);
  return changes.map(({ entityId, fields }) => `${entityId} ${fields.rings?.after}`).sort();
}

const expected = (count: number) =>
  Array.from({ length: count }, (_, n) => [1, 2, 3].map((ring) => `alarm#${n} ${ring}`))
    .flat()
    .sort();

test("two ticks at once do each due item once", async () => {
  const { ctx, clock } = createTestContext();
  await addAlarms(ctx, 30);
  for (let day = 0; day < 3; day++) {
    const results = await Promise.all([tick(ctx, daily), tick(ctx, daily)]);
    expect(results[0].done + results[1].done).toBe(30);
    clock.advanceBy(DAY);
  }
  expect(await ringsOf(ctx)).toEqual(expected(30));
});

test("a week of downtime loses nothing: what was missed is done at the next ticks", async () => {
  const { ctx, clock } = createTestContext();
  await addAlarms(ctx, 5);
  clock.advanceBy(7 * DAY);
  for (let ticks = 0; ticks < 3; ticks++) await tick(ctx, daily);
  expect(await ringsOf(ctx)).toEqual(expected(5));
});

test("an item that is not due yet is left alone", async () => {
  const { ctx } = createTestContext();
  await addAlarms(ctx, 1, "2026-03-22T00:00:00.000Z");
  expect(await tick(ctx, daily)).toEqual({ done: 0, failed: 0, parked: 0 });
});

test("a tick killed at any point, with a lagging index, does nothing twice and misses nothing", async () => {
  const random = createRandom(11);
  const store = createMemoryTable({ indexes: INDEXES, indexDelay: () => Math.floor(random() * 10) });
  let armed = false;
  let crashes = 0;
  const faulty = createFaultyTable(store, () =>
    armed && random() < 0.05 ? (random() < 0.5 ? "crashBefore" : "crashAfter") : null,
  );
  const { ctx, clock } = createTestContext({ port: faulty });
  await addAlarms(ctx, 10);
  armed = true;
  clock.advanceBy(3 * DAY);
  for (let starts = 0; starts < 150; starts++) {
    await tick(ctx, daily).catch((error) => {
      expect(error).toBeInstanceOf(CrashError);
      crashes += 1;
    });
    faulty.revive();
  }
  armed = false;
  expect(crashes).toBeGreaterThan(5);
  expect(await ringsOf(ctx, () => store.settle())).toEqual(expected(10));
});

test("a poisoned item backs off, is parked after eight tries, and the rest goes on", async () => {
  const { ctx, clock } = createTestContext();
  await addAlarms(ctx, 3);
  const handlers: DueHandlers = {
    alarm: async (inner, item, now) => {
      if (item.pk === "alarm#1") throw new Error("poison");
      return daily.alarm!(inner, item, now);
    },
  };
  const waits: number[] = [];
  let failures = 0;
  for (let minute = 0; minute < 400; minute++) {
    const { failed, parked } = await tick(ctx, handlers);
    if (failed + parked > 0) waits.push(minute);
    failures += failed + parked;
    clock.advanceBy(60_000);
  }
  expect(failures).toBe(MAX_TRIES);
  expect(waits.slice(1).map((minute, at) => minute - waits[at]!)).toEqual([1, 2, 4, 8, 16, 32, 64]);
  expect(await listParked(ctx)).toMatchObject([{ kind: "due", name: "alarm", about: "1", lastError: "poison" }]);
  expect((await ringsOf(ctx)).filter((ring) => ring.startsWith("alarm#0"))).toEqual(["alarm#0 1"]);
});

test("an item of a kind that nobody handles fails and does not stop the tick", async () => {
  const { ctx } = createTestContext();
  await addAlarms(ctx, 1);
  expect(await tick(ctx, {})).toEqual({ done: 0, failed: 1, parked: 0 });
});
