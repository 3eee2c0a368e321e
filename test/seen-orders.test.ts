import fc from "fast-check";
import { expect, test } from "vitest";
import { logInteraction } from "#core/engagement/interactions/index.ts";
import * as customers from "#core/people/customers/index.ts";
import type { Id } from "#core/platform/ids.ts";
import { addTeam } from "#core/workspace/teams/index.ts";
import { openSeen } from "#server/people/customers/seen-list.ts";
import { INDEXES } from "#server/platform/indexes.ts";
import { createMemoryTable } from "#server/platform/memory-table.ts";
import { accessOf } from "#server/platform/organisation.ts";
import { addPerson, type Person } from "./people.ts";
import { createTestWorkspace, type TestWorkspace } from "./workspace.ts";

const MADE = 9;
const NAMES = ["پری", "Ava", "تارا", "Bita", "Ava", "آرش", "Zed", "ژاله", "Bob"];

async function office(delay = 0) {
  const workspace = await createTestWorkspace({
    port: createMemoryTable({ indexes: INDEXES, indexDelay: () => delay }),
  });
  const { id: teamId } = await workspace.call(addTeam, { body: { name: "Sales" } });
  const sara = await addPerson(workspace, { name: "Sara", role: "salesperson", teamId });
  const lead = await addPerson(workspace, { name: "Lead", role: "manager", teamId });
  const ali = await addPerson(workspace, { name: "Ali", role: "salesperson" });
  const ids: Id<"cus">[] = [];
  for (const [at, name] of NAMES.entries()) {
    const ownerId = [sara.id, ali.id, lead.id][at % 3] as Id<"usr">;
    ids.push((await workspace.call(customers.createCustomer, { body: { name, ownerId } })).customer.id);
  }
  return { workspace, sara, lead, ali, teamId, ids };
}

const step = fc.record({
  kind: fc.constantFrom("give", "team", "rename", "log", "archive", "settle"),
  which: fc.nat(MADE - 1),
  to: fc.nat(3),
});
type Step = { kind: string; which: number; to: number };

async function take({ workspace, sara, lead, ali, teamId, ids }: Awaited<ReturnType<typeof office>>, step: Step) {
  const params = { id: ids[step.which]! };
  if (step.kind === "settle") return workspace.pump.idle();
  const { version, archivedAt } = await workspace.call(customers.getCustomer, { params });
  if (step.kind === "archive")
    return void (await workspace.call(archivedAt ? customers.restoreCustomer : customers.archiveCustomer, { params }));
  if (archivedAt) return;
  if (step.kind === "log") {
    const occurredAt = `2026-01-0${step.to + 1}T00:00:00.000Z`;
    return void (await workspace.call(logInteraction, {
      body: { customerId: params.id, channel: "call", occurredAt },
    }));
  }
  const ownerId = [sara.id, lead.id, ali.id, null][step.to] as Id<"usr"> | null;
  const change =
    step.kind === "give"
      ? { ownerId }
      : step.kind === "team"
        ? { teamId: step.to < 2 ? teamId : null }
        : { name: `${NAMES[(step.which + step.to) % MADE]}` };
  await workspace.call(customers.updateCustomer, { params, body: { version, ...change } as never });
}

type Order = { sort: customers.CustomerOrder; reverse: boolean; archived: boolean };

/** All pages of somebody's list, and the customers whose place a cursor of it says. */
async function paged(
  ask: (query: object) => Promise<{ items: { id: string }[]; nextCursor: string | null }>,
  order: Order,
  limit: number,
) {
  const { sort } = order;
  const [reverse, archived] = [String(order.reverse), String(order.archived)];
  const found: string[] = [];
  const told: string[] = [];
  let cursor: string | null = null;
  do {
    const { items, nextCursor } = await ask({ sort, reverse, archived, limit, ...(cursor && { cursor }) });
    found.push(...items.map(({ id }) => id));
    cursor = nextCursor;
    if (cursor) told.push(...(/cus_[0-9A-Z]{26}/.exec(atob(cursor.replaceAll("-", "+").replaceAll("_", "/"))) ?? []));
  } while (cursor !== null);
  return { found, told };
}

