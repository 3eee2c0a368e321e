import { expect, test } from "vitest";
import type { Verb } from "#core/platform/verbs.ts";
import { createTestContext } from "#test/platform.ts";
import { commit } from "./commit.ts";
import { follow, followOverdue } from "./follow.ts";
import { readChanges } from "./sequencer.ts";
import type { Subscriber } from "./subscribers.ts";

const change = { entity: "customer", entityId: "cus_1", verb: "customer.created" as Verb };

function heard() {
  const told: string[] = [];
  const subscriber: Subscriber = {
    name: "heard",
    verbs: ["customer.created"],
    run: async (_, { id }) => void told.push(id),
  };
  return { told, subscriber };
}

test("what the stream left behind is followed once it is overdue, and not before", async () => {
  const { ctx, clock } = createTestContext();
  const { told, subscriber } = heard();
  await commit(ctx, { writes: [], change });
  expect(await followOverdue(ctx, [subscriber])).toBe(0);
  clock.advanceBy(121_000);
  expect(await followOverdue(ctx, [subscriber])).toBe(1);
  expect(await followOverdue(ctx, [subscriber])).toBe(0);
  expect(told).toHaveLength(1);
  expect((await readChanges(ctx.table, 0, 10)).changes.map(({ seq }) => seq)).toEqual([1]);
});

test("rows that a restore brought, numbered elsewhere, are nobody's news", async () => {
  const { ctx, announced } = createTestContext();
  const { told, subscriber } = heard();
  await commit(ctx, { writes: [], change });
  const row = await ctx.table.get(announced[0]!);
  const { followed } = await follow(ctx, [subscriber], [{ ...row!, seq: 12 }]);
  expect([followed, told]).toEqual([[], []]);
});
