import { beforeEach, expect, test } from "vitest";
import * as activities from "#core/engagement/activities/index.ts";
import { getTeamDay, getToday, type Today } from "#core/engagement/today/index.ts";
import { archiveCustomer, createCustomer, updateCustomer } from "#core/people/customers/index.ts";
import { listNotices, type Notice } from "#core/workspace/notices/index.ts";
import { signIn } from "#core/workspace/sign-in/index.ts";
import { addUser } from "#core/workspace/users/index.ts";
import { DUE_HANDLERS } from "#server/app.ts";
import { tick } from "#server/platform/due.ts";
import { createTestWorkspace, requestOf, type TestWorkspace } from "./workspace.ts";

const HOUR = 3_600_000;
let workspace: TestWorkspace;
let call: TestWorkspace["call"];
let sara: `usr_${string}`;
let asSara: <T>(endpoint: Parameters<typeof requestOf>[0], input?: object) => Promise<T>;

// The clock begins on 1 Farvardin 1405 (2026-03-21), 11:30 in Tehran.
beforeEach(async () => {
  workspace = await createTestWorkspace();
  call = workspace.call;
  const password = "correct horse battery";
  const body = { name: "Sara", email: "sara@example.com", role: "administrator" as const, password };
  sara = (await call(addUser, { body })).id;
  asSara = async (endpoint, input = {}) => {
    // A session ends long before a year does.
    const { token } = await call(signIn, { body: { email: body.email, password } });
    return (await workspace.app.request(requestOf(endpoint, input, token))).json();
  };
});

const newCustomer = async (more: object) => {
  const { customer } = await call(createCustomer, { body: { name: "مینا", language: "fa", ownerId: sara, ...more } });
  await workspace.pump.idle();
  return customer;
};
const told = async () =>
  (await asSara<{ items: Notice[] }>(listNotices)).items.map(({ about, late }) => ({ ...about, late }));
const minute = async () => tick(await workspace.ctx(), DUE_HANDLERS);

test("an occasion is told to the customer's owner on its day, once, and the next year again", async () => {
  // 5 Farvardin 1370
  const customer = await newCustomer({ birthOn: "1991-03-25" });
  workspace.clock.advanceBy(3 * 24 * HOUR);
  await minute();
  expect(await told()).toEqual([]);
  workspace.clock.advanceBy(24 * HOUR);
  await minute();
  await minute();
  expect(await told()).toEqual([
    {
      customerId: customer.id,
      customerName: "مینا",
      on: "2026-03-25",
      occasions: [{ name: null, years: 35 }],
      late: false,
    },
  ]);
  workspace.clock.advanceBy(365 * 24 * HOUR);
  await minute();
  expect(await told()).toMatchObject([{ on: "2027-03-25", occasions: [{ years: 36 }] }]);
});

test("days that were missed are told one by one, as late; an edit meanwhile passes over none", async () => {
  const customer = await newCustomer({
    occasions: [
      { name: "سالگرد", on: "2015-03-24", calendar: "persian" },
      { name: "تأسیس", on: "2010-03-28", calendar: "gregorian" },
    ],
  });
  workspace.clock.advanceBy(10 * 24 * HOUR);
  await call(updateCustomer, { params: { id: customer.id }, body: { version: customer.version, name: "مینا ک" } });
  await workspace.pump.idle();
  await minute();
  await minute();
  await minute();
  expect((await told()).map((one) => [(one as { on?: string }).on, one.late])).toEqual([
    ["2026-03-28", true],
    ["2026-03-24", true],
  ]);
});

test("nobody is told of an archived customer, nor of a day that was taken out", async () => {
  const archived = await newCustomer({ birthOn: "1991-03-25" });
  await call(archiveCustomer, { params: { id: archived.id } });
  const emptied = await newCustomer({ birthOn: "1991-03-25" });
  await call(updateCustomer, { params: { id: emptied.id }, body: { version: 1, birthOn: null } });
  await workspace.pump.idle();
  workspace.clock.advanceBy(10 * 24 * HOUR);
  await minute();
  expect(await told()).toEqual([]);
});

test("today shows what is late, due and done, and whose day it is this week", async () => {
  const customer = await newCustomer({ birthOn: "1991-03-25" });
  const plan = (more: object) =>
    asSara<activities.Activity>(activities.createActivity, { body: { subject: "کار", dueOn: "2026-03-21", ...more } });
  const late = await plan({ dueTime: "08:00" });
  const due = await plan({});
  const soon = await plan({ dueOn: "2026-03-23" });
  const done = await plan({ dueOn: "2026-03-01" });
  await asSara(activities.completeActivity, { params: { id: done.id }, body: { version: 1 } });
  const today = await asSara<Today>(getToday);
  const ids = (items: { id: string }[]) => items.map(({ id }) => id);
  expect([ids(today.overdue), ids(today.due), ids(today.done)]).toEqual([[late.id], [due.id], [done.id]]);
  expect(today.occasions).toMatchObject([{ on: "2026-03-25", customerId: customer.id, customerName: "مینا" }]);
  expect(JSON.stringify(today)).not.toContain(soon.id);
  expect((await asSara<{ items: object[] }>(getTeamDay)).items).toContainEqual({
    userId: sara,
    overdue: 1,
    due: 1,
    done: 1,
  });
});
