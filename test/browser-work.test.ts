import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectNothingInTheWay, type Office, openOffice, picture, WORDS } from "./browser.ts";

let office: Office;
let me: string;
let today: string;

type Activity = { id: string; dueOn: string; version: number };

const plan = (body: object): Promise<Activity> =>
  office.api("POST", "/activities", { subject: "کار", ownerId: me, dueOn: today, ...body });
const read = (id: string): Promise<Activity> => office.api("GET", `/activities/${id}`);
const daysFrom = (on: string, days: number) =>
  new Date(Date.parse(`${on}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  office = await openOffice();
  me = (await office.api("GET", "/me")).actor.id;
  today = (await office.api("GET", "/today")).on;
});

afterAll(() => office?.close());

describe.each([
  { locale: "fa", width: 1440, theme: "light" },
  { locale: "en", width: 390, theme: "dark" },
] as const)("in $locale at $width", (look) => {
  const words = WORDS[look.locale];

  test("the next step is planned from the customer's page by the keyboard, taken back, planned again and completed", () =>
    office.as(look, async ({ page }) => {
      const id = await office.create(`مینا ${look.locale}`);
      await page.goto(`${office.url}/customers/${id}`);
      await page.getByRole("tab", { name: words.interactions.tabs.plan }).waitFor();
      await page.keyboard.press("c");
      const subject = page.getByLabel(words.work.form.subject);
      await subject.and(page.locator(":focus")).waitFor();
      await expectNothingInTheWay(page);
      await page.keyboard.type("تماس دربارهٔ پیشنهاد");
      await page.getByRole("button", { name: words.work.tomorrow, exact: true }).click();
      await subject.press("Control+Enter");
      const ahead = page.getByRole("region", { name: words.work.ahead });
      // It is offered for some seconds only.
      await page.getByRole("button", { name: words.common.undo }).last().click();
      const open = async () => (await office.api("GET", `/activities?ownerId=everyone&customerId=${id}`)).items.length;
      await expect.poll(open, { timeout: 30_000 }).toBe(0);
      await ahead.waitFor({ state: "detached" });

      await page.keyboard.press("c");
      await subject.fill("فرستادن برنامه");
      await subject.press("Control+Enter");
      await ahead.getByRole("button", { name: words.work.completeOne("فرستادن برنامه") }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel(words.work.outcome).fill("پسندید");
      await dialog.getByLabel(words.work.whatHappened).fill("برنامه را خواند و پسندید.");
      await dialog.getByRole("textbox", { name: words.work.nextStep }).fill("بستن قرارداد");
      await dialog.getByRole("button", { name: words.dates.pick(words.work.form.date) }).waitFor();
      await expectNothingInTheWay(page);
      await dialog
        .getByLabel(words.work.form.date)
        .first()
        .fill(look.locale === "fa" ? "۱۴۱۰/۰۱/۱۵" : "2031-04-04");
      await dialog.getByLabel(words.work.outcome).press("Control+Enter");
      // Logged on the timeline, and the next step stands before it.
      await page.getByText("برنامه را خواند و پسندید.").waitFor();
      await ahead.getByText("بستن قرارداد").waitFor();
      await picture(page, `work-customer-${look.locale}-${look.width}`);
    }));

  test("today: what is late is done, and a customer who needs one is logged with, without leaving the page", () =>
    office.as(look, async ({ page }) => {
      const name = `نیازمند ${look.locale}`;
      await office.create(name, { ownerId: me, lifecycleStage: "atRisk" });
      const late = `عقب‌افتاده ${look.locale}`;
      await plan({ subject: late, dueOn: daysFrom(today, -2) });
      await page.goto(`${office.url}/today`);
      await page.getByText(late).waitFor();
      await page.getByText(words.today.because.atRisk).first().waitFor();
      await expectNothingInTheWay(page);
      await page.getByRole("button", { name: words.today.logWith(name) }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel(words.interactions.body).fill("احوالش را پرسیدم.");
      await dialog.getByRole("button", { name: words.interactions.submit }).click();
      await dialog.waitFor({ state: "detached" });

      await page.getByRole("button", { name: words.work.completeOne(late) }).click();
      await dialog.getByRole("button", { name: words.work.complete, exact: true }).click();
      await page.getByRole("heading", { name: words.today.done }).waitFor();
      await page.getByRole("button", { name: words.work.reopenOne(late) }).waitFor();
    }));
});

test("a recurring one that is done comes again; a week and a month are moved through, and work in them by the keyboard", () =>
  office.as({ locale: "en", width: 1440, theme: "dark" }, async ({ page }) => {
    const words = WORDS.en;
    const daily = await plan({ subject: "Daily", recurrence: { every: "day", calendar: "gregorian", interval: 1 } });
    await page.goto(`${office.url}/work`);
    await page.getByRole("button", { name: words.work.completeOne("Daily") }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: words.work.complete, exact: true }).click();
    await page.getByRole("heading", { name: words.work.parts.tomorrow }).waitFor();
    await page.getByText("Daily").first().waitFor();
    expect(await read(daily.id)).toMatchObject({ state: "done" });

    const { id } = await plan({ subject: "Movable" });
    await page.goto(`${office.url}/work/calendar`);
    const card = page.getByRole("button", { name: /Movable/ });
    await card.focus();
    await expectNothingInTheWay(page);
    await page.keyboard.press("Alt+ArrowRight");
    await page.getByRole("button", { name: words.common.undo }).last().click();
    // Moved, and moved back.
    await expect.poll(async () => (await read(id)).version, { timeout: 30_000 }).toBe(3);
    expect((await read(id)).dueOn).toBe(today);

    await page.keyboard.press("3");
    await page.waitForURL("**span=month**");
    await card.first().focus();
    await page.keyboard.press("Alt+ArrowDown");
    await expect.poll(async () => (await read(id)).dueOn, { timeout: 30_000 }).toBe(daysFrom(today, 7));
    await expectNothingInTheWay(page);
  }));

test("what was planned although the answer was lost is not planned twice", () =>
  office.as({ locale: "en", width: 1440, theme: "light" }, async ({ page }) => {
    const { work } = WORDS.en;
    await page.addInitScript(() => {
      const ask = window.fetch;
      let lost = false;
      window.fetch = async (address, init) => {
        const answer = await ask(address, init);
        if (lost || init?.method !== "POST" || !String(address).endsWith("/activities")) return answer;
        lost = true;
        throw new TypeError("lost");
      };
    });
    await page.goto(`${office.url}/work`);
    await page.getByRole("button", { name: work.plan }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(work.form.subject).fill("Only once");
    const send = dialog.getByRole("button", { name: work.form.plan, exact: true });
    await send.click();
    await dialog.getByRole("alert").first().waitFor();
    await send.click();
    await dialog.waitFor({ state: "detached" });
    const { items } = await office.api("GET", `/activities?ownerId=${me}&limit=100`);
    expect(items.filter(({ subject }: { subject: string }) => subject === "Only once")).toHaveLength(1);
  }));

test("a time is planned by the clocks of whoever types it, and shown as it was typed", () =>
  office.as({ locale: "en", width: 1440, theme: "light" }, async ({ page }) => {
    const { work } = WORDS.en;
    const { profile, actor } = await office.api("GET", "/me");
    const { email: _, version, ...choices } = profile;
    const put = (timeZone: string | null, at: number) =>
      office.api("PUT", "/me", { ...choices, name: choices.name ?? actor.name, timeZone, version: at });
    const there = await put("Pacific/Auckland", version);
    await page.goto(`${office.url}/work`);
    await page.getByRole("button", { name: work.plan }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(work.form.subject).fill("By my clock");
    await dialog.getByLabel(work.form.time).fill("23:45");
    await dialog.getByRole("button", { name: work.form.plan, exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    const { items } = await office.api("GET", `/activities?ownerId=${me}&limit=100`);
    await put(choices.timeZone, there.version);
    const made = items.find(({ subject }: { subject: string }) => subject === "By my clock");
    expect(made).toMatchObject({ dueTime: "23:45", timeZone: "Pacific/Auckland" });
  }));

test("a calendar asked for a day that there is not shows today", () =>
  office.as({ locale: "fa", width: 1440, theme: "light" }, async ({ page }) => {
    await page.goto(`${office.url}/work/calendar?on=2026-13-45`);
    await page.getByRole("button", { name: WORDS.fa.work.calendar.after.week }).waitFor();
    await expectNothingInTheWay(page);
  }));

test("changed in its form, work of another zone stays when it is, and a rule keeps the days the form does not ask", () =>
  office.as({ locale: "en", width: 1440, theme: "light" }, async ({ page }) => {
    const { work, common } = WORDS.en;
    const recurrence = { every: "month", interval: 1, calendar: "persian", monthDay: 31 };
    const zone = { dueTime: "10:00", timeZone: "Pacific/Auckland" };
    const made = await plan({ subject: "Far away", dueOn: daysFrom(today, 3), ...zone, recurrence });
    await page.goto(`${office.url}/work?activity=${made.id}`);
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(work.form.subject).fill("Far and away");
    await dialog.getByLabel(work.form.interval).fill("2");
    await dialog.getByRole("button", { name: common.save, exact: true }).click();
    await expect.poll(async () => (await read(made.id)).version, { timeout: 30_000 }).toBe(2);
    expect(await read(made.id)).toMatchObject({
      subject: "Far and away",
      dueOn: made.dueOn,
      ...zone,
      recurrence: { ...recurrence, interval: 2 },
    });
  }));

test("scheduled work says when it comes, is run at once and says what it found", () =>
  office.as({ locale: "fa", width: 390, theme: "light" }, async ({ page }) => {
    const words = WORDS.fa;
    await page.goto(`${office.url}/settings/scheduled`);
    const nightly = page.getByRole("listitem").filter({ hasText: words.scheduled.names.nightly });
    await nightly.getByRole("button", { name: words.scheduled.runNow }).click();
    await nightly.getByText(words.scheduled.noDrift).waitFor();
    await expectNothingInTheWay(page);
    await nightly.getByRole("link", { name: words.scheduled.details }).click();
    await page.waitForURL("**/jobs/job_*");
  }));
