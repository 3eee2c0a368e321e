import { beforeEach, describe, expect, test } from "vitest";
import * as activities from "#core/engagement/activities/index.ts";
import { getTimeline } from "#core/engagement/interactions/index.ts";
import { archiveCustomer, createCustomer, getCustomer, listCustomers } from "#core/people/customers/index.ts";
import { addUser } from "#core/workspace/users/index.ts";
import { createTestWorkspace, type TestWorkspace } from "./workspace.ts";

type UserId = `usr_${string}`;
type CustomerId = `cus_${string}`;

let workspace: TestWorkspace;
let call: TestWorkspace["call"];
let sara: UserId;
let reza: UserId;
let mina: CustomerId;

const person = (email: string) => ({ name: email, email, role: "member" as const, password: "correct horse battery" });

// The clock begins on 1 Farvardin 1405, 11:30 in Tehran.
beforeEach(async () => {
  workspace = await createTestWorkspace();
  call = workspace.call;
  sara = (await call(addUser, { body: person("sara@example.com") })).id;
  reza = (await call(addUser, { body: person("reza@example.com") })).id;
  mina = (await call(createCustomer, { body: { name: "Mina" } })).customer.id;
});

const plan = (body: object) =>
  call(activities.createActivity, {
    body: { subject: "Call Mina", ownerId: sara, dueOn: "2026-03-22", ...body } as never,
  });
const openOf = async (ownerId: UserId) =>
  (await call(activities.listActivities, { query: { ownerId } })).items.map(({ id }) => id);
const countOf = async (id: CustomerId) => (await call(getCustomer, { params: { id } })).stats.openActivities;

describe("an activity", () => {
  test("is due at a time of the workspace's clocks, or the whole day", async () => {
    const timed = await plan({ dueTime: "09:30", kind: "call", durationMinutes: 15 });
    expect(timed).toMatchObject({ dueAt: "2026-03-22T06:00:00.000Z", dueTime: "09:30", timeZone: "Asia/Tehran" });
    const whole = await plan({});
    expect(whole).toMatchObject({ dueAt: "2026-03-21T20:30:00.000Z", priority: "normal", state: "open" });
    expect(await plan({ dueOn: undefined, dueAt: "2026-03-22T06:00:00Z" })).toMatchObject({
      dueOn: "2026-03-22",
      dueTime: "09:30",
    });
    expect(await openOf(sara)).toHaveLength(3);
  });

  test.each([
    [{ dueOn: undefined }, "activity.due_missing"],
    [{ dueAt: "2026-03-22T06:00:00Z" }, "activity.due_twice"],
    [{ dueOn: "1400-01-01" }, "activity.due_far"],
    [{ ownerId: "usr_01JD8ZC3W5Q1T8M4G2N6V9X0RA" }, "activity.owner_unknown"],
    [{ ownerId: undefined }, "activity.owner_missing"],
    [{ customerId: "cus_01JD8ZC3W5Q1T8M4G2N6V9X0RA" }, "customer.not_found"],
    [{ recurrence: { every: "day", calendar: "persian", until: "2026-03-01" } }, "activity.ends_before"],
    [{ dueTime: "25:00" }, "request.invalid"],
  ])("with %j is refused: %s", async (body, code) => {
    await expect(plan(body)).rejects.toThrow(code);
  });

  test("of an archived customer is refused", async () => {
    await call(archiveCustomer, { params: { id: mina } });
    await expect(plan({ customerId: mina })).rejects.toThrow("customer.archived");
  });

  test("is listed in the order it is due, page by page, one's own and everybody's", async () => {
    const days = ["2026-04-03", "2026-03-20", "2026-03-25", "2026-05-01"];
    for (const [at, dueOn] of days.entries())
      await plan({ dueOn, ownerId: at % 2 ? sara : reza, kind: at ? "task" : "call" });
    const listed = async (query: object) => {
      const found: string[] = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        const page: { items: { dueOn: string }[]; nextCursor: string | null } = await call(activities.listActivities, {
          query: { limit: 1, ...query, ...(cursor && { cursor }) } as never,
        });
        found.push(...page.items.map(({ dueOn }) => dueOn));
        cursor = page.nextCursor;
      }
      return found;
    };
    expect(await listed({ ownerId: "everyone" })).toEqual([...days].sort());
    expect(await listed({ ownerId: sara })).toEqual(["2026-03-20", "2026-05-01"]);
    expect(await listed({ ownerId: "everyone", kind: "call" })).toEqual(["2026-04-03"]);
    expect(await listed({ ownerId: "everyone", from: "2026-03-25", to: "2026-04-03" })).toEqual([
      "2026-03-25",
      "2026-04-03",
    ]);
  });

  test("moved, assigned and said more of keeps what is not named, and a lost race is told with what it is now", async () => {
    const before = await plan({ dueTime: "09:30", customerId: mina, notes: "line" });
    const params = { id: before.id };
    const moved = await call(activities.updateActivity, {
      params,
      body: { version: 1, dueOn: "2026-03-30", ownerId: reza },
    });
    expect(moved).toMatchObject({ version: 2, dueAt: "2026-03-30T06:00:00.000Z", ownerId: reza, notes: "line" });
    expect([await openOf(sara), await openOf(reza)]).toEqual([[], [before.id]]);
    await expect(call(activities.updateActivity, { params, body: { version: 1, subject: "x" } })).rejects.toThrow(
      "activity.version_conflict",
    );
    const whole = await call(activities.updateActivity, { params, body: { version: 2, dueTime: null } });
    expect(whole.dueAt).toBe("2026-03-29T20:30:00.000Z");
    expect(whole.dueTime).toBeUndefined();
  });
});

