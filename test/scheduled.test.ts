import { beforeEach, describe, expect, test } from "vitest";
import * as activities from "#core/engagement/activities/index.ts";
import { createCustomer } from "#core/people/customers/index.ts";
import { getJob } from "#core/workspace/jobs/index.ts";
import { setNoticeSettings } from "#core/workspace/notices/index.ts";
import * as scheduled from "#core/workspace/scheduled/index.ts";
import { signIn } from "#core/workspace/sign-in/index.ts";
import { addUser } from "#core/workspace/users/index.ts";
import { beforeTick, DUE_HANDLERS } from "#server/app.ts";
import { tick } from "#server/platform/due.ts";
import { createTestWorkspace, requestOf, type TestWorkspace } from "./workspace.ts";

const HOUR = 3_600_000;
let workspace: TestWorkspace;
let call: TestWorkspace["call"];
let sara: `usr_${string}`;
let token: string;
const password = "correct horse battery";

// The clock begins on Saturday, 1 Farvardin 1405, 11:30 in Tehran.
beforeEach(async () => {
  workspace = await createTestWorkspace();
  call = workspace.call;
  sara = (await call(addUser, { body: { name: "Sara", email: "sara@example.com", role: "administrator", password } }))
    .id;
  ({ token } = await call(signIn, { body: { email: "sara@example.com", password } }));
});

const asSara = (endpoint: Parameters<typeof requestOf>[0], input: object = {}) =>
  workspace.app.request(requestOf(endpoint, input, token));
const minute = async () => {
  const ctx = await workspace.ctx();
  await beforeTick(ctx);
  return tick(ctx, DUE_HANDLERS);
};
const mails = () => [...workspace.mailbox.mails.values()];
const plan = async (body: object): Promise<activities.Activity> =>
  (await asSara(activities.createActivity, { body: { subject: "تماس با مینا", dueOn: "2026-03-22", ...body } })).json();
const digests = async () => (await call(scheduled.listScheduled)).items.find(({ name }) => name === "digests");

describe("the digest", () => {
  test("comes each morning at the workspace's hour to who has something before them, once", async () => {
    await call(addUser, { body: { name: "Reza", email: "reza@example.com", role: "agent", password } });
    await plan({});
    await plan({ dueOn: "2026-03-10", subject: "قرارداد" });
    await call(createCustomer, { body: { name: "مینا", language: "fa", ownerId: sara, birthOn: "1991-03-22" } });
    await workspace.pump.idle();
    await minute();
    expect((await digests())?.nextAt).toBe("2026-03-22T04:00:00.000Z");
    expect(mails()).toEqual([]);
    workspace.clock.advanceBy(20.5 * HOUR);
    await minute();
    await minute();
    await minute();
    expect(mails().map(({ to, subject }) => [to.address, subject])).toEqual([["sara@example.com", "کارهای امروز"]]);
    expect(mails()[0]?.text).toContain("عقب‌افتاده: ۱\n• قرارداد");
    expect(mails()[0]?.text).toContain("امروز: ۱\n• تماس با مینا");
    expect(mails()[0]?.text).toContain("مینا: تولد ۳۵ سالگی");
    const after = await digests();
    expect(after).toMatchObject({
      nextAt: "2026-03-23T04:00:00.000Z",
      runs: [{ late: false, counts: { made: 1, nothing: 1 } }],
    });
  });

  test("run now by a person on the same day makes no second one", async () => {
    await plan({});
    workspace.clock.advanceBy(20.5 * HOUR);
    const now = await call(scheduled.runScheduled, { params: { name: "digests" } });
    expect(now.runs).toMatchObject([{ by: { name: "administrator" }, counts: { made: 1 } }]);
    const again = await call(scheduled.runScheduled, { params: { name: "digests" } });
    expect(again.runs[0]).toMatchObject({ counts: { made: 0, before: 1 } });
    await minute();
    expect(mails()).toHaveLength(1);
  });

  test("of two ticks at once, and after days of standing still, comes once and says that it is late", async () => {
    await plan({});
    await minute();
    workspace.clock.advanceBy(70 * HOUR);
    const ctx = await workspace.ctx();
    await Promise.all([tick(ctx, DUE_HANDLERS), tick(ctx, DUE_HANDLERS)]);
    await minute();
    expect(mails()).toHaveLength(1);
    expect(mails()[0]?.text).toContain("دیرتر");
  });

  test("comes weekly on the first day of the week, or never, as somebody wishes", async () => {
    await asSara(setNoticeSettings, { body: { reminders: true, digest: "weekly" } });
    await plan({ dueOn: "2026-03-31" });
    await minute();
    for (let day = 0; day < 8; day++) {
      workspace.clock.advanceBy(24 * HOUR);
      await minute();
    }
    expect(mails().map(({ subject }) => subject)).toEqual(["هفتهٔ پیش رو"]);
  });

  test("comes weekly when the system stood still on the first day of the week, once, and says that it is late", async () => {
    await asSara(setNoticeSettings, { body: { reminders: true, digest: "weekly" } });
    await plan({ dueOn: "2026-03-31" });
    await minute();
    workspace.clock.advanceBy(6 * 24 * HOUR);
    await minute();
    expect(mails()).toEqual([]);
    // From Friday to Tuesday nothing ran.
    for (const days of [4, 1, 1]) {
      workspace.clock.advanceBy(days * 24 * HOUR);
      await minute();
    }
    expect(mails().map(({ subject }) => subject)).toEqual(["هفتهٔ پیش رو"]);
    expect(mails()[0]?.text).toContain("دیرتر");
  });
});

