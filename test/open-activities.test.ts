import { expect, test } from "vitest";
import * as activities from "#core/engagement/activities/index.ts";
import { createCustomer, getCustomer } from "#core/people/customers/index.ts";
import { mergeCustomers, undoMerges } from "#core/people/duplicates/index.ts";
import { addUser } from "#core/workspace/users/index.ts";
import { createFaultyTable, type Fault } from "#server/platform/faulty-table.ts";
import { INDEXES } from "#server/platform/indexes.ts";
import { createMemoryTable } from "#server/platform/memory-table.ts";
import { createRandom } from "./platform.ts";
import { createTestWorkspace } from "./workspace.ts";

type CustomerId = `cus_${string}`;

/** Counted while it happens, and counted anew by looking: the same, whatever happened. */
test.each([3, 11])(
  "after a random history with crashes and merges the open activities of each customer, and the first of them, are counted right (%i)",
  async (seed) => {
    const random = createRandom(seed);
    const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
    let armed = false;
    const port = createFaultyTable(createMemoryTable({ indexes: INDEXES }), (): Fault | null =>
      armed && random() < 0.03 ? (random() < 0.5 ? "crashBefore" : "crashAfter") : null,
    );
    const workspace = await createTestWorkspace({ port });
    const { call } = workspace;
    const password = "correct horse battery";
    const ownerId = (await call(addUser, { body: { name: "Sara", email: "s@example.com", role: "agent", password } }))
      .id;
    const customers: CustomerId[] = [];
    for (let n = 0; n < 4; n++)
      customers.push((await call(createCustomer, { body: { name: `Customer ${n}` } })).customer.id);
    const known: activities.Activity["id"][] = [];
    let merged: { survivorId: CustomerId; absorbedId: CustomerId } | null = null;

    const step = async () => {
      const id = known.length > 0 ? pick(known) : null;
      const kind = random();
      if (!id || kind < 0.4) {
        const recurrence = random() < 0.3 ? { every: "day" as const, calendar: "persian" as const } : undefined;
        const made = await call(activities.createActivity, {
          body: {
            subject: "Work",
            ownerId,
            dueOn: `2026-04-0${1 + Math.floor(random() * 8)}`,
            customerId: pick(customers),
            ...(recurrence && { recurrence }),
          },
        });
        known.push(made.id);
        return;
      }
      const { version } = await call(activities.getActivity, { params: { id } });
      const params = { id };
      if (kind < 0.6) await call(activities.completeActivity, { params, body: { version } });
      else if (kind < 0.7) await call(activities.cancelActivity, { params, body: { version } });
      else if (kind < 0.85) await call(activities.reopenActivity, { params, body: { version } });
      else if (kind < 0.9) {
        const dueOn = `2026-04-0${1 + Math.floor(random() * 8)}`;
        await call(activities.updateActivity, { params, body: { version, dueOn } });
      } else if (kind < 0.95)
        await call(activities.updateActivity, { params, body: { version, customerId: pick([...customers, null]) } });
      else if (!merged) {
        const [survivorId, absorbedId] = [customers[0]!, customers[1]!];
        await call(mergeCustomers, { body: { survivorId, absorbedId } });
        merged = { survivorId, absorbedId };
      } else {
        await call(undoMerges, { body: { items: [merged] } });
        merged = null;
      }
    };
    for (let n = 0; n < 90; n++) {
      armed = true;
      // What is refused, as a second completion is, changes nothing; a crash may have come before or after the write.
      await step().catch(() => {});
      armed = false;
      port.revive();
    }
    await workspace.pump.idle();

    type Standing = { open: number; next: string | null };
    const counted: Record<string, Standing> = {};
    const found: Record<string, Standing> = {};
    for (const id of customers) {
      const customer = await call(getCustomer, { params: { id } });
      counted[id] = { open: customer.stats.openActivities, next: customer.stats.nextActivityAt };
      const page = await call(activities.listActivities, { query: { customerId: id, limit: 200 } });
      found[id] = { open: page.items.length, next: page.items[0]?.dueAt ?? null };
    }
    expect(counted).toEqual(found);
    expect(Object.values(found).reduce((sum, { open }) => sum + open, 0)).toBeGreaterThan(3);
  },
);
