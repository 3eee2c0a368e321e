import { beforeEach, describe, expect, test } from "vitest";
import * as activities from "#core/engagement/activities/index.ts";
import * as messages from "#core/engagement/messages/index.ts";
import { createCustomer } from "#core/people/customers/index.ts";
import * as notices from "#core/workspace/notices/index.ts";
import { signIn } from "#core/workspace/sign-in/index.ts";
import { addUser } from "#core/workspace/users/index.ts";
import { DUE_HANDLERS } from "#server/app.ts";
import { tellOutcome } from "#server/engagement/messages/index.ts";
import { tick } from "#server/platform/due.ts";
import { createTestWorkspace, requestOf, type TestWorkspace } from "./workspace.ts";

type UserId = `usr_${string}`;
const HOUR = 3_600_000;

let workspace: TestWorkspace;
let call: TestWorkspace["call"];
let sara: UserId;
let asSara: <T>(endpoint: Parameters<typeof requestOf>[0], input?: object) => Promise<T>;

// The clock begins on 1 Farvardin 1405, 11:30 in Tehran.
beforeEach(async () => {
  workspace = await createTestWorkspace();
  call = workspace.call;
  const password = "correct horse battery";
  const body = { name: "Sara", email: "sara@example.com", role: "administrator" as const, password };
  sara = (await call(addUser, { body })).id;
  const { token } = await call(signIn, { body: { email: body.email, password } });
  asSara = async (endpoint, input = {}) => {
    const response = await workspace.app.request(requestOf(endpoint, input, token));
    return response.status === 204 ? (undefined as never) : response.json();
  };
});

const body = (more: object) => ({
  subject: "تماس با مینا",
  ownerId: sara,
  dueOn: "2026-03-21",
  dueTime: "14:00",
  remindMinutesBefore: 60,
  ...more,
});
const plan = (more: object) => asSara<activities.Activity>(activities.createActivity, { body: body(more) });
const minutesGo = async (count = 1) => {
  const results = [];
  for (let n = 0; n < count; n++) {
    results.push(await tick(await workspace.ctx(), DUE_HANDLERS));
    await Promise.all(workspace.background);
  }
  return results;
};
const mails = () => [...workspace.mailbox.mails.values()];
const noticesOfSara = async () => (await asSara<{ items: notices.Notice[] }>(notices.listNotices)).items;

