import { beforeEach, describe, expect, test } from "vitest";
import * as activities from "#core/engagement/activities/index.ts";
import { archiveCustomer, createCustomer, getCustomer } from "#core/people/customers/index.ts";
import { listNotices, type Notice } from "#core/workspace/notices/index.ts";
import { listScheduled } from "#core/workspace/scheduled/index.ts";
import { signIn } from "#core/workspace/sign-in/index.ts";
import { addUser, removeUser } from "#core/workspace/users/index.ts";
import { beforeTick, DUE_HANDLERS } from "#server/app.ts";
import { tick } from "#server/platform/due.ts";
import { createTestWorkspace, requestOf, type TestWorkspace } from "./workspace.ts";

const HOUR = 3_600_000;
const password = "correct horse battery";
let workspace: TestWorkspace;
let call: TestWorkspace["call"];
let sara: `usr_${string}`;
let token: string;

async function open(startsAt: string) {
  workspace = await createTestWorkspace({ startsAt });
  call = workspace.call;
  const body = { name: "Sara", email: "sara@example.com", role: "administrator" as const, password };
  sara = (await call(addUser, { body })).id;
  token = (await call(signIn, { body: { email: body.email, password } })).token;
}

const plan = (more: object): Promise<activities.Activity> =>
  call(activities.createActivity, {
    body: { subject: "کار", ownerId: sara, dueOn: "2026-03-21", remindMinutesBefore: 0, ...more } as never,
  });
const minute = async () => {
  const ctx = await workspace.ctx();
  await beforeTick(ctx);
  await tick(ctx, DUE_HANDLERS);
  await Promise.all(workspace.background.splice(0));
};
const reminders = async () => {
  const response = await workspace.app.request(requestOf(listNotices, {}, token));
  const { items } = (await response.json()) as { items: Notice[] };
  return items.filter(({ kind }) => kind === "activity.reminder");
};

describe("clocks that step", () => {
  test("back give no reminder twice, and none before its time", async () => {
    await open("2026-03-21T08:00:00.000Z");
    await plan({ dueTime: "12:00" });
    await plan({ dueTime: "15:00" });
    workspace.clock.advanceBy(HOUR);
    await minute();
    expect(await reminders()).toHaveLength(1);
    workspace.clock.advanceBy(-3 * HOUR);
    for (let n = 0; n < 4; n++) {
      await minute();
      workspace.clock.advanceBy(0.9 * HOUR);
    }
    expect(await reminders()).toHaveLength(1);
    workspace.clock.advanceBy(4 * HOUR);
    await minute();
    expect(await reminders()).toHaveLength(2);
  });

  test("back do no scheduled work twice for the same night", async () => {
    await open("2026-03-21T08:00:00.000Z");
    const runs = async () => (await call(listScheduled)).items.find(({ name }) => name === "nightly")!.runs.length;
    await minute();
    workspace.clock.advanceBy(16 * HOUR);
    await minute();
    expect(await runs()).toBe(1);
    workspace.clock.advanceBy(-2 * HOUR);
    await minute();
    workspace.clock.advanceBy(1.9 * HOUR);
    await minute();
    expect(await runs()).toBe(1);
  });

  test("back lose no edit: what was written later by the clock stays, and the next edit goes through", async () => {
    await open("2026-03-21T08:00:00.000Z");
    const { id } = await plan({});
    await call(activities.updateActivity, { params: { id }, body: { version: 1, subject: "نخست" } });
    workspace.clock.advanceBy(-5 * HOUR);
    await call(activities.updateActivity, { params: { id }, body: { version: 2, subject: "دوم" } });
    expect(await call(activities.getActivity, { params: { id } })).toMatchObject({ version: 3, subject: "دوم" });
  });
});

describe("a time that", () => {
  test("the clocks of a place skip is reminded of once, as long after the skip", async () => {
    await open("2026-03-28T20:00:00.000Z");
    const made = await plan({ dueOn: "2026-03-29", dueTime: "02:30", timeZone: "Europe/Berlin" });
    expect(made.dueAt).toBe("2026-03-29T01:30:00.000Z");
    workspace.clock.advanceBy(5.4 * HOUR);
    await minute();
    expect(await reminders()).toEqual([]);
    workspace.clock.advanceBy(0.2 * HOUR);
    await minute();
    workspace.clock.advanceBy(2 * HOUR);
    await minute();
    expect(await reminders()).toHaveLength(1);
  });

  test("comes twice is reminded of the first time, and not the second", async () => {
    await open("2026-10-24T20:00:00.000Z");
    const made = await plan({ dueOn: "2026-10-25", dueTime: "02:30", timeZone: "Europe/Berlin" });
    expect(made.dueAt).toBe("2026-10-25T00:30:00.000Z");
    workspace.clock.advanceBy(4.6 * HOUR);
    await minute();
    expect(await reminders()).toHaveLength(1);
    workspace.clock.advanceBy(HOUR);
    await minute();
    expect(await reminders()).toHaveLength(1);
  });

  test("recurs each day keeps its hour by the clocks, whatever they do", async () => {
    await open("2026-03-27T08:00:00.000Z");
    const recurrence = { every: "day", calendar: "gregorian", interval: 1 };
    const first = await plan({ dueOn: "2026-03-28", dueTime: "09:00", timeZone: "Europe/Berlin", recurrence });
    const { next } = await call(activities.completeActivity, { params: { id: first.id }, body: { version: 1 } });
    expect([first.dueAt, next?.dueAt]).toEqual(["2026-03-28T08:00:00.000Z", "2026-03-29T07:00:00.000Z"]);
  });
});

