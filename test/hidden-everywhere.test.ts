import { beforeAll, expect, test } from "vitest";
import { ENDPOINTS } from "#core/endpoints.ts";
import { createActivity } from "#core/engagement/activities/index.ts";
import { logInteraction } from "#core/engagement/interactions/index.ts";
import { allowAgain, getMessage, listSuppressed, type Message, sendMessage } from "#core/engagement/messages/index.ts";
import { createTemplate, previewTemplate } from "#core/engagement/templates/index.ts";
import * as customers from "#core/people/customers/index.ts";
import { PERMISSIONS } from "#core/platform/permissions.ts";
import { runTick } from "#core/workspace/operations/index.ts";
import { addRole } from "#core/workspace/roles/index.ts";
import { runScheduled } from "#core/workspace/scheduled/index.ts";
import { tellOutcome } from "#server/engagement/messages/index.ts";
import { createMemoryFiles } from "./memory-files.ts";
import { addPerson, type Person } from "./people.ts";
import { createTestWorkspace, type LooseCall, type TestWorkspace } from "./workspace.ts";

/** What is hidden from the clerk, in every way it may be written. */
const HIDDEN = [
  "hidden@secret.example",
  "9121000050",
  "0912 100 0050",
  "۰۹۱۲۱۰۰۰۰۵۰",
  "1990-04-09",
  "1369/01/20",
  "platinum-7",
];

let workspace: TestWorkspace;
let clerk: Person;
let customer: customers.Customer;
let message: Message;
const ids: Record<string, string> = {};

async function settled(): Promise<void> {
  await workspace.pump.idle();
  while (workspace.background.length > 0) await Promise.all(workspace.background.splice(0));
  await workspace.pump.idle();
}

beforeAll(async () => {
  workspace = await createTestWorkspace({ files: createMemoryFiles() });
  const { call } = workspace;
  const role = await call(addRole, {
    body: {
      name: "Clerk",
      permissions: [...PERMISSIONS],
      visibility: { customers: "all" },
      fields: {
        "customer.phones": "hidden",
        "customer.emails": "hidden",
        "customer.birthOn": "hidden",
        "customer.code": "hidden",
      },
    },
  });
  clerk = await addPerson(workspace, { name: "Clerk", role: role.id });
  const body = {
    name: "Maryam Karimi",
    givenName: "Maryam",
    phones: [{ number: "0912 100 0050" }],
    emails: [{ address: "hidden@secret.example" }],
    birthOn: "1990-04-09",
    code: "platinum-7",
    ownerId: clerk.id,
    language: "en" as const,
  };
  customer = (await call(customers.createCustomer, { body })).customer;
  await call(customers.createCustomer, { body: { ...body, code: "other-1", birthOn: "1990-04-09" } });
  const interaction = await call(logInteraction, { body: { customerId: customer.id, channel: "call", body: "Asked" } });
  const text = {
    subject: "To {{ customer.emails[0].address }}",
    body: "{{ customer.email }} {{ customer.phone }} {{ customer.code }} {{ customer.birthOn | date }} {{ customer.emails[0].address }}",
  };
  const template = await call(createTemplate, {
    body: { name: "All", channel: "email", purpose: "transactional", texts: { en: text } },
  });
  const sent = await clerk.ask(sendMessage, {
    body: { customerId: customer.id, channel: "email", templateId: template.id },
  });
  expect([sent.status, sent.text]).toEqual([201, expect.not.stringContaining("secret.example")]);
  message = sent.body;
  await settled();
  const { message: whole, content } = await call(getMessage, { params: { id: message.id } });
  expect(whole.to).toBe("hidden@secret.example");
  expect(content.text).toContain("platinum-7");
  const outcome = { kind: "bounced" as const, sending: message.id, eventId: "1", at: workspace.clock.now() };
  await tellOutcome(await workspace.ctx(), { ...outcome, permanent: true, reason: "550 hidden@secret.example" });
  const activity = await clerk.ask(createActivity, {
    body: { kind: "call", subject: "Ring", customerId: customer.id, dueOn: "2026-03-22" } as never,
  });
  await settled();
  Object.assign(ids, {
    customers: customer.id,
    interactions: interaction.id,
    messages: message.id,
    templates: template.id,
    activities: activity.body.id,
    users: clerk.id,
  });
});

const clean = (text: string, where: string) => {
  for (const word of HIDDEN) expect(text.includes(word), `${word} in ${where}: ${text.slice(0, 2000)}`).toBe(false);
};

test("no answer of any endpoint that reads holds what is hidden from the one who asks", async () => {
  const withRecord = new Set<string>();
  for (const endpoint of ENDPOINTS) {
    // Whole copies of the workspace are for who moves it, and are made by who sees every field.
    if (endpoint.method !== "GET" || endpoint.permission === "public" || endpoint.tag === "Backup") continue;
    const part = endpoint.path.split("/")[1] ?? "";
    const call: LooseCall = { params: { id: ids[part] ?? "nothing", callId: "nothing" } };
    const { status, text } = await clerk.ask(endpoint, call as never);
    expect(status, endpoint.name).toBeLessThan(500);
    clean(text, endpoint.name);
    if (status === 200 && endpoint.path.includes("{id}")) withRecord.add(part);
  }
  expect([...withRecord].sort()).toEqual(["activities", "customers", "interactions", "messages", "templates"]);
});

test("nor do a preview, the addresses that are not written to, the exported rows and the mails of the day", async () => {
  const preview = await clerk.ask(previewTemplate, {
    body: {
      channel: "email",
      language: "en",
      text: {
        subject: "x",
        body: "{{ customer.emails[0].address }} {{ customer.birthOn | date }} {{ customer.code }}",
      },
      customerId: customer.id,
    },
  });
  expect(preview.status).toBe(200);
  clean(preview.text, "preview");
  expect((await workspace.call(listSuppressed)).items).toHaveLength(1);
  expect((await clerk.ask(listSuppressed)).body.items).toEqual([]);
  const codes = [
    await clerk.ask(allowAgain, { body: { channel: "email", to: "hidden@secret.example" } as never }),
    await clerk.ask(sendMessage, {
      body: { customerId: customer.id, channel: "email", subject: "x", text: "y", to: "hidden@secret.example" },
    }),
  ].map(({ code }) => code);
  expect(codes).toEqual(["field.hidden", "field.hidden"]);
  await workspace.call(runScheduled, { params: { name: "digests" } } as never);
  await workspace.call(runTick, { body: { now: "2026-04-09T08:00:00.000Z" } as never });
  await settled();
  const mails = [...workspace.mailbox.mails.values()].filter(({ to }) =>
    JSON.stringify(to).toLowerCase().includes(clerk.id.toLowerCase()),
  );
  expect(mails.length).toBeGreaterThan(0);
  for (const mail of mails) clean(JSON.stringify(mail), "a mail to the clerk");
});