const asPerson = (person: Person) => async (query: object) => {
  const { status, body } = await person.ask(customers.listCustomers, { query });
  expect(status).toBe(200);
  return body;
};
const asAdministrator = (workspace: TestWorkspace) => (query: object) =>
  workspace.call(customers.listCustomers, { query });

const ORDERS = customers.CUSTOMER_ORDERS.flatMap((sort) =>
  [false, true].flatMap((reverse) => [false, true].map((archived): Order => ({ sort, reverse, archived }))),
);

test("after any history of owners, teams, names and contacts, the pages of every order are those seen, each once, in the order of all", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), fc.integer({ min: 1, max: 4 }), async (steps, limit) => {
      const all = await office();
      for (const one of steps) await take(all, one);
      await all.workspace.pump.idle();
      const { sara, lead, teamId, workspace } = all;
      const cards = [false, true].map((archived) =>
        workspace.call(customers.listCustomers, { query: { archived: String(archived), limit: 200 } as never }),
      );
      const known = (await Promise.all(cards)).flatMap(({ items }) => items);
      const seen = new Map<Person, Set<string>>([
        [sara, new Set(known.filter(({ ownerId }) => ownerId === sara.id).map(({ id }) => id))],
        [
          lead,
          new Set(
            known
              .filter((card) => card.ownerId === sara.id || card.ownerId === lead.id || card.teamId === teamId)
              .map(({ id }) => id),
          ),
        ],
      ]);
      for (const order of ORDERS) {
        const { found: whole } = await paged(asAdministrator(workspace), order, 200);
        for (const [person, theirs] of seen) {
          const { found, told } = await paged(asPerson(person), order, limit);
          expect(found, JSON.stringify(order)).toEqual(whole.filter((id) => theirs.has(id)));
          expect(told.filter((id) => !theirs.has(id))).toEqual([]);
        }
        const ctx = await workspace.ctx();
        const access = accessOf({ userId: lead.id }, ctx.organisation)!;
        const read = openSeen({ ...ctx, sight: access.sight }, { ...order, after: null }, null, {
          cards: 2,
          places: 2,
        });
        const little: string[] = [];
        for (let page = await read(2); ; page = await read(2)) {
          little.push(...page.rows.filter(({ card }) => card.archived === order.archived).map(({ card }) => card.id));
          if (page.next === null) break;
        }
        expect(little, JSON.stringify(order)).toEqual(whole.filter((id) => seen.get(lead)!.has(id)));
      }
    }),
    { numRuns: 25, seed: 7, interruptAfterTimeLimit: 40_000, markInterruptAsFailure: false },
  );
}, 120_000);

test("while the indexes lag, no page shows and no cursor says whoever is somebody else's by now", async () => {
  const all = await office(60);
  for (let at = 0; at < 30; at++) {
    await take(all, { kind: at % 3 === 0 ? "rename" : "give", which: (at * 4) % MADE, to: (at * 7) % 4 });
    const theirs = new Set<string>();
    for (const id of all.ids) {
      const { ownerId } = await all.workspace.call(customers.getCustomer, { params: { id } });
      if (ownerId === all.sara.id) theirs.add(id);
    }
    for (const order of ORDERS.filter(({ archived }) => !archived)) {
      const { found, told } = await paged(asPerson(all.sara), order, 1);
      expect([...found, ...told].filter((id) => !theirs.has(id))).toEqual([]);
    }
  }
}, 60_000);

test("a cursor of one person's list is refused in another's, and in that of who sees all", async () => {
  const { workspace, sara, lead, ali } = await office();
  for (const sort of customers.CUSTOMER_ORDERS) {
    const query = { sort, limit: 1 };
    const { nextCursor: whole } = await workspace.call(customers.listCustomers, { query });
    const { nextCursor: own } = (await sara.ask(customers.listCustomers, { query })).body;
    const tries: [Person, string | null][] = [
      [sara, whole],
      [lead, whole],
      [ali, own],
      [lead, own],
    ];
    for (const [person, cursor] of tries) {
      const answer = await person.ask(customers.listCustomers, { query: { ...query, cursor: cursor! } });
      expect([answer.status, answer.code]).toEqual([400, "cursor.invalid"]);
    }
    await expect(workspace.call(customers.listCustomers, { query: { ...query, cursor: own! } })).rejects.toThrow(
      "cursor.invalid",
    );
  }
});
