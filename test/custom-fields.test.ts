import fc from "fast-check";
import { expect, test } from "vitest";
import {
  archiveCustomer,
  createCustomer,
  getCustomer,
  getCustomerNames,
  listCustomers,
  type NewCustomer,
  updateCustomer,
} from "#core/people/customers/index.ts";
import type { Change } from "#core/platform/change.ts";
import type { Endpoint } from "#core/platform/endpoint.ts";
import type { Rule } from "#core/platform/rules/rule.ts";
import { listChanges } from "#core/workspace/changes/index.ts";
import {
  changeField,
  defineField,
  listFields,
  type NewField,
  restoreField,
  retireField,
} from "#core/workspace/fields/index.ts";
import { listJobs } from "#core/workspace/jobs/index.ts";
import { work } from "#server/app.ts";
import { startFill } from "#server/people/customers/fill-cards.ts";
import { createTestWorkspace, type LooseCall, requestOf } from "./workspace.ts";

async function start(options: Parameters<typeof createTestWorkspace>[0] = {}) {
  const workspace = await createTestWorkspace(options);
  const administrator = await workspace.key("administrator");
  const ask = async (endpoint: Endpoint, call: LooseCall) => {
    const response = await workspace.app.request(requestOf(endpoint, call, administrator));
    return { status: response.status, body: await response.json() };
  };
  /** The refusal of a call: its code, and the code of each detail by path. */
  const refusal = async (endpoint: Endpoint, call: LooseCall) => {
    const { body } = await ask(endpoint, call);
    const details = (body.error?.details ?? []) as { path?: string; code?: string }[];
    return [body.error?.code, ...details.map(({ path, code }) => `${path}: ${code}`)];
  };
  const define = (input: Partial<NewField> & Pick<NewField, "type" | "label">) =>
    workspace.call(defineField, { body: { kind: "customer", ...input } });
  const create = async (custom: Record<string, unknown>, more: Partial<NewCustomer> = {}) =>
    (await workspace.call(createCustomer, { body: { name: "Sara", custom, ...more } })).customer;
  const found = async (filter: Rule) => {
    const { items } = await workspace.call(listCustomers, { query: { filter: JSON.stringify(filter) } });
    return items.map(({ name }) => name);
  };
  return { ...workspace, administrator, ask, refusal, define, create, found };
}

test("a field is usable at once: written, read, on the card, filtered", async () => {
  const { define, create, call, found } = await start();
  const field = await define({
    type: "choice",
    label: { fa: "رده", en: "Tier" },
    choices: [{ label: { en: "Gold" } }, { label: { en: "Tin" } }],
    inLists: true,
  });
  expect(field).toMatchObject({ key: "tier", version: 1, choices: [{ value: "gold" }, { value: "tin" }] });
  const { id } = await create({ tier: "gold" });
  await create({ tier: "tin" }, { name: "Ali" });
  expect((await call(getCustomer, { params: { id } })).custom).toEqual({ tier: "gold" });
  const { items } = await call(listCustomers, {});
  expect(items.map(({ custom }) => custom)).toEqual([{ tier: "tin" }, { tier: "gold" }]);
  expect(await found({ field: "custom.tier", is: "anyOf", value: ["gold"] })).toEqual(["Sara"]);
});

test("what a card does not carry, or carries cut, is filtered by the whole record", async () => {
  const { define, create, found } = await start();
  await define({ type: "longText", label: { en: "Story" } });
  await define({ type: "text", label: { en: "Plate" }, inLists: true });
  await create({ story: "once upon a time", plate: `${"x".repeat(400)} end` });
  await create({ story: "never", plate: "short" }, { name: "Ali" });
  expect(await found({ field: "custom.story", is: "contains", value: "upon" })).toEqual(["Sara"]);
  expect(await found({ field: "custom.plate", is: "contains", value: "end" })).toEqual(["Sara"]);
  expect(await found({ field: "notes", is: "empty" })).toEqual(["Ali", "Sara"]);
});

test("unknown fields, values that do not fit and required fields left out are refused by path", async () => {
  const { define, refusal } = await start();
  await define({ type: "number", label: { en: "Seats" }, required: true });
  await define({ type: "text", label: { en: "Plate" } });
  const create = (custom?: Record<string, unknown>) =>
    refusal(createCustomer, { body: { name: "Sara", ...(custom && { custom }) } });
  expect(await create()).toEqual(["custom.required", "custom.seats: custom.required"]);
  expect(await create({ seats: "many", nothing: 1 })).toEqual([
    "customer.invalid",
    "custom.seats: custom.not_number",
    "custom.nothing: custom.unknown",
  ]);
});

