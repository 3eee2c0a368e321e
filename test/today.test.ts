import { beforeEach, describe, expect, test } from "vitest";
import { createActivity } from "#core/engagement/activities/index.ts";
import { logInteraction } from "#core/engagement/interactions/index.ts";
import { needOf, needsRule } from "#core/engagement/today/index.ts";
import {
  bulkCustomers,
  createCustomer,
  eraseCustomer,
  getCustomer,
  listCustomers,
  updateCustomer,
} from "#core/people/customers/index.ts";
import { mergeCustomers } from "#core/people/duplicates/index.ts";
import { listNotices } from "#core/workspace/notices/index.ts";
import { signIn } from "#core/workspace/sign-in/index.ts";
import { addUser } from "#core/workspace/users/index.ts";
import { createTestWorkspace, requestOf, type TestWorkspace } from "./workspace.ts";

const DAY = 86_400_000;
const password = "correct horse battery";
let workspace: TestWorkspace;
let call: TestWorkspace["call"];
let sara: `usr_${string}`;
let reza: `usr_${string}`;
let tokens: Record<string, string>;

// The clock begins on 1 Farvardin 1405, 11:30 in Tehran.
beforeEach(async () => {
  workspace = await createTestWorkspace();
  call = workspace.call;
  tokens = {};
  const person = async (name: string) => {
    const email = `${name}@example.com`;
    const { id } = await call(addUser, { body: { name, email, role: "administrator", password } });
    tokens[id] = (await call(signIn, { body: { email, password } })).token;
    return id;
  };
  [sara, reza] = [await person("sara"), await person("reza")];
});

async function as<T>(who: string, endpoint: Parameters<typeof requestOf>[0], input: object = {}): Promise<T> {
  const response = await workspace.app.request(requestOf(endpoint, input, tokens[who] ?? null));
  expect(response.ok).toBe(true);
  return (await response.json()) as T;
}
const customer = async (name: string, more: object = {}) =>
  (await call(createCustomer, { body: { name, ownerId: sara, ...more } })).customer.id;
const settle = async () => {
  for (let round = 0; round < 5; round++) {
    await workspace.pump.idle();
    await Promise.all(workspace.background.splice(0));
  }
};
const newsOf = async (who: string) => {
  await settle();
  const { items } = await as<{ items: { kind: string; about: object }[] }>(who, listNotices);
  return items.map(({ kind, about }) => ({ kind, ...about }));
};

test("the customers who need somebody are found with the reason, and nobody else", async () => {
  const plan = (customerId: string, dueOn: string) =>
    call(createActivity, { body: { subject: "کار", ownerId: sara, dueOn, customerId } as never });
  const log = (customerId: string) =>
    call(logInteraction, { body: { customerId, channel: "call", direction: "out" } as never });
  const silent = await customer("silent");
  const spoken = await customer("spoken, then planned with");
  for (const id of [silent, spoken]) await log(id);
  await settle();
  workspace.clock.advanceBy(61 * DAY);
  const overdue = await customer("overdue");
  await plan(overdue, "2026-05-19");
  await plan(spoken, "2026-06-01");
  const atRisk = await customer("at risk", { lifecycleStage: "atRisk" });
  const untouched = await customer("untouched");
  workspace.clock.advanceBy(2 * DAY);
  await customer("new this minute");
  await customer("lost", { lifecycleStage: "lost" });
  await call(createCustomer, { body: { name: "another's", ownerId: reza, lifecycleStage: "atRisk" } });
  await settle();

  const now = new Date(workspace.clock.now()).toISOString();
  const filter = JSON.stringify(needsRule(sara, now.slice(0, 10)));
  const { items } = await call(listCustomers, { query: { filter, limit: 50 } });
  const found = Object.fromEntries(items.map((card) => [card.id, needOf(card, now)?.need]));
  expect(found).toEqual({
    [silent]: "silent",
    [overdue]: "overdue",
    [atRisk]: "atRisk",
    [untouched]: "untouched",
  });
});

describe("one is told of", () => {
  test("a customer that a colleague gave, not of one's own doing", async () => {
    const id = await customer("مینا", { ownerId: reza });
    await as(reza, updateCustomer, { params: { id }, body: { version: 1, ownerId: sara } });
    expect(await newsOf(sara)).toMatchObject([
      { kind: "customer.given", customerId: id, by: "reza", customerName: "مینا" },
    ]);
    await as(sara, updateCustomer, { params: { id }, body: { version: 2, ownerId: null } });
    await as(sara, updateCustomer, { params: { id }, body: { version: 3, ownerId: sara } });
    expect(await newsOf(sara)).toHaveLength(1);
    expect(await newsOf(reza)).toEqual([]);
  });

  test("many given at once, once", async () => {
    const ids = [];
    for (const name of ["الف", "ب", "پ"]) ids.push(await customer(name, { ownerId: reza }));
    await as(reza, bulkCustomers, { body: { ids, action: { kind: "assign", ownerId: sara } } });
    expect(await newsOf(sara)).toEqual([{ kind: "customer.given", by: "reza", many: true, userId: sara }]);
  });

  test("a note and a merge by somebody else; not of a call, nor of one's own", async () => {
    const [id, other] = [await customer("مینا"), await customer("مینا ک")];
    const log = (who: string, channel: string) =>
      as(who, logInteraction, {
        body: { customerId: id, channel, direction: channel === "note" ? "none" : "out", body: "x" },
      });
    await log(reza, "call");
    await log(sara, "note");
    await log(reza, "note");
    await as(reza, mergeCustomers, { body: { survivorId: id, absorbedId: other } });
    expect((await newsOf(sara)).map(({ kind }) => kind).sort()).toEqual(["customer.merged", "customer.noted"]);
  });
});

test("of an erased person the notices say nothing any more", async () => {
  const id = await customer("مینای یکتا", { ownerId: reza });
  await as(reza, updateCustomer, { params: { id }, body: { version: 1, ownerId: sara } });
  expect(JSON.stringify(await newsOf(sara))).toContain("مینای یکتا");
  await call(eraseCustomer, {
    params: { id },
    body: { version: (await call(getCustomer, { params: { id } })).version } as never,
  });
  expect(JSON.stringify(await newsOf(sara))).not.toContain("مینای یکتا");
});
