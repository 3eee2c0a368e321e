import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { en } from "#web/locales/en.ts";
import { fa } from "#web/locales/fa.ts";
import { expectNothingInTheWay, type Office, openOffice, WORDS } from "./browser.ts";

const TAG = "کویر";
const OTHER_TAG = "جنگل";

let office: Office;
let zahra: string;
let corrected: string;

beforeAll(async () => {
  office = await openOffice({ demo: true });
  zahra = await office.create("زهرا کاشانی", {
    phones: [{ number: "09121234987" }],
    lifecycleStage: "wonBack",
    tags: [TAG],
  });
  await office.create("بهرام یزدی", { lifecycleStage: "wonBack", tags: [OTHER_TAG] });
  await office.create("کیانوش فارسی", { lifecycleStage: "lost", tags: [TAG] });
  const call = { customerId: zahra, channel: "call", direction: "in", body: "asked about Kish" };
  corrected = (await office.api("POST", "/interactions", call)).id;
  await office.api("PATCH", `/interactions/${corrected}`, { version: 1, body: "asked about Qeshm" });
  // What is searched is written a moment after the customer.
  await vi.waitFor(async () => expect((await office.api("GET", "/search?q=4987")).items).toHaveLength(1), {
    timeout: 90_000,
  });
});

afterAll(() => office?.close());

/** What is on the page, without the marks that only steer its direction. */
async function textOf(page: Page, selector: string): Promise<string> {
  return (await page.locator(selector).innerText()).replace(/[\u2066-\u2069]/g, "");
}

const namesIn = (page: Page) => page.locator("main a[href^='/customers/cus_']").allInnerTexts();
const addressOf = (rule: object) => `${office.url}/customers?filter=${encodeURIComponent(JSON.stringify(rule))}`;

async function openPalette(page: Page) {
  await page.locator("h1").first().waitFor();
  // As a Persian layout types it: the letter is another, the key the same.
  await page.evaluate(() => {
    const key = { key: "ن", code: "KeyK", ctrlKey: true, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new KeyboardEvent("keydown", key));
  });
  const field = page.locator("dialog input[role=combobox]");
  await field.waitFor();
  return field;
}

describe.each([
  { locale: "fa", width: 1440, theme: "light" },
  { locale: "en", width: 1440, theme: "dark" },
  { locale: "fa", width: 390, theme: "dark" },
] as const)("in $locale at $width, $theme", (options) => {
  const words = WORDS[options.locale];
  const isPhone = options.width === 390;

  test("the palette finds a customer by the last digits of a phone, opens it, and remembers it", () =>
    office.as(options, async ({ page }) => {
      await page.goto(`${office.url}/imports`);
      await page.locator("h1").first().waitFor();
      if (isPhone) await page.getByRole("button", { name: words.palette.open, exact: true }).click();
      const field = isPhone ? page.locator("dialog input[role=combobox]") : await openPalette(page);
      await field.fill("4987");
      // Enter before the answer waits for it.
      await field.press("Enter");
      await page.waitForURL(`**/customers/${zahra}`);
      await page.locator("h1", { hasText: "زهرا کاشانی" }).waitFor();

      await page.goto(`${office.url}/customers`);
      const again = await openPalette(page);
      await page.getByRole("option", { name: "زهرا کاشانی" }).waitFor();
      await expectNothingInTheWay(page);
      await again.fill("nobody of this name");
      await page.getByText(words.palette.noneHint).waitFor();
      await page.keyboard.press("Escape");
      expect(await page.locator("dialog[open]").count()).toBe(0);
    }));

  test("a month that was asked for in the other calendar stays that month when its condition is edited", () =>
    office.as(options, async ({ page }) => {
      const calendar = options.locale === "fa" ? "gregorian" : "persian";
      const month = (is: number) => ({ field: "birthOn", is: "month", value: { month: is, calendar } });
      await page.goto(addressOf({ all: [month(1)] }));
      await page.locator("main section p").first().waitFor();
      if (isPhone) await page.getByRole("button", { name: words.filters.shortCount("۱"), exact: true }).click();
      await page
        .locator("button[aria-expanded=false]")
        .filter({ hasText: calendar === "persian" ? "Farvardin" : "ژانویه" })
        .click();
      const form = page.getByRole("form", { name: words.filters.editor });
      await form.getByLabel(words.filters.month, { exact: true }).selectOption("2");
      await form.getByRole("button", { name: words.filters.save }).click();
      await page.waitForURL((url) => url.searchParams.get("filter") === JSON.stringify({ all: [month(2)] }));
    }));

  test("a filter by stage and tag narrows the list, survives a reload, says itself in words, and is cleared", () =>
    office.as(options, async ({ page }) => {
      await page.goto(`${office.url}/customers`);
      await page.locator("main a[href^='/customers/cus_']").first().waitFor();
      await page.getByRole("button", { name: words.filters.short, exact: true }).click();
      const form = page.getByRole("form", { name: words.filters.editor });
      if (isPhone) await page.getByRole("button", { name: words.filters.add }).click();
      await form.getByRole("checkbox", { name: words.customers.stages.wonBack, exact: true }).check();
      await expectNothingInTheWay(page);
      await form.getByRole("button", { name: words.filters.save }).click();

      // The focus waits where the next one is added.
      const add = page.getByRole("button", { name: words.filters.add });
      await add.and(page.locator(":focus")).waitFor();
      await page.keyboard.press("Enter");
      await form.getByLabel(words.filters.field).selectOption("tags");
      await form.getByRole("textbox").fill(TAG);
      await form.getByRole("button", { name: words.filters.save }).click();
      if (isPhone) await page.getByRole("button", { name: words.filters.done }).click();

      const sentence = {
        fa: `هر مشتری که مرحله‌اش بازگشته است و در برچسب‌هایش «${TAG}» هست`,
        en: `Customers where stage is Won back and tags include “${TAG}”`,
      }[options.locale];
      const seen = async () => {
        await page
          .getByText(words.filters.count(options.locale === "fa" ? "۱" : "1"), { exact: true })
          .first()
          .waitFor();
        expect(await namesIn(page)).toEqual(["زهرا کاشانی"]);
        expect(await textOf(page, `section[aria-label="${words.filters.title}"]`)).toContain(sentence);
      };
      await seen();
      await page.reload();
      await seen();
      await page.goBack();
      await expect.poll(async () => (await namesIn(page)).includes("بهرام یزدی")).toBe(true);
      await page.goForward();
      await seen();
      await page.getByRole("button", { name: words.filters.clear }).click();
      await expect.poll(async () => (await namesIn(page)).length).toBeGreaterThan(3);
      expect(new URL(page.url()).search).toBe("");
    }));
});

