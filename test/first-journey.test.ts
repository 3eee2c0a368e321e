import { expect, test } from "vitest";
import * as interactions from "#core/engagement/interactions/index.ts";
import * as customers from "#core/people/customers/index.ts";
import * as relations from "#core/people/relations/index.ts";
import { listChanges } from "#core/workspace/changes/index.ts";
import { createTestWorkspace, requestOf } from "./workspace.ts";

test("a customer is created, found as a duplicate, logged with, paged, listed and told of in the changes", async () => {
  const { call, pump } = await createTestWorkspace();
  const { customer, likelyDuplicates } = await call(customers.createCustomer, {
    body: {
      givenName: "مريم",
      familyName: "كاظمي",
      phones: [{ number: "۰۹۱۲ ۱۰۰ ۰۰۵۰" }],
      emails: [{ address: "Maryam@Example.IR" }],
    },
  });
  expect(customer).toMatchObject({
    version: 1,
    name: "مریم کاظمی",
    phones: [{ number: "+989121000050" }],
    emails: [{ address: "maryam@example.ir" }],
  });
  expect(likelyDuplicates).toEqual([]);

  const again = await call(customers.findDuplicates, { body: { name: "مریم کاظمی", phones: ["0098 912 100 0050"] } });
  expect(again.items.map(({ card, because }) => [card.id, because])).toEqual([[customer.id, ["phone", "name"]]]);

  const logged = await call(interactions.logInteraction, {
    body: {
      customerId: customer.id,
      channel: "call",
      direction: "in",
      body: "تور استانبول",
      occurredAt: "2026-03-01T09:30:00+03:30",
    },
  });
  expect(logged.occurredAt).toBe("2026-03-01T06:00:00.000Z");
  await pump.idle();

  const page = await call(interactions.getCustomerPage, { params: { id: customer.id } });
  expect(page.timeline.items.map(({ type }) => type)).toEqual(["change", "interaction"]);
  expect(page.customer.stats).toEqual({
    interactions: 1,
    byChannel: { call: 1 },
    inbound: { call: 1 },
    outbound: {},
    openActivities: 0,
    nextActivityAt: null,
    segments: [],
    rfm: null,
    firstContactAt: logged.occurredAt,
    lastContactAt: logged.occurredAt,
  });

  const listed = await call(customers.listCustomers);
  expect(listed.items).toMatchObject([
    { id: customer.id, name: "مریم کاظمی", phone: "0912 100 0050", interactions: 1 },
  ]);

  const changes = await call(listChanges);
  expect(changes.items.map(({ verb, seq }) => [seq, verb])).toEqual([
    [1, "apiKey.created"],
    [2, "customer.created"],
    [3, "interaction.logged"],
  ]);
  expect((await call(listChanges, { query: { since: changes.nextCursor } })).items).toEqual([]);
});

test("an interaction is corrected to another time, then withdrawn; its versions stay and the statistics follow", async () => {
  const { call, pump } = await createTestWorkspace();
  const { customer } = await call(customers.createCustomer, { body: { name: "Ann" } });
  const early = await call(interactions.logInteraction, {
    body: { customerId: customer.id, channel: "call", occurredAt: "2026-01-01T00:00:00Z" },
  });
  const late = await call(interactions.logInteraction, {
    body: { customerId: customer.id, channel: "email", body: "secret", occurredAt: "2026-02-01T00:00:00Z" },
  });
  const moved = await call(interactions.correctInteraction, {
    params: { id: late.id },
    body: { version: 1, occurredAt: "2026-02-02T00:00:00Z", channel: "sms" },
  });
  expect(moved).toMatchObject({ version: 2, channel: "sms", body: "secret" });
  const withdrawn = await call(interactions.withdrawInteraction, {
    params: { id: late.id },
    body: { version: 2, reason: "wrong customer" },
  });
  expect(withdrawn).not.toHaveProperty("body");
  await pump.idle();
  const { stats } = await call(customers.getCustomer, { params: { id: customer.id } });
  expect(stats).toEqual({
    interactions: 1,
    byChannel: { call: 1 },
    inbound: {},
    outbound: {},
    openActivities: 0,
    nextActivityAt: null,
    segments: [],
    rfm: null,
    firstContactAt: early.occurredAt,
    lastContactAt: early.occurredAt,
  });
  const { items } = await call(interactions.listInteractionVersions, { params: { id: late.id } });
  expect(items.map(({ version, channel, body }) => [version, channel, body])).toEqual([
    [3, "sms", "secret"],
    [2, "sms", "secret"],
    [1, "email", "secret"],
  ]);
});

