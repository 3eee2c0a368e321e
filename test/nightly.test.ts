import { expect, test } from "vitest";
import { createActivity } from "#core/engagement/activities/index.ts";
import { logInteraction } from "#core/engagement/interactions/index.ts";
import { groupOf, runNightly } from "#core/insight/rfm/index.ts";
import * as segments from "#core/marketing/segments/index.ts";
import * as customers from "#core/people/customers/index.ts";
import { RFM_GROUPS } from "#core/people/customers/schema.ts";
import * as jobs from "#core/workspace/jobs/index.ts";
import { addUser } from "#core/workspace/users/index.ts";
import { beforeTick, DUE_HANDLERS } from "#server/app.ts";
import { tick } from "#server/platform/due.ts";
import { createTestWorkspace } from "./workspace.ts";

type CustomerId = `cus_${string}`;

async function open() {
  const workspace = await createTestWorkspace();
  const { call, pump, background } = workspace;
  const settle = async () => {
    for (let round = 0; round < 5; round++) {
      await pump.idle();
      await Promise.all(background.splice(0));
    }
  };
  const night = async () => {
    const { id } = await call(runNightly);
    await settle();
    const job = await call(jobs.getJob, { params: { id } });
    expect(job.state).toBe("done");
    return job;
  };
  return { ...workspace, settle, night };
}

test("everybody with contacts is scored among all, and rules may ask for it", async () => {
  const { call, clock, settle, night } = await open();
  const ids: CustomerId[] = [];
  for (let at = 0; at < 10; at++)
    ids.push((await call(customers.createCustomer, { body: { name: `م${at}` } })).customer.id);
  // The first nine, each later and more often than the one before.
  for (const [at, customerId] of ids.slice(0, 9).entries()) {
    clock.advanceBy(5 * 86_400_000);
    for (let times = 0; times <= at; times++)
      await call(logInteraction, { body: { customerId, channel: "call", direction: "out" } });
  }
  const rule = { field: "rfm.group", is: "anyOf", value: ["champions"] } as const;
  const { id } = await call(segments.createSegment, {
    body: { name: "قهرمانان", kind: "dynamic", rule: { ...rule, value: [...rule.value] } },
  });
  clock.advanceBy(600_000);
  await settle();
  expect((await night()).result).toMatchObject({ customers: 10, scored: 9, changed: 9, drift: 0 });
  const rfm = async (at: number) => (await call(customers.getCustomer, { params: { id: ids[at]! } })).stats.rfm;
  expect(await rfm(8)).toEqual({ recency: 5, frequency: 5, monetary: null, group: "champions" });
  expect(await rfm(0)).toEqual({ recency: 1, frequency: 1, monetary: null, group: "lost" });
  expect(await rfm(9)).toBeNull();
  const { items } = await call(segments.listMembers, { params: { id } });
  expect(items.map(({ card }) => card.name).sort()).toEqual(["م7", "م8"]);
  // Nothing is written of who is scored as before.
  expect((await night()).result).toMatchObject({ changed: 0, drift: 0 });
});

test("every pair of scores falls into one of the eleven groups, and each group has some", () => {
  const found = new Set<string>();
  for (let recency = 1; recency <= 5; recency++)
    for (let frequency = 1; frequency <= 5; frequency++) found.add(groupOf({ recency, frequency, monetary: null }));
  expect([...found].sort()).toEqual([...RFM_GROUPS].sort());
});

test.for([
  [5, 5, "champions"],
  [4, 4, "loyal"],
  [5, 3, "potentialLoyalists"],
  [5, 1, "new"],
  [4, 1, "promising"],
  [3, 3, "needAttention"],
  [3, 1, "aboutToSleep"],
  [2, 3, "atRisk"],
  [1, 5, "cannotLose"],
  [2, 1, "hibernating"],
  [1, 1, "lost"],
] as const)("recency %i and frequency %i are %s", ([recency, frequency, group]) => {
  expect(groupOf({ recency, frequency, monetary: null })).toBe(group);
});

test("a planted drift is seen, told and mended; without one there is none", async () => {
  const { call, clock, settle, night, port } = await open();
  const people: CustomerId[] = [];
  for (const name of ["سارا", "علی", "مینا"])
    people.push((await call(customers.createCustomer, { body: { name, tags: ["ویژه"] } })).customer.id);
  const { id } = await call(segments.createSegment, {
    body: { name: "ویژه", kind: "dynamic", rule: { field: "tags", is: "hasAny", value: ["ویژه"] } },
  });
  await settle();
  clock.advanceBy(600_000);
  expect((await night()).result).toMatchObject({ drift: 0 });
  const [sara, ali] = people;
  // One who is no longer in, one whose row is gone, and a count that is wrong.
  const standing = (await port.get({ pk: sara!, sk: "a#segments" }))!;
  await port.append([{ ...standing, data: { ...(standing.data as object), members: {} } } as never]);
  const { items } = await port.query({ pk: `${id}#${shardOf(ali!)}`, prefix: `m#${ali}`, limit: 1 });
  await port.transact([{ delete: { pk: items[0]!.pk, sk: items[0]!.sk } }], crypto.randomUUID());
  const job = await night();
  expect(Number(job.result?.drift)).toBeGreaterThanOrEqual(2);
  const log = await call(jobs.getJobLog, { params: { id: job.id } });
  expect(log.items.map(({ details }) => details.about)).toEqual(expect.arrayContaining([sara, ali]));
  const members = await call(segments.listMembers, { params: { id } });
  expect(members.items.map(({ card }) => card.name).sort()).toEqual(["سارا", "علی", "مینا"]);
  expect(await call(segments.getSegment, { params: { id } })).toMatchObject({ size: 3 });
  expect((await night()).result).toMatchObject({ drift: 0 });
});

test("what an older Peyvand counted of open activities gets the time of the first", async () => {
  const { call, night, port } = await open();
  const { customer } = await call(customers.createCustomer, { body: { name: "مینا" } });
  const { id: ownerId } = await call(addUser, {
    body: { name: "Sara", email: "sara@example.com", role: "agent", password: "correct horse battery" },
  });
  const body = { subject: "تماس", dueOn: "2026-04-01", ownerId, customerId: customer.id };
  const { dueAt } = await call(createActivity, { body });
  const card = (await port.get({ pk: customer.id, sk: "a#card" }))!;
  const stats = JSON.stringify(JSON.parse(String(card.stats)).slice(0, 8));
  await port.append([{ ...card, stats }]);
  const next = async () => (await call(customers.getCustomer, { params: { id: customer.id } })).stats.nextActivityAt;
  expect(await next()).toBeNull();
  await night();
  expect(await next()).toBe(dueAt);
});

test("it is due at three at night where the workspace is, once a night, also after days of downtime", async () => {
  const { call, clock, ctx, settle } = await open();
  const runs = async () => {
    await beforeTick(await ctx());
    await tick(await ctx(), DUE_HANDLERS);
    await settle();
    return (await call(jobs.listJobs)).items.filter(({ kind }) => kind === "segments.nightly").length;
  };
  // It is 11:30 in Tehran; the next night begins at 23:30 UTC.
  expect(await runs()).toBe(0);
  clock.advanceBy(15 * 3_600_000);
  expect(await runs()).toBe(0);
  clock.advanceBy(3_600_000);
  expect([await runs(), await runs()]).toEqual([1, 1]);
  clock.advanceBy(5 * 86_400_000);
  expect([await runs(), await runs()]).toEqual([2, 2]);
});

const shardOf = (id: string) => "0123456789ABCDEFGHJKMNPQRSTVWXYZ".indexOf(id.slice(-1)) % 4;