test("the first open activity's time stands on the card, follows what is moved and closed, and lists filter by it", async () => {
  const nextOf = async () => (await call(getCustomer, { params: { id: mina } })).stats.nextActivityAt;
  expect(await nextOf()).toBeNull();
  const later = await plan({ customerId: mina, dueOn: "2026-03-25", dueTime: "10:00" });
  const first = await plan({ customerId: mina, dueOn: "2026-03-20", dueTime: "10:00" });
  expect(await nextOf()).toBe("2026-03-20T06:30:00.000Z");
  const filter = JSON.stringify({ field: "nextActivityAt", is: "before", value: "2026-03-21" });
  const found = async () => (await call(listCustomers, { query: { filter } })).items.map(({ id }) => id);
  expect(await found()).toEqual([mina]);

  await call(activities.updateActivity, { params: { id: first.id }, body: { version: 1, dueOn: "2026-03-28" } });
  expect(await nextOf()).toBe(later.dueAt);
  expect(await found()).toEqual([]);
  await call(activities.completeActivity, { params: { id: later.id }, body: { version: 1 } });
  expect(await nextOf()).toBe("2026-03-28T06:30:00.000Z");
  await call(activities.cancelActivity, { params: { id: first.id }, body: { version: 2 } });
  expect(await nextOf()).toBeNull();
});

