import { expect, test } from "vitest";
import { ENDPOINTS } from "#core/endpoints.ts";
import { completeActivity, createActivity } from "#core/engagement/activities/index.ts";
import { logInteraction } from "#core/engagement/interactions/index.ts";
import { sendMessage } from "#core/engagement/messages/index.ts";
import { createCustomer, updateCustomer } from "#core/people/customers/index.ts";
import { createApiKey } from "#core/workspace/api-keys/index.ts";
import { type AuditQuestion, listAudit } from "#core/workspace/audit/index.ts";
import { listChanges } from "#core/workspace/changes/index.ts";
import { addPerson } from "./people.ts";
import { createTestWorkspace, requestOf, type TestWorkspace } from "./workspace.ts";

const FROM = { requestContext: { http: { sourceIp: "192.0.2.7" } } };
const DAY_MS = 86_400_000;

async function ask(workspace: TestWorkspace, secret: string, endpoint: (typeof ENDPOINTS)[number], more: object) {
  const request = requestOf(endpoint, more, secret);
  request.headers.set("user-agent", "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36");
  const response = await workspace.app.request(request, undefined, FROM);
  await workspace.pump.idle();
  return response.json();
}

const verbsOf = async (workspace: TestWorkspace, query: AuditQuestion & { limit?: number }) =>
  (await workspace.call(listAudit, { query })).items.map(({ verb }) => verb);

test("the page says what its customers and planned work are called now, and nothing of what is gone", async () => {
  const workspace = await createTestWorkspace();
  const { call, pump } = workspace;
  const { customer } = await call(createCustomer, { body: { name: "Ann" } });
  const zahra = await addPerson(workspace, { name: "Zahra", role: "agent" });
  const plan = { customerId: customer.id, kind: "call", subject: "Ring about the offer", ownerId: zahra.id } as const;
  const planned = await call(createActivity, { body: { ...plan, dueOn: "2027-05-02" } });
  await call(completeActivity, { params: { id: planned.id }, body: { version: planned.version, log: false } });
  await call(updateCustomer, { params: { id: customer.id }, body: { version: 1, name: "Ann Lee" } });
  await pump.idle();
  const { items, names } = await call(listAudit, { query: {} });
  expect(items.find(({ verb }) => verb === "activity.completed")?.fields.subject).toBeUndefined();
  expect(names).toEqual({ [customer.id]: "Ann Lee", [planned.id]: "Ring about the offer" });
});

/** Three days: a customer is made, changed by a second key, and spoken with. */
async function threeDays() {
  const workspace = await createTestWorkspace();
  const { secret, key } = await workspace.call(createApiKey, { body: { name: "phone", role: "agent" } });
  const one = (await workspace.call(createCustomer, { body: { name: "Ann" } })).customer;
  await workspace.call(createCustomer, { body: { name: "Bob" } });
  workspace.clock.advanceBy(DAY_MS);
  const second = new Date(Date.parse(workspace.clock.now())).toISOString();
  await ask(workspace, secret, updateCustomer, { params: { id: one.id }, body: { version: 1, name: "Ann Lee" } });
  workspace.clock.advanceBy(DAY_MS);
  const interaction = (await workspace.call(logInteraction, {
    body: { customerId: one.id, channel: "call", direction: "in" },
  })) as { id?: string; interaction?: { id: string } };
  await workspace.pump.idle();
  return { workspace, secret, key, one, second, interaction };
}

test("who did what, when, and from where; and what was there before", async () => {
  const { workspace, key, one } = await threeDays();
  const [entry] = (await workspace.call(listAudit, { query: { person: key.id } })).items;
  expect(entry).toMatchObject({
    actor: { kind: "key", id: key.id, name: "phone" },
    entityId: one.id,
    verb: "customer.updated",
    fields: { name: { before: "Ann", after: "Ann Lee" } },
    from: { address: "192.0.2.7", agent: "Chrome/Windows" },
  });
});

