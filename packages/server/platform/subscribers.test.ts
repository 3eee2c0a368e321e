import { expect, test } from "vitest";
import type { Verb } from "#core/platform/verbs.ts";
import { createRandom, createTestContext } from "#test/platform.ts";
import { commit } from "./commit.ts";
import type { Ctx } from "./context.ts";
import { listParked, MAX_TRIES, retryParked, tick } from "./due.ts";
import { CrashError, createFaultyTable } from "./faulty-table.ts";
import { INDEXES } from "./indexes.ts";
import { createMemoryTable } from "./memory-table.ts";
import { createPump } from "./pump.ts";
import { readChanges } from "./sequencer.ts";
import { deliveryHandler, MAX_DEPTH, type Subscriber } from "./subscribers.ts";

const made = (n: number) => ({
  writes: [{ put: { pk: `thing#${n}`, sk: "thing" } }],
  change: { entity: "thing", entityId: `thing#${n}`, verb: "thing.made" as Verb },
});

/** Answers each thing with one echo; the echo's id is new at every run, so a double run would leave two. */
const echo: Subscriber = {
  name: "echo",
  verbs: ["thing.made"],
  run: async (ctx, change) => {
    const id = ctx.newId("req");
    await commit(ctx, {
      writes: [{ put: { pk: "echoes", sk: id, of: change.entityId } }],
      change: { entity: "echo", entityId: id, verb: "echo.made" as Verb },
    });
  },
};

async function echoesOf(ctx: Ctx): Promise<unknown[]> {
  const { items } = await ctx.table.query({ pk: "echoes", limit: 1000 });
  return items.map(({ of }) => of).sort();
}

test("a process killed at any point of delivery resumes without a miss and without a double effect", async () => {
  const wanted = Array.from({ length: 12 }, (_, n) => `thing#${n}`).sort();
  const store = createMemoryTable({ indexes: INDEXES });
  const random = createRandom(3);
  let crashes = 0;
  let armed = true;
  const faulty = createFaultyTable(store, () =>
    armed && random() < 0.06 ? (random() < 0.5 ? "crashBefore" : "crashAfter") : null,
  );
  const { ctx, table } = createTestContext({ port: faulty });
  armed = false;
  for (let n = 0; n < 12; n++) await commit(ctx, made(n));
  armed = true;
  for (let starts = 0; starts < 200; starts++) {
    const pump = createPump({
      table,
      subscribers: [echo],
      context: async () => ctx,
      onError: (error) => {
        expect(error).toBeInstanceOf(CrashError);
        crashes += 1;
      },
    });
    pump.wake();
    await pump.idle();
    faulty.revive();
  }
  expect(crashes).toBeGreaterThan(5);
  armed = false;
  expect(await echoesOf(ctx)).toEqual(wanted);
  const { changes } = await readChanges(table, 0, 100);
  expect(changes.filter(({ verb }) => verb === "echo.made")).toHaveLength(12);
});

test("a subscriber that always fails is tried eight times, parked where people see it, and holds nobody up", async () => {
  const { ctx, table, clock } = createTestContext();
  let healed = false;
  const picky: Subscriber = {
    name: "picky",
    verbs: ["thing.made"],
    run: async (inner, change) => {
      if (change.entityId === "thing#1" && !healed) throw new Error("I do not like this one");
      await echo.run(inner, change);
    },
  };
  const pump = createPump({
    table,
    subscribers: [picky],
    context: async () => ctx,
    onError: (error) => expect.fail(String(error)),
  });
  for (let n = 0; n < 3; n++) await commit(ctx, made(n));
  pump.wake();
  await pump.idle();
  expect(await echoesOf(ctx)).toEqual(["thing#0", "thing#2"]);

  const handlers = { delivery: deliveryHandler([picky]) };
  let tries = 1;
  while ((await listParked(ctx)).length === 0 && tries < 20) {
    clock.advanceBy(24 * 3_600_000);
    const { failed, parked } = await tick(ctx, handlers);
    tries += failed + parked;
  }
  expect(tries).toBe(MAX_TRIES);
  const [parked] = await listParked(ctx);
  expect(parked).toMatchObject({
    kind: "subscriber",
    name: "picky",
    lastError: "I do not like this one",
    tries: MAX_TRIES,
  });

  healed = true;
  expect(await retryParked(ctx, parked!.id)).toBe(true);
  expect(await tick(ctx, handlers)).toEqual({ done: 1, failed: 0, parked: 0 });
  expect(await echoesOf(ctx)).toEqual(["thing#0", "thing#1", "thing#2"]);
  expect(await listParked(ctx)).toEqual([]);
});

test("a loop of subscribers is stopped and shown", async () => {
  const { ctx, table } = createTestContext();
  const pingPong = (name: string, on: string, answer: string): Subscriber => ({
    name,
    verbs: [on],
    run: async (inner) =>
      void (await commit(inner, { writes: [], change: { entity: "ball", entityId: "ball", verb: answer as Verb } })),
  });
  const pump = createPump({
    table,
    subscribers: [pingPong("ping", "ball.left", "ball.right"), pingPong("pong", "ball.right", "ball.left")],
    context: async () => ({ ...ctx, announce: (keys) => pump.wake(keys) }),
    onError: (error) => expect.fail(String(error)),
  });
  await commit(ctx, { writes: [], change: { entity: "ball", entityId: "ball", verb: "ball.left" as Verb } });
  pump.wake();
  await pump.idle();
  const { changes } = await readChanges(table, 0, 100);
  expect(changes.map(({ depth }) => depth)).toEqual(Array.from({ length: MAX_DEPTH + 1 }, (_, depth) => depth));
  expect(changes.at(-1)?.cause).toBe(changes.at(-2)?.id);
  expect((await listParked(ctx)).map(({ kind, name }) => [kind, name])).toEqual([["loop", "ping"]]);
});

test("changes of many records are handed over together; where that fails, each by itself", async () => {
  const { ctx, table } = createTestContext();
  const [together, alone]: [string[][], string[]] = [[], []];
  const counting: Subscriber = {
    name: "counting",
    verbs: ["thing.made"],
    run: async (_inner, { entityId }) => void alone.push(entityId),
    runMany: async (inner, changes) => {
      expect(inner).toMatchObject({ depth: 1, actor: { id: "counting" } });
      together.push(changes.map(({ entityId }) => entityId));
      if (changes.some(({ entityId }) => entityId === "thing#4")) throw new Error("I do not like this one");
    },
  };
  const pump = createPump({
    table,
    subscribers: [counting, echo],
    context: async () => ctx,
    onError: (error) => expect.fail(String(error)),
  });
  const deliver = async (...numbers: number[]) => {
    for (const n of numbers) await commit(ctx, made(n));
    pump.wake();
    await pump.idle();
  };
  await deliver(1, 2, 3);
  expect({ together, alone }).toEqual({ together: [["thing#1", "thing#2", "thing#3"]], alone: [] });
  await deliver(4, 5);
  expect({ together: together[1], alone }).toEqual({ together: ["thing#4", "thing#5"], alone: ["thing#4", "thing#5"] });
  await deliver(6);
  expect(alone.at(-1)).toBe("thing#6");
  expect(await echoesOf(ctx)).toHaveLength(6);
});