test("a condition is edited, joined by «any», and removed; a press on a stage narrows", () =>
  office.as({ locale: "en", width: 1440 }, async ({ page }) => {
    const other = { field: "tags", is: "hasAny", value: [OTHER_TAG] };
    const tagged = { field: "tags", is: "hasAny", value: [TAG] };
    await page.goto(addressOf({ all: [other, tagged] }));
    await page.getByRole("radio", { name: en.filters.joints.any, exact: true }).check();
    await page.getByText("3 customers", { exact: true }).waitFor();
    await page
      .getByRole("button", { name: en.filters.onlyStage("Lost") })
      .first()
      .click();
    await page.getByText("1 customer", { exact: true }).waitFor();
    expect(await namesIn(page)).toEqual(["کیانوش فارسی"]);
    await page.getByRole("button", { name: /^Edit condition: Stage is Lost/ }).click();
    await page.getByRole("form").getByLabel(en.filters.operator).selectOption("noneOf");
    await page.getByRole("form").getByRole("button", { name: en.filters.save }).click();
    await page.getByText("2 customers", { exact: true }).waitFor();
    await page.getByRole("button", { name: /^Remove condition: Stage is not Lost/ }).click();
    await page.getByText("3 customers", { exact: true }).waitFor();
  }));

test("an address with a broken filter, or none that fits, says so and offers to clear it", () =>
  office.as({ locale: "fa", width: 1440 }, async ({ page }) => {
    for (const [address, title] of [
      [`${office.url}/customers?filter=%7B`, fa.filters.broken],
      [addressOf({ all: [{ field: "gone", is: "empty" }] }), fa.filters.broken],
      [addressOf({ all: [{ field: "city", is: "equals", value: "هیچستان" }] }), fa.filters.none],
    ] as const) {
      await page.goto(address);
      await page.getByRole("heading", { name: title }).waitFor();
      await page.getByRole("button", { name: fa.filters.clear }).last().click();
      await page.locator("main a[href^='/customers/cus_']").first().waitFor();
    }
  }));

test("dates are chosen from a calendar above the list", () =>
  office.as({ locale: "fa", width: 390 }, async ({ page }) => {
    await page.goto(addressOf({ field: "createdAt", is: "after", value: "2024-03-20" }));
    await page.getByRole("button", { name: fa.filters.shortCount("۱") }).click();
    await page.getByRole("button", { name: /^ویرایش شرط/ }).click();
    await page.getByRole("button", { name: fa.dates.pick(fa.filters.value) }).click();
    await page.getByRole("button", { name: fa.dates.monthOn }).waitFor();
    await expectNothingInTheWay(page);
  }));

test("what a corrected interaction said before is told, newest first", () =>
  office.as({ locale: "en", width: 1440 }, async ({ page }) => {
    await page.goto(`${office.url}/customers/${zahra}`);
    await page.getByRole("button", { name: en.interactions.versions }).click();
    const dialog = page.getByRole("dialog", { name: en.interactions.versions });
    await dialog.getByRole("listitem").first().waitFor();
    const [now, first] = await dialog.getByRole("listitem").allInnerTexts();
    expect(now).toMatch(/Version 2[\s\S]*asked about Kish[\s\S]*asked about Qeshm/);
    expect(first).toMatch(/As first logged[\s\S]*asked about Kish/);
    await expectNothingInTheWay(page);
  }));
