import { expect, test } from "vitest";
import type { Verb } from "#core/platform/verbs.ts";
import { createTestContext } from "#test/platform.ts";
import { commitMany, type Plan } from "./commit.ts";

test("of plans that write one item the first is committed, the others are refused, and nobody else's is held up", async () => {
  const { ctx, table } = createTestContext();
  const claims = ["a", "b", "a", "c", "a", "b"];
  const plans = claims.map(
    (claim, at): Plan => ({
      writes: [
        { put: { pk: `thing#${at}`, sk: "thing" } },
        { put: { pk: `claim#${claim}`, sk: "claim", by: at }, if: { absent: true } },
      ],
      change: { entity: "thing", entityId: `thing#${at}`, verb: "thing.made" as Verb },
    }),
  );
  const results = await commitMany(ctx, plans);
  expect(results.map((result) => result instanceof Error)).toEqual([false, false, true, false, true, true]);
  for (const [at, result] of results.entries())
    expect((await table.get({ pk: `thing#${at}`, sk: "thing" })) === null).toBe(result instanceof Error);
});