test("its time is the company's to say; unknown work is not found", async () => {
  const params = { name: "digests" };
  const moved = await call(scheduled.setScheduled, { params, body: { at: "06:15" } });
  expect(moved).toMatchObject({ at: "06:15", nextAt: "2026-03-22T02:45:00.000Z" });
  await expect(call(scheduled.runScheduled, { params: { name: "nothing" } })).rejects.toThrow("scheduled.not_found");
});

describe("the calendar behind a secret link", () => {
  const make = async () => (await (await asSara(activities.makeCalendarFeed)).json()) as { path: string };
  const read = (path: string) => workspace.app.request(`http://localhost${path}`);

  test("shows one's work with times, whole days and what recurs, without signing in", async () => {
    const { customer } = await call(createCustomer, { body: { name: "مینا" } });
    await plan({ dueTime: "14:00", durationMinutes: 30, customerId: customer.id });
    await plan({ subject: "هفتگی", recurrence: { every: "week", calendar: "persian" } });
    const { path } = await make();
    const response = await read(path);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    expect(response.headers.get("cache-control")).toContain("private");
    const text = (await response.text()).replaceAll("\r\n ", "");
    expect(text).toContain("DTSTART:20260322T103000Z");
    expect(text).toContain("DTEND:20260322T110000Z");
    expect(text).toContain("SUMMARY:تماس با مینا (مینا)");
    expect(text).toContain("DTSTART;VALUE=DATE:20260322");
    expect(text).toContain("DTSTART;VALUE=DATE:20260329");
    expect(text.match(/SUMMARY:هفتگی/g)?.length).toBeGreaterThan(20);
  });

  test("has one that was moved to another day of its rule there once", async () => {
    const recurrence = { every: "week", interval: 1, calendar: "gregorian" };
    const weekly = await plan({ subject: "هفتگی", dueOn: "2026-03-22", recurrence });
    await asSara(activities.updateActivity, {
      params: { id: weekly.id },
      body: { version: weekly.version, dueOn: "2026-03-29" },
    });
    const text = await (await read((await make()).path)).text();
    const ids = [...text.replaceAll("\r\n ", "").matchAll(/UID:(.*)/g)].map(([, id]) => id);
    expect(ids.length).toBeGreaterThan(20);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("ends when it is made anew or dropped, and a wrong link is not found", async () => {
    const first = await make();
    const second = await make();
    expect((await read(first.path)).status).toBe(404);
    expect((await read(second.path)).status).toBe(200);
    await asSara(activities.dropCalendarFeed);
    expect((await read(second.path)).status).toBe(404);
    for (const path of ["/calendar/x.ics", `/calendar/cal_${"a".repeat(43)}.ics`, "/calendar/", "/calendar/..%2f.ics"])
      expect((await read(path)).status).toBe(404);
    expect(await (await asSara(activities.getCalendarFeed)).json()).toEqual({ since: null });
  });
});

describe("the nightly run", () => {
  const nightly = async () => (await call(scheduled.listScheduled)).items.find(({ name }) => name === "nightly");
  const settle = async () => {
    for (let round = 0; round < 5; round++) {
      await workspace.pump.idle();
      await Promise.all(workspace.background.splice(0));
    }
  };

  test("comes at three at night by the workspace's clocks, and its history says what it found", async () => {
    await call(createCustomer, { body: { name: "مینا" } });
    await minute();
    expect(await nightly()).toMatchObject({ at: "03:00", nextAt: "2026-03-21T23:30:00.000Z", runs: [] });
    workspace.clock.advanceBy(16 * HOUR);
    await minute();
    await settle();
    const after = await nightly();
    expect(after).toMatchObject({ nextAt: "2026-03-22T23:30:00.000Z", runs: [{ late: false }] });
    const job = await call(getJob, { params: { id: after!.runs[0]!.jobId! } });
    expect(job).toMatchObject({ state: "done", result: { customers: 1, drift: 0 } });
  });

  test("asked for while it is under way is not begun twice", async () => {
    const params = { name: "nightly" };
    const [first] = (await call(scheduled.runScheduled, { params })).runs;
    await settle();
    // As if it were not over yet.
    const item = (await workspace.port.get({ pk: "jobs", sk: first!.jobId! }))!;
    await workspace.port.append([{ ...item, data: { ...(item.data as object), state: "running" } } as never]);
    const again = await call(scheduled.runScheduled, { params });
    expect(again.runs.map(({ jobId }) => jobId)).toEqual([first?.jobId]);
    await workspace.port.append([item]);
    expect((await call(scheduled.runScheduled, { params })).runs).toHaveLength(2);
    await settle();
  });

  test("is seen and run only by who operates the workspace", async () => {
    await call(addUser, { body: { name: "Reza", email: "reza@example.com", role: "salesperson", password } });
    const { token: his } = await call(signIn, { body: { email: "reza@example.com", password } });
    for (const [endpoint, input] of [
      [scheduled.listScheduled, {}],
      [scheduled.runScheduled, { params: { name: "nightly" } }],
    ] as const)
      expect((await workspace.app.request(requestOf(endpoint, input, his))).status).toBe(403);
  });
});