test("30 Esfand each year is the 29th in a common year and the 30th again in a leap year", async () => {
  await open("2025-03-01T08:00:00.000Z");
  const recurrence = { every: "year", calendar: "persian", interval: 1, month: 12, monthDay: 30 };
  let activity: activities.Activity | null = await plan({ dueOn: "2025-03-20", recurrence });
  const days: string[] = [];
  for (let year = 0; year < 5 && activity; year++) {
    days.push(activity.dueOn);
    const { id, version }: activities.Activity = activity;
    activity = (await call(activities.completeActivity, { params: { id }, body: { version } })).next;
  }
  // 1403 and 1408 are leap years.
  expect(days).toEqual(["2025-03-20", "2026-03-20", "2027-03-20", "2028-03-19", "2029-03-19"]);
  expect(activity?.dueOn).toBe("2030-03-20");
});

describe("of an owner who left", () => {
  beforeEach(() => open("2026-03-21T08:00:00.000Z"));

  test("nothing new is planned for them; what they had is listed, moved and done by others", async () => {
    const gone = { name: "Reza", email: "reza@example.com", role: "salesperson", password } as const;
    const { id: reza } = await call(addUser, { body: gone });
    const { id } = await plan({ ownerId: reza });
    await call(removeUser, { params: { id: reza } });
    await expect(plan({ ownerId: reza })).rejects.toThrow("activity.owner_unknown");
    const { items } = await call(activities.listActivities, { query: { ownerId: "everyone" } });
    expect(items.map((one) => one.id)).toEqual([id]);
    await call(activities.moveActivities, { body: { ids: [id as never], ownerId: sara } });
    expect(await call(activities.getActivity, { params: { id } })).toMatchObject({ ownerId: sara });
    await call(activities.completeActivity, { params: { id }, body: { version: 2 } });
  });

  test("no digest is sent to them any more", async () => {
    const gone = { name: "Reza", email: "reza@example.com", role: "salesperson", password } as const;
    const { id: reza } = await call(addUser, { body: gone });
    await plan({ ownerId: reza, remindMinutesBefore: undefined });
    await plan({ remindMinutesBefore: undefined });
    await minute();
    await call(removeUser, { params: { id: reza } });
    workspace.clock.advanceBy(21 * HOUR);
    for (let n = 0; n < 3; n++) await minute();
    expect([...workspace.mailbox.mails.values()].map(({ to }) => to.address)).toEqual(["sara@example.com"]);
  });

  test("a recurring one goes on, with its reminder told to those who run the workspace", async () => {
    const gone = { name: "Reza", email: "reza@example.com", role: "salesperson", password } as const;
    const { id: reza } = await call(addUser, { body: gone });
    const recurrence = { every: "day", calendar: "persian", interval: 1 };
    const { id } = await plan({ ownerId: reza, dueTime: "12:00", recurrence });
    await call(removeUser, { params: { id: reza } });
    const { next } = await call(activities.completeActivity, { params: { id }, body: { version: 1 } });
    expect(next).toMatchObject({ dueOn: "2026-03-22", ownerId: reza });
    workspace.clock.advanceBy(25 * HOUR);
    await minute();
    expect(await reminders()).toMatchObject([{ about: { ownerLeft: true, activityId: next?.id } }]);
  });
});

test("with an archived customer nothing is planned or moved to them; what was planned is cancelled or done, and counted out", async () => {
  await open("2026-03-21T08:00:00.000Z");
  const { customer } = await call(createCustomer, { body: { name: "Mina" } });
  const before = await plan({ customerId: customer.id });
  const other = await plan({});
  await call(archiveCustomer, { params: { id: customer.id } });
  await expect(plan({ customerId: customer.id })).rejects.toThrow("customer.archived");
  await expect(
    call(activities.updateActivity, { params: { id: other.id }, body: { version: 1, customerId: customer.id } }),
  ).rejects.toThrow("customer.archived");
  await call(activities.cancelActivity, { params: { id: before.id }, body: { version: 1 } });
  const { stats } = await call(getCustomer, { params: { id: customer.id } });
  expect(stats).toMatchObject({ openActivities: 0, nextActivityAt: null });
});