test("a merge patch changes what it names, each field a change of its own; what is required stays", async () => {
  const { define, create, call, refusal, pump } = await start();
  await define({ type: "number", label: { en: "Seats" }, required: true, default: 4 });
  await define({ type: "text", label: { en: "Plate" } });
  const { id, custom } = await create({ plate: "a" });
  expect(custom).toEqual({ plate: "a", seats: 4 });
  const patched = await call(updateCustomer, {
    params: { id },
    body: { version: 1, custom: { plate: null, seats: 5 } },
  });
  expect(patched.custom).toEqual({ seats: 5 });
  expect(await refusal(updateCustomer, { params: { id }, body: { version: 2, custom: { seats: null } } })).toEqual([
    "custom.required",
    "custom.seats: custom.required",
  ]);
  await pump.idle();
  const { items } = await call(listChanges, {});
  expect(items.find(({ verb }) => verb === "customer.updated")?.fields).toEqual({
    "custom.plate": { before: "a" },
    "custom.seats": { before: 4, after: 5 },
  });
});

test("a link must lead to a customer who is there", async () => {
  const { define, create, refusal, call } = await start();
  await define({ type: "customer", label: { en: "Brought by" } });
  const first = await create({});
  const second = await create({ broughtBy: first.id }, { name: "Ali" });
  expect(second.custom).toEqual({ broughtBy: first.id });
  const gone = { broughtBy: "cus_01JD8ZC3W5Q1T8M4G2N6V9X0RA" };
  const details = ["custom.customer_missing", "custom.broughtBy: custom.customer_missing"];
  expect(await refusal(createCustomer, { body: { name: "Reza", custom: gone } })).toEqual(details);
  expect(await refusal(updateCustomer, { params: { id: first.id }, body: { version: 1, custom: gone } })).toEqual(
    details,
  );
  const itself = { version: 1, custom: { broughtBy: first.id } };
  expect((await call(updateCustomer, { params: { id: first.id }, body: itself })).version).toBe(2);
});

test("retired and brought back: no value is lost, none is shown meanwhile, and a rule about it is broken", async () => {
  const { define, create, call, ask, refusal } = await start();
  const plate = await define({ type: "text", label: { en: "Plate" }, inLists: true });
  const { id } = await create({ plate: "a" });
  await call(retireField, { params: { id: plate.id } });
  expect((await call(getCustomer, { params: { id } })).custom).toEqual({});
  expect((await call(getCustomer, { params: { id }, query: { retired: "true" } })).custom).toEqual({ plate: "a" });
  expect((await call(listCustomers, {})).items[0]?.custom).toEqual({});
  expect(await refusal(createCustomer, { body: { name: "Ali", custom: { plate: "b" } } })).toEqual([
    "custom.retired",
    "custom.plate: custom.retired",
  ]);
  const { status, body } = await ask(listCustomers, { query: { filter: '{"field":"custom.plate","is":"empty"}' } });
  expect([status, body.error.code, body.error.details]).toEqual([
    400,
    "rule.broken",
    [{ path: "", reason: "retiredField", field: "custom.plate" }],
  ]);
  // Edited while the field is away, its value stays.
  await call(updateCustomer, { params: { id }, body: { version: 1, source: "web" } });
  await call(restoreField, { params: { id: plate.id } });
  expect((await call(getCustomer, { params: { id } })).custom).toEqual({ plate: "a" });
});