test("a relation is seen from both ends, follows a new name, and goes at both ends", async () => {
  const { call, pump } = await createTestWorkspace();
  const { customer: person } = await call(customers.createCustomer, { body: { name: "سارا" } });
  const { customer: company } = await call(customers.createCustomer, {
    body: { name: "شرکت آبان", kind: "organisation" },
  });
  await call(relations.addRelation, {
    params: { id: person.id },
    body: { kind: "worksAt", otherId: company.id, note: "مدیر فروش" },
  });
  await call(customers.updateCustomer, { params: { id: person.id }, body: { version: 1, name: "سارا نوری" } });
  await pump.idle();
  const seen = await call(interactions.getCustomerPage, { params: { id: company.id } });
  expect(seen.relations).toMatchObject([
    { kind: "employs", otherId: person.id, otherName: "سارا نوری", note: "مدیر فروش" },
  ]);
  await call(relations.removeRelation, { params: { id: company.id, kind: "employs", otherId: person.id } });
  expect((await call(interactions.getCustomerPage, { params: { id: person.id } })).relations).toEqual([]);
});

test("archived customers leave the list and come back; lists page without loss in both orders", async () => {
  const { call } = await createTestWorkspace();
  const names = ["چنگیز", "پریسا", "Zoe", "علی", "Ann", "ژاله", "بابک", "گلی", "12", "آرش"];
  const ids = [];
  for (const name of names) ids.push((await call(customers.createCustomer, { body: { name } })).customer.id);
  await call(customers.archiveCustomer, { params: { id: ids[0]! } });
  const all = async (sort: "newest" | "name") => {
    const shown: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: { name: string }[]; nextCursor: string | null } = await call(customers.listCustomers, {
        query: { sort, limit: 2, ...(cursor && { cursor }) },
      });
      shown.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
    } while (cursor);
    return shown;
  };
  expect(await all("newest")).toEqual([...names.slice(1)].reverse());
  expect(await all("name")).toEqual([...names.slice(1)].sort(new Intl.Collator("fa").compare));
  await call(customers.restoreCustomer, { params: { id: ids[0]! } });
  expect(await all("name")).toContain("چنگیز");
});

test("a patch may name its version in If-Match; without any version, or a lost one, it is refused", async () => {
  const { app, call, key } = await createTestWorkspace();
  const { customer } = await call(customers.createCustomer, { body: { name: "Ann" } });
  const secret = await key("administrator");
  const patch = async (headers: Record<string, string>) => {
    const request = requestOf(
      customers.updateCustomer,
      { params: { id: customer.id }, body: { source: "fair" } },
      secret,
    );
    for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
    return app.request(request);
  };
  expect((await patch({})).status).toBe(400);
  const unread = await patch({ "if-match": '"1", "2"' });
  expect([unread.status, (await unread.json()).error.code]).toEqual([400, "request.if_match_invalid"]);
  expect((await patch({ "if-match": '"1"' })).status).toBe(200);
  const lost = await patch({ "if-match": "1" });
  const { error } = await lost.json();
  expect([lost.status, error.code, error.details[0].current.source]).toEqual([
    409,
    "customer.version_conflict",
    "fair",
  ]);
});

test("two writers at once: one wins, the other is told and shown what is there", async () => {
  const { call } = await createTestWorkspace();
  const { customer } = await call(customers.createCustomer, { body: { name: "Ann" } });
  const write = (source: string) =>
    call(customers.updateCustomer, { params: { id: customer.id }, body: { version: 1, source } });
  const results = await Promise.allSettled([write("one"), write("other")]);
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const { version, source } = await call(customers.getCustomer, { params: { id: customer.id } });
  expect(version).toBe(2);
  expect(["one", "other"]).toContain(source);
});

test("a code is one customer's", async () => {
  const { call } = await createTestWorkspace();
  const { customer } = await call(customers.createCustomer, { body: { name: "Ann", code: "A-1" } });
  await expect(call(customers.createCustomer, { body: { name: "Bob", code: "A-1" } })).rejects.toThrow(
    "customer.code_taken",
  );
  await call(customers.updateCustomer, { params: { id: customer.id }, body: { version: 1, code: null } });
  await call(customers.createCustomer, { body: { name: "Bob", code: "A-1" } });
});

test("a customer with many relations shows them all, and the timeline as well", async () => {
  const { call } = await createTestWorkspace();
  const { customer: company } = await call(customers.createCustomer, { body: { name: "Big", kind: "organisation" } });
  for (let n = 0; n < 60; n++) {
    const { customer } = await call(customers.createCustomer, { body: { name: `Worker ${n}` } });
    await call(relations.addRelation, { params: { id: customer.id }, body: { kind: "worksAt", otherId: company.id } });
  }
  await call(interactions.logInteraction, { body: { customerId: company.id, channel: "call" } });
  const page = await call(interactions.getCustomerPage, { params: { id: company.id } });
  expect(page.relations).toHaveLength(60);
  expect(page.timeline.items.some(({ type }) => type === "interaction")).toBe(true);
});

test("a name of invisible signs alone is no name, in any field", async () => {
  const { call } = await createTestWorkspace();
  const { customer } = await call(customers.createCustomer, { body: { name: "Ann" } });
  for (const field of ["name", "code", "source"]) {
    const patch = call(customers.updateCustomer, {
      params: { id: customer.id },
      body: { version: 1, [field]: "\u200f" },
    });
    await expect(patch).rejects.toThrow("request.invalid");
  }
});