describe("completing", () => {
  test("logs the contact, counts it, and plans the next step, all in one", async () => {
    const activity = await plan({ kind: "call", customerId: mina, durationMinutes: 10 });
    expect(await countOf(mina)).toBe(1);
    const done = await call(activities.completeActivity, {
      params: { id: activity.id },
      body: { version: 1, outcome: "Agreed", followUp: { subject: "Send the contract", dueOn: "2026-03-24" } },
    });
    expect(done.activity).toMatchObject({ state: "done", outcome: "Agreed", interactionId: done.interaction?.id });
    expect(done.interaction).toMatchObject({
      channel: "call",
      direction: "out",
      outcome: "Agreed",
      durationSeconds: 600,
    });
    expect(done.followUp).toMatchObject({ customerId: mina, ownerId: sara, afterId: activity.id, kind: "task" });
    expect(await openOf(sara)).toEqual([done.followUp?.id]);
    const { stats } = await call(getCustomer, { params: { id: mina } });
    expect(stats).toMatchObject({ interactions: 1, openActivities: 1 });
    const timeline = await call(getTimeline, { params: { id: mina } });
    expect(timeline.items.some((entry) => entry.type === "interaction")).toBe(true);
    await expect(
      call(activities.completeActivity, { params: { id: activity.id }, body: { version: 2 } }),
    ).rejects.toThrow("activity.wrong_state");
  });

  test("makes the next occurrence exactly once, also when it is asked twice at the same time", async () => {
    const weekly = { every: "week" as const, calendar: "persian" as const };
    const activity = await plan({ recurrence: weekly, dueTime: "10:00" });
    const body = { version: 1 };
    const both = await Promise.allSettled([
      call(activities.completeActivity, { params: { id: activity.id }, body }),
      call(activities.completeActivity, { params: { id: activity.id }, body }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const { items } = await call(activities.listActivities, { query: { ownerId: sara } });
    expect(items).toMatchObject([{ dueOn: "2026-03-29", dueTime: "10:00", scheduledOn: "2026-03-29" }]);
  });

  test("is taken back: open again, the contact withdrawn, the next occurrence gone unless somebody changed it", async () => {
    const activity = await plan({ customerId: mina, recurrence: { every: "day", calendar: "gregorian" } });
    const params = { id: activity.id };
    const first = await call(activities.completeActivity, { params, body: { version: 1 } });
    expect(await countOf(mina)).toBe(1);
    const back = await call(activities.reopenActivity, { params, body: { version: 2 } });
    expect(back).toMatchObject({ state: "open", version: 3 });
    expect(await openOf(sara)).toEqual([activity.id]);
    await workspace.pump.idle();
    expect((await call(getCustomer, { params: { id: mina } })).stats).toMatchObject({
      interactions: 0,
      openActivities: 1,
    });

    const again = await call(activities.completeActivity, { params, body: { version: 3 } });
    expect(again.next?.id).not.toBe(first.next?.id);
    await call(activities.updateActivity, { params: { id: again.next!.id }, body: { version: 1, priority: "high" } });
    await call(activities.reopenActivity, { params, body: { version: 4 } });
    expect(await openOf(sara)).toEqual([activity.id, again.next?.id]);
    const third = await call(activities.completeActivity, { params, body: { version: 5 } });
    expect(third.next).toBeNull();
    expect(await openOf(sara)).toEqual([again.next?.id]);
  });

  test("of a customer archived since keeps the outcome and logs nothing", async () => {
    const activity = await plan({ customerId: mina });
    await call(archiveCustomer, { params: { id: mina } });
    const done = await call(activities.completeActivity, {
      params: { id: activity.id },
      body: { version: 1, outcome: "Late" },
    });
    expect(done).toMatchObject({ interaction: null, activity: { state: "done", outcome: "Late" } });
    expect(await countOf(mina)).toBe(0);
  });
});

test("one of a series that was moved and then ends sooner, or comes less often, counts on from its own day", async () => {
  const recurrence = { every: "week", interval: 1, calendar: "gregorian" } as const;
  for (const [rule, next] of [
    [{ ...recurrence, until: "2026-05-01" }, "2026-03-29"],
    [{ ...recurrence, interval: 2 }, "2026-04-05"],
    [{ ...recurrence, weekdays: [5] }, "2026-03-27"],
  ] as const) {
    const { id, version, recurrence: complete } = await plan({ recurrence });
    const moved = await call(activities.updateActivity, { params: { id }, body: { version, dueOn: "2026-03-21" } });
    const changed = await call(activities.updateActivity, {
      params: { id },
      body: { version: moved.version, recurrence: { ...complete, ...rule } as never },
    });
    const done = await call(activities.completeActivity, { params: { id }, body: { version: changed.version } });
    expect(done.next?.dueOn).toBe(next);
  }
});

test("cancelling ends it and counts it out; it can be opened again", async () => {
  const activity = await plan({ customerId: mina });
  const params = { id: activity.id };
  await call(activities.cancelActivity, { params, body: { version: 1, reason: "Not needed" } });
  expect([await countOf(mina), await openOf(sara)]).toEqual([0, []]);
  const closed = await call(activities.listActivities, { query: { ownerId: sara, show: "closed" } });
  expect(closed.items).toMatchObject([{ state: "cancelled", outcome: "Not needed" }]);
  await call(activities.reopenActivity, { params, body: { version: 2 } });
  expect([await countOf(mina), await openOf(sara)]).toEqual([1, [activity.id]]);
});

test("many are moved and assigned at once; what is over or unknown is named and holds up nothing", async () => {
  const one = await plan({ dueTime: "09:30" });
  const two = await plan({ customerId: mina });
  const over = await plan({});
  await call(activities.cancelActivity, { params: { id: over.id }, body: { version: 1 } });
  const stranger = "act_01JD8ZC3W5Q1T8M4G2N6V9X0RA" as const;
  const { moved, refused } = await call(activities.moveActivities, {
    body: { ids: [one.id, two.id, over.id, stranger], days: 2, ownerId: reza },
  });
  expect(moved).toMatchObject([
    { dueOn: "2026-03-24", dueTime: "09:30", ownerId: reza, version: 2 },
    { dueOn: "2026-03-24", ownerId: reza, version: 2 },
  ]);
  expect(refused.map(({ code }) => code)).toEqual(["activity.wrong_state", "activity.not_found"]);
  expect(await countOf(mina)).toBe(1);
});

test("a calendar shows what is due in its days, done and open, not what was cancelled", async () => {
  const done = await plan({ dueOn: "2026-03-25" });
  await call(activities.completeActivity, { params: { id: done.id }, body: { version: 1 } });
  const gone = await plan({ dueOn: "2026-03-25" });
  await call(activities.cancelActivity, { params: { id: gone.id }, body: { version: 1 } });
  const open = await plan({ dueOn: "2026-03-27", ownerId: reza });
  await plan({ dueOn: "2026-04-25" });
  const shown = await call(activities.getCalendar, {
    query: { from: "2026-03-21", to: "2026-03-27", ownerId: "everyone" },
  });
  expect(shown.items.map(({ id, state }) => [id, state])).toEqual([
    [done.id, "done"],
    [open.id, "open"],
  ]);
  await expect(call(activities.getCalendar, { query: { from: "2026-03-21", to: "2027-03-27" } })).rejects.toThrow(
    "activity.span_wrong",
  );
});
