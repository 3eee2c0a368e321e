import { expect, test } from "vitest";
import * as activities from "#core/engagement/activities/index.ts";
import { createCustomer } from "#core/people/customers/index.ts";
import { addUser } from "#core/workspace/users/index.ts";
import { createMeteredWorkspace } from "../bench/metered-workspace.ts";

/** Units counted on the table port: what a change costs is seen here, not on a bill. */
test("planning, moving and completing cost what they cost", async () => {
  const { call, measure } = await createMeteredWorkspace();
  const password = "correct horse battery";
  const owner = { name: "Sara", email: "sara@example.com", role: "agent" as const, password };
  const { id: ownerId } = await call(addUser, { body: owner });
  const { customer } = await call(createCustomer, { body: { name: "Mina" } });
  const made: activities.Activity[] = [];
  const plan = async (more: object) =>
    void made.push(
      await call(activities.createActivity, { body: { subject: "Call", dueOn: "2026-04-01", ownerId, ...more } }),
    );
  const alone = await measure(() => plan({}));
  const withCustomer = await measure(() => plan({ customerId: customer.id, remindMinutesBefore: 30 }));
  const moved = await measure(() =>
    call(activities.updateActivity, { params: { id: made[1]!.id }, body: { version: 1, dueOn: "2026-04-02" } }),
  );
  const completed = await measure(() =>
    call(activities.completeActivity, { params: { id: made[1]!.id }, body: { version: 2 } }),
  );
  const listed = await measure(() => call(activities.listActivities, { query: { ownerId } }));
  const units = [alone, withCustomer, moved, completed].map(({ writeUnits }) => writeUnits);
  expect(units).toEqual([15, 21, 24, 34]);
  expect(listed.request).toMatchObject({ depth: 1, requests: 1 });
});