test("from where it came is told in the audit alone", async () => {
  const { workspace } = await threeDays();
  const { items } = await workspace.call(listChanges, { query: { limit: 200 } });
  expect(items.some(({ verb }) => verb === "customer.updated")).toBe(true);
  expect(JSON.stringify(items)).not.toContain("192.0.2.7");
});

test("found by record, person, verb and period, each narrowing the others", async () => {
  const { workspace, key, one, second } = await threeDays();
  expect(await verbsOf(workspace, { record: one.id })).toEqual([
    "interaction.logged",
    "customer.updated",
    "customer.created",
  ]);
  expect(await verbsOf(workspace, { record: one.id, person: key.id })).toEqual(["customer.updated"]);
  expect(await verbsOf(workspace, { verb: "customer" })).toEqual([
    "customer.updated",
    "customer.created",
    "customer.created",
  ]);
  expect(await verbsOf(workspace, { verb: "customer.updated" })).toEqual(["customer.updated"]);
  const until = new Date(Date.parse(second) + DAY_MS / 2).toISOString();
  expect(await verbsOf(workspace, { from: second, to: until })).toEqual(["customer.updated"]);
  expect(await verbsOf(workspace, { to: second, verb: "customer" })).toEqual(["customer.created", "customer.created"]);
  expect(await verbsOf(workspace, { from: new Date(Date.parse(second) + 30 * DAY_MS).toISOString() })).toEqual([]);
});

test.each([{}, { record: true }])("page after page it is all of it, once: %o", async ({ record }) => {
  const { workspace, one } = await threeDays();
  for (let version = 2; version < 12; version++)
    await workspace.call(updateCustomer, { params: { id: one.id }, body: { version, name: `Ann ${version}` } });
  await workspace.pump.idle();
  const question = record ? { record: one.id } : {};
  const all = (await workspace.call(listAudit, { query: { ...question, limit: 200 } })).items.map(({ id }) => id);
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: { id: string }[]; nextCursor: string | null } = await workspace.call(listAudit, {
      query: { ...question, limit: 3, ...(cursor && { cursor }) },
    });
    found.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor);
  expect(found).toEqual(all);
  expect(new Set(found).size).toBe(found.length);
});

test("the audit of a customer tells of their activities and messages as well", async () => {
  const workspace = await createTestWorkspace();
  const { call } = workspace;
  const body = { name: "Ann", emails: [{ address: "ann@example.com" }] };
  const { id } = (await call(createCustomer, { body })).customer;
  const zahra = await addPerson(workspace, { name: "Zahra", role: "agent" });
  const plan = { customerId: id, kind: "call", subject: "Ring", dueOn: "2026-03-25", ownerId: zahra.id } as const;
  const activity = (await zahra.ask(createActivity, { body: plan })).body;
  workspace.clock.advanceBy(1000);
  const message = await call(sendMessage, { body: { customerId: id, channel: "email", subject: "Hi", text: "Hello" } });
  await Promise.all(workspace.background.splice(0));
  workspace.clock.advanceBy(1000);
  await zahra.ask(completeActivity, { params: { id: activity.id }, body: { version: 1 } as never });
  await workspace.pump.idle();
  const { items } = await call(listAudit, { query: { record: id } });
  const told = items.map(({ verb, entityId }) => `${verb} ${entityId}`);
  expect(told).toContain(`activity.planned ${activity.id}`);
  expect(told).toContain(`activity.completed ${activity.id}`);
  expect(told).toContain(`message.queued ${message.id}`);
  expect(told.filter((one) => one.startsWith("message."))).not.toEqual([]);
});

test("no endpoint changes what the audit tells", () => {
  const touching = ENDPOINTS.filter(({ path, method }) => /^\/(audit|changes)(\/|$)/.test(path) && method !== "GET");
  expect(touching).toEqual([]);
});