describe("a reminder", () => {
  test("comes in the app and by mail before it is due, once", async () => {
    const { customer } = await call(createCustomer, { body: { name: "مینا" } });
    const activity = await plan({ customerId: customer.id });
    expect(activity.remindAt).toBe("2026-03-21T09:30:00.000Z");
    await minutesGo(2);
    expect(await noticesOfSara()).toEqual([]);
    workspace.clock.advanceBy(1.5 * HOUR);
    await minutesGo(3);
    expect(await noticesOfSara()).toMatchObject([
      {
        kind: "activity.reminder",
        late: false,
        messageId: expect.stringMatching(/^msg_/),
        about: { activityId: activity.id, subject: "تماس با مینا", customerName: "مینا" },
      },
    ]);
    expect(mails()).toHaveLength(1);
    const [mail] = mails();
    expect(mail).toMatchObject({ to: { address: "sara@example.com", name: "Sara" }, subject: "یادآوری: تماس با مینا" });
    expect(mail?.headers).toMatchObject({ "Auto-Submitted": "auto-generated" });
    expect(mail?.text).toContain("۱ فروردین ۱۴۰۵، ۱۴:۰۰");
  });

  test("goes by mail through the ledger: what became of it is listed, and where it cannot go it says so", async () => {
    await plan({});
    workspace.clock.advanceBy(2 * HOUR);
    await minutesGo(2);
    const [notice] = await noticesOfSara();
    const gone = (await call(messages.listMessages, { query: { group: "gone" } })).items;
    expect(gone).toMatchObject([
      { message: { id: notice?.messageId, state: "sent", to: "sara@example.com", toName: "Sara", provider: "memory" } },
    ]);
    // An address that bounced is not written to again; the reminder does not wait for better days.
    const told = { kind: "bounced", sending: notice?.messageId, eventId: "e1", permanent: true, reason: "550" };
    await tellOutcome(await workspace.ctx(), { ...told, at: workspace.clock.now() });
    await plan({ subject: "دیدار", dueTime: "18:00" });
    workspace.clock.advanceBy(4 * HOUR);
    await minutesGo(2);
    const failed = (await call(messages.listMessages, { query: { group: "failed" } })).items;
    expect(failed.map(({ message: { state, reason } }) => [state, reason])).toEqual([
      ["failed", "message.bounced_before"],
      ["bounced", "550"],
    ]);
    expect(mails()).toHaveLength(1);
    // Kept for ninety days.
    workspace.clock.advanceBy(91 * 24 * HOUR);
    expect((await call(messages.listMessages, { query: { group: "failed" } })).items).toEqual([]);
  });

  test("that an older Peyvand left waiting in a notice goes on in the ledger", async () => {
    const { table, now } = await workspace.ctx();
    const letter = { to: "sara@example.com", toName: "Sara", subject: "یادآوری", text: "زنگ بزن", locale: "fa" };
    const notice = { id: `ntc_${"0".repeat(26)}`, userId: sara, at: now(), kind: "x", about: {}, late: false };
    const data = { ...notice, letter, mail: "waiting" };
    const due = { dueAt: now(), dueKind: "noticeMail", duePk: "due#0", dueSk: `${now()}#${notice.id}` };
    await table.transact([
      { put: { pk: `notices#${sara}`, sk: notice.id, type: "notice", data, mail: "waiting", ...due } },
    ]);
    await minutesGo(2);
    expect(mails()).toMatchObject([{ subject: "یادآوری", to: { address: "sara@example.com" } }]);
    expect(await noticesOfSara()).toEqual([{ id: notice.id, at: notice.at, kind: "x", about: {}, late: false }]);
  });

  test("that comes after days of standing still says that it is late", async () => {
    await plan({});
    workspace.clock.advanceBy(50 * HOUR);
    await minutesGo(2);
    expect(await noticesOfSara()).toMatchObject([{ late: true }]);
    expect(mails()[0]?.subject).toContain("با تأخیر");
  });

  test("of two ticks at once is given by one", async () => {
    await Promise.all([plan({}), plan({}), plan({})]);
    workspace.clock.advanceBy(2 * HOUR);
    const ctx = await workspace.ctx();
    await Promise.all([tick(ctx, DUE_HANDLERS), tick(ctx, DUE_HANDLERS), tick(ctx, DUE_HANDLERS)]);
    await minutesGo(2);
    expect(await noticesOfSara()).toHaveLength(3);
    expect(mails()).toHaveLength(3);
  });

  test("moves with its activity, and is none for what was done, cancelled or is over", async () => {
    const moved = await plan({});
    await call(activities.updateActivity, { params: { id: moved.id }, body: { version: 1, dueOn: "2026-03-22" } });
    const done = await plan({});
    await call(activities.completeActivity, { params: { id: done.id }, body: { version: 1 } });
    await plan({ dueOn: "2026-03-20" });
    workspace.clock.advanceBy(3 * HOUR);
    await minutesGo();
    expect(await noticesOfSara()).toEqual([]);
    workspace.clock.advanceBy(24 * HOUR);
    await minutesGo();
    expect(await noticesOfSara()).toMatchObject([{ about: { activityId: moved.id } }]);
  });

  test("given while somebody has the activity open does not refuse what they save", async () => {
    const activity = await plan({});
    workspace.clock.advanceBy(2 * HOUR);
    await minutesGo();
    const params = { id: activity.id };
    const saved = await call(activities.updateActivity, { params, body: { version: 1, subject: "تماس" } });
    expect(saved).toMatchObject({ version: 3, subject: "تماس" });
    await minutesGo(2);
    expect(await noticesOfSara()).toHaveLength(1);
  });

  test("put off comes again", async () => {
    const activity = await plan({});
    workspace.clock.advanceBy(2 * HOUR);
    await minutesGo();
    await call(activities.snoozeActivity, { params: { id: activity.id }, body: { minutes: 30 } });
    await minutesGo();
    expect(await noticesOfSara()).toHaveLength(1);
    workspace.clock.advanceBy(0.6 * HOUR);
    await minutesGo();
    expect(await noticesOfSara()).toHaveLength(2);
  });

  test("of somebody who left goes to those who run the workspace, and says so", async () => {
    const reza = (
      await call(addUser, {
        body: { name: "Reza", email: "r@example.com", role: "agent", password: "correct horse battery" },
      })
    ).id;
    await plan({ ownerId: reza });
    const { table } = await workspace.ctx();
    await table.transact([{ delete: { pk: "users", sk: reza } }]);
    workspace.clock.advanceBy(2 * HOUR);
    await minutesGo();
    expect(await noticesOfSara()).toMatchObject([{ about: { ownerLeft: true } }]);
  });

  test("comes in the app alone for who wants no mail", async () => {
    await asSara(notices.setNoticeSettings, { body: { reminders: false, digest: "none" } });
    await plan({});
    workspace.clock.advanceBy(2 * HOUR);
    await minutesGo(2);
    expect(await noticesOfSara()).toHaveLength(1);
    expect(mails()).toEqual([]);
  });
});

describe("notices", () => {
  test("are unread until they are read, one or all", async () => {
    await Promise.all([plan({}), plan({})]);
    workspace.clock.advanceBy(2 * HOUR);
    await minutesGo();
    const [first] = await noticesOfSara();
    const unread = async () => (await asSara<{ unread: number }>(notices.countNotices)).unread;
    expect(await unread()).toBe(2);
    await asSara(notices.readNotices, { body: { ids: [first!.id] } });
    expect(await unread()).toBe(1);
    await asSara(notices.readNotices, { body: {} });
    expect(await unread()).toBe(0);
    expect(await noticesOfSara()).toHaveLength(2);
  });

  test("tell who is given work by somebody else", async () => {
    const activity = await call(activities.createActivity, { body: body({}) });
    expect(await noticesOfSara()).toMatchObject([
      { kind: "activity.given", about: { activityId: activity.id, by: "administrator" } },
    ]);
  });
});
