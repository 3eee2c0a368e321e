import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fa } from "#web/locales/fa.ts";
import { expectNoSidewaysScroll, type Look, type Office, openOffice, picture, type Visitor, WORDS } from "./browser.ts";

let office: Office;

beforeAll(async () => {
  office = await openOffice();
});

afterAll(() => office?.close());

async function as(look: Look, work: (visitor: Visitor) => Promise<void>) {
  await office.as(look, async (visitor) => {
    await work(visitor);
    await expectNoSidewaysScroll(visitor.page);
  });
}

async function ended(id: string) {
  for (;;) {
    const job = await office.api("GET", `/jobs/${id}`);
    if (["done", "failed", "cancelled"].includes(job.state)) return job;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe.each([
  { locale: "fa", width: 1440 },
  { locale: "en", width: 390 },
  { locale: "en", width: 1440 },
  { locale: "fa", width: 390 },
] as const)("in $locale at $width", ({ locale, width }) => {
  const words = WORDS[locale];

  test("a job is found in words, taken back, and what stayed is named", () =>
    as({ locale, width }, async ({ page }) => {
      const tag = `نوروز ${locale}${width}`;
      const names = ["سارا رضایی", "Omid Karimi", "نیلوفر احمدی"];
      const ids = await Promise.all(names.map((name) => office.create(name)));
      const job = await ended(
        (await office.api("POST", "/customers/bulk", { ids, action: { kind: "tag", tags: [tag] } })).id,
      );
      await office.api("PATCH", `/customers/${ids[0]}`, { version: 2, tags: ["دیگر"] });
      await page.goto(`${office.url}/jobs`);
      const list = page.getByRole("list", { name: words.jobs.title });
      const first = list.getByRole("listitem").first();
      await expect.poll(() => first.innerText()).toContain(tag);
      expect(await first.innerText()).toContain(words.jobs.states.done);
      await picture(page, `jobs-${locale}-${width}`);
      await page.keyboard.press("j");
      await page.keyboard.press("Enter");
      await page.waitForURL(`**/jobs/${job.id}`);
      await page.getByText(words.jobs.logEmpty).waitFor();
      await page.getByRole("main").getByRole("button").click();
      await page.getByRole("dialog").getByText(words.jobs.sureUndoText).waitFor();
      await page.getByRole("dialog").getByRole("button", { name: words.jobs.steps.undo, exact: true }).click();
      await page.waitForURL((url) => url.pathname.startsWith("/jobs/job_") && !url.pathname.endsWith(job.id));
      const log = page.getByRole("region", { name: words.jobs.log });
      await log.getByRole("link", { name: "سارا رضایی" }).waitFor();
      await expect.poll(() => page.getByRole("main").innerText()).toContain(words.jobs.states.done);
      await picture(page, `job-${locale}-${width}`);
      expect((await office.api("GET", `/customers/${ids[0]}`)).tags).toEqual(["دیگر"]);
      expect((await office.api("GET", `/customers/${ids[1]}`)).tags).toEqual([]);
    }));

  test("what was changed lately is taken back, but not over what somebody wrote since", () =>
    as({ locale, width }, async ({ page }) => {
      const name = `رامین توکلی ${locale}${width}`;
      const id = await office.create(name);
      await office.api("PATCH", `/customers/${id}`, { version: 1, source: "نمایشگاه", lifecycleStage: "loyal" });
      await office.api("PATCH", `/customers/${id}`, { version: 2, source: "معرفی دوست" });
      await office.api("POST", "/interactions", { customerId: id, channel: "call", direction: "out", body: "سلام" });
      await page.goto(`${office.url}/recent`);
      const entries = page
        .getByRole("list", { name: words.recent.title })
        .getByRole("listitem")
        .filter({ hasText: name });
      await expect.poll(() => entries.count()).toBe(4);
      await picture(page, `recent-${locale}-${width}`);
      await entries.nth(2).getByRole("button").click();
      await expect.poll(() => page.getByRole("region", { name: words.common.messages }).innerText()).toMatch(/./);
      await expect.poll(() => entries.count()).toBe(5);
      await expect.poll(() => entries.nth(3).innerText()).toContain(words.recent.gone);
      await picture(page, `recent-undone-${locale}-${width}`);
      const now = await office.api("GET", `/customers/${id}`);
      expect([now.source, now.lifecycleStage]).toEqual(["معرفی دوست", "targeted"]);
      await entries
        .nth(1)
        .getByRole("button", { name: words.recent.withdraw })
        .or(entries.nth(1).getByRole("button"))
        .first()
        .click();
      await page.getByRole("dialog").getByRole("button", { name: words.interactions.withdraw, exact: true }).click();
      await expect.poll(() => entries.count()).toBe(6);
      await expect.poll(() => entries.nth(2).innerText()).toContain(words.recent.gone);
    }));
});

test("once the toast no longer undoes, it leads to the recent changes", () =>
  as({ locale: "fa", width: 1440 }, async ({ page }) => {
    const id = await office.create("فرهاد نجفی");
    await page.clock.install();
    await page.goto(`${office.url}/customers/${id}`);
    await page.getByRole("button", { name: fa.customers.archive }).click();
    const toasts = page.getByRole("region", { name: fa.common.messages });
    await toasts.getByRole("button", { name: fa.common.undo }).waitFor();
    await page.mouse.move(0, 0);
    await page.clock.fastForward(10_500);
    await toasts.getByRole("link", { name: fa.recent.title }).click();
    await page.waitForURL("**/recent");
    const entry = page.getByRole("listitem").filter({ hasText: "فرهاد نجفی" }).first();
    await entry.getByRole("button").click();
    await expect.poll(async () => (await office.api("GET", `/customers/${id}`)).archivedAt ?? null).toBeNull();
  }));

test("merged records are taken apart again from the recent changes", () =>
  as({ locale: "fa", width: 1440 }, async ({ page }) => {
    const [survivorId, absorbedId] = [await office.create("هما شریفی"), await office.create("هما شریفی دوم")];
    const body = { survivorId, survivorVersion: 1, absorbedId, absorbedVersion: 1 };
    await office.api("POST", "/merges", body);
    await page.goto(`${office.url}/recent`);
    const entry = page
      .getByRole("listitem")
      .filter({ hasText: "ادغام کرد" })
      .filter({ has: page.getByRole("button") });
    await entry.first().getByRole("button").click();
    await expect.poll(async () => (await office.api("GET", `/customers/${absorbedId}`)).mergedInto ?? null).toBeNull();
  }));

test("a mark in the side bar tells that work goes on, and how far it is", () =>
  as({ locale: "fa", width: 1440 }, async ({ page }) => {
    const id = await office.create("لیلا مرادی");
    const action = { kind: "tag", tags: ["مهر"] };
    const job = await ended((await office.api("POST", "/customers/bulk", { ids: [id], action })).id);
    const running = { ...job, state: "running", canUndo: false, progress: { done: 30, total: 120 } };
    await page.route(/\/api\/v1\/jobs\?/, (route) => route.fulfill({ json: { items: [running], nextCursor: null } }));
    await page.goto(`${office.url}/customers`);
    const mark = page.getByRole("complementary").getByRole("link", { name: fa.jobs.running("۱", 1) });
    await expect.poll(() => mark.innerText()).toContain(fa.jobs.percent("۲۵"));
    await mark.click();
    await page.getByRole("progressbar").waitFor();
    expect(await page.getByRole("list", { name: fa.jobs.title }).getByRole("button").allInnerTexts()).toEqual([
      fa.jobs.steps.pause,
      fa.jobs.steps.cancel,
    ]);
    await picture(page, "jobs-running");
  }));