test("renaming touches the label alone; the version read is asked for; two people change two fields at once", async () => {
  const { define, call, refusal } = await start();
  const [one, two] = [
    await define({ type: "text", label: { en: "One" } }),
    await define({ type: "text", label: { en: "Two" } }),
  ];
  const [first, second] = await Promise.all([
    call(changeField, { params: { id: one.id }, body: { version: 1, label: { fa: "یک" } } }),
    call(changeField, { params: { id: two.id }, body: { version: 1, label: { fa: "دو" } } }),
  ]);
  expect([first.key, first.label, second.label]).toEqual(["one", { fa: "یک" }, { fa: "دو" }]);
  const late = { params: { id: one.id }, body: { version: 1, label: { fa: "یکم" } } };
  expect((await refusal(changeField, late))[0]).toBe("field.version_conflict");
  expect((await refusal(changeField, { ...late, body: { version: 2, type: "number" } }))[1]).toBe(
    "type: unknown_field",
  );
  const { items, use } = await call(listFields, {});
  expect(items.map(({ key }) => key)).toEqual(["one", "two"]);
  expect(use).toMatchObject({ fields: 2, inLists: 0, cardBytes: 0 });
});

test("law: what is accepted comes back equal through create, get, card and filter", async () => {
  const { define, create, call, found } = await start();
  const choices = [{ label: { en: "Gold" } }, { label: { en: "Tin" } }];
  for (const type of ["text", "number", "money", "date", "yesNo"] as const)
    await define({ type, label: { en: type }, inLists: true });
  await define({ type: "choice", label: { en: "one" }, choices });
  await define({ type: "manyChoice", label: { en: "many" }, choices, inLists: true });
  let count = 0;
  const values = fc.record(
    {
      text: fc.string({ minLength: 1, maxLength: 15 }).filter((text) => text.trim() !== ""),
      number: fc.integer({ min: -1e6, max: 1e6 }).map((value) => value / 100),
      money: fc.integer({ min: -1e12, max: 1e12 }),
      date: fc.constantFrom("1990-02-28", "2024-02-29", "2026-03-21"),
      yesno: fc.boolean(),
      one: fc.constantFrom("gold", "tin"),
      many: fc.uniqueArray(fc.constantFrom("gold", "tin"), { minLength: 1 }),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(values, async (given) => {
      count += 1;
      const name = `C ${count}`;
      const made = await create(given, { name });
      expect(made.custom).toEqual({ ...given, ...(given.text && { text: made.custom.text }) });
      expect((await call(getCustomer, { params: { id: made.id } })).custom).toEqual(made.custom);
      const { one: _, ...listed } = made.custom;
      const card = (await call(listCustomers, { query: { limit: "1" } })).items[0];
      expect(card?.custom).toEqual(listed);
      const rules: Rule[] = [{ field: "name", is: "equals", value: name }];
      if (given.number !== undefined) rules.push({ field: "custom.number", is: "equals", value: given.number });
      if (given.money !== undefined) rules.push({ field: "custom.money", is: "equals", value: given.money });
      if (given.date) rules.push({ field: "custom.date", is: "on", value: given.date });
      if (given.yesno !== undefined) rules.push({ field: "custom.yesno", is: given.yesno ? "yes" : "no" });
      if (given.one) rules.push({ field: "custom.one", is: "anyOf", value: [given.one] });
      if (given.many) rules.push({ field: "custom.many", is: "hasAll", value: given.many });
      expect(await found({ all: rules })).toEqual([name]);
    }),
    { numRuns: 25 },
  );
});

test("only those who may manage fields define them; everybody signed in reads them", async () => {
  const { app, key, call } = await start();
  const member = await key("member");
  const body = { kind: "customer", type: "text", label: { en: "Plate" } };
  expect((await app.request(requestOf(defineField, { body }, member))).status).toBe(403);
  expect((await app.request(requestOf(listFields, {}, member))).status).toBe(200);
  await call(defineField, { body: body as never });
  expect((await call(listFields, {})).items).toHaveLength(1);
});

test("links are named together in one request", async () => {
  const { create, call } = await start();
  const sara = await create({});
  const ali = await create({}, { name: "Ali" });
  const ids = [sara.id, ali.id, "cus_01JD8ZC3W5Q1T8M4G2N6V9X0RA"].join(",");
  const { items } = await call(getCustomerNames, { query: { ids } });
  expect(items.map(({ name }) => name)).toEqual(["Sara", "Ali"]);
});

test("the OpenAPI document describes the fields to those who are signed in, and to nobody else", async () => {
  const { app, define, administrator, call } = await start();
  await define({ type: "money", label: { en: "Credit limit" }, required: true });
  const tier = await define({
    type: "choice",
    label: { fa: "رده" },
    key: "tier",
    choices: [{ label: { en: "Gold" } }],
    inLists: true,
  });
  const read = async (secret: string | null) => {
    const headers: HeadersInit = secret ? { authorization: `Bearer ${secret}` } : {};
    const document = await (await app.request("http://localhost/api/openapi.json", { headers })).json();
    const { Customer, NewCustomer, CustomerPatch, CustomerCard } = document.components.schemas;
    return [Customer, NewCustomer, CustomerPatch, CustomerCard].map(({ properties }) => properties.custom);
  };
  const [whole, created, patch, card] = await read(administrator);
  expect(whole.properties.creditLimit).toEqual({
    type: "integer",
    format: "int64",
    "x-currency": "IRR",
    title: "Credit limit",
  });
  expect(created).toMatchObject({ required: ["creditLimit"], additionalProperties: false });
  expect(patch.properties.tier).toMatchObject({ type: ["string", "null"], enum: ["gold", null], title: "رده" });
  expect(Object.keys(card.properties)).toEqual(["tier"]);
  await call(retireField, { params: { id: tier.id } });
  expect(Object.keys((await read(administrator))[0].properties)).toEqual(["creditLimit"]);
  expect((await read(null))[0].properties).toBeUndefined();
  expect((await read("pk_nobody_knows_this_key"))[0].properties).toBeUndefined();
});

test("a field put in lists later comes onto the cards of those who are there; until then the whole record answers", async () => {
  const { define, create, call, found, pump, background } = await start();
  const plate = await define({ type: "text", label: { en: "Plate" } });
  for (let n = 0; n < 30; n++) await create({ plate: `P ${n}` }, { name: `C ${n}` });
  const away = await create({ plate: "P 99" }, { name: "Away" });
  await call(archiveCustomer, { params: { id: away.id } });
  await pump.idle();
  const { fillingSince } = await call(changeField, { params: { id: plate.id }, body: { version: 1, inLists: true } });
  expect(fillingSince).toBeTruthy();
  expect(await found({ field: "custom.plate", is: "equals", value: "P 7" })).toEqual(["C 7"]);
  await pump.idle();
  await Promise.all(background.splice(0));
  expect((await call(listFields, {})).items[0]).not.toHaveProperty("fillingSince");
  const { items } = await call(listCustomers, {});
  expect(items.map(({ custom }) => custom.plate)).toEqual(Array.from({ length: 30 }, (_, n) => `P ${29 - n}`));
  expect((await call(listCustomers, { query: { archived: "true" } })).items[0]?.custom).toEqual({ plate: "P 99" });
  expect((await call(listJobs)).items).toMatchObject([
    {
      kind: "customers.fillCards",
      state: "done",
      about: { fieldId: plate.id, label: { en: "Plate" } },
      result: { customers: 31 },
      by: { name: "administrator" },
    },
  ]);
  // A new name is no reason to fill again.
  const { version } = (await call(listFields, {})).items[0]!;
  await call(changeField, { params: { id: plate.id }, body: { version, label: { en: "Number" } } });
  await pump.idle();
  expect((await call(listJobs)).items).toHaveLength(1);
});

test("a fill that was left off goes on at the next start, and is over when everybody has the field", async () => {
  const { define, create, call, ctx } = await start({ subscribers: [] });
  const plate = await define({ type: "text", label: { en: "Plate" } });
  for (let n = 0; n < 250; n++) await create({ plate: `P ${n}` });
  await call(changeField, { params: { id: plate.id }, body: { version: 1, inLists: true } });
  const stopping = { ...(await ctx()), wakeJob: () => {}, isStopping: () => true };
  const change = { entityId: plate.id, verb: "field.changed", fields: { inLists: { after: true } } };
  await startFill(stopping, { ...change, actor: stopping.actor } as unknown as Change);
  const { id } = (await call(listJobs)).items[0]!;
  // The process is asked to stop before it comes to the second part.
  await work(stopping, id);
  expect((await call(listJobs)).items[0]).toMatchObject({ state: "queued", progress: { done: 200 } });
  expect((await call(listFields, {})).items[0]).toHaveProperty("fillingSince");
  await work(await ctx(), id);
  expect((await call(listJobs)).items[0]).toMatchObject({ state: "done", result: { customers: 250 } });
  expect((await call(listFields, {})).items[0]).not.toHaveProperty("fillingSince");
  expect((await call(listCustomers, {})).items[0]?.custom).toEqual({ plate: "P 249" });
});
