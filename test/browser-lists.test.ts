import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { en } from "#web/locales/en.ts";
import { fa } from "#web/locales/fa.ts";
import { expectNothingInTheWay, type Look, type Office, openOffice, type Visitor, WORDS } from "./browser.ts";

let office: Office;

beforeAll(async () => {
  office = await openOffice({ demo: true });
});

afterAll(() => office?.close());

/** Someone signed in, who has set nothing yet; afterwards their page must have complained of nothing. */
async function as(look: Look, work: (visitor: Visitor) => Promise<void>) {
  const { items, settings } = await office.api("GET", "/views?list=customers");
  for (const { id } of items) await office.api("DELETE", `/views/${id}`);
  await office.api("PUT", "/views/settings", { list: "customers", defaultId: null });
  for (const of of Object.keys(settings.columns))
    await office.api("PUT", "/views/settings", { list: "customers", columns: { of, are: null } });
  await office.as(look, work);
}

async function openList(page: Page, search = "") {
  await page.goto(`${office.url}/customers${search}`);
  await page.locator("main a[href^='/customers/cus_']").first().waitFor();
}

const namesIn = (page: Page) => page.locator("main [role=row] a[href^='/customers/cus_']").allInnerTexts();
const headings = (page: Page) =>
  page
    .locator("[role=columnheader]")
    .allInnerTexts()
    .then((texts) => texts.map((text) => text.trim()).filter(Boolean));
const peekIn = (page: Page) => page.locator("aside[aria-label] h2, dialog[open] h2").last();

describe.each([
  { locale: "fa", width: 1440, theme: "light" },
  { locale: "en", width: 1440, theme: "dark" },
] as const)("in $locale", (options) => {
  const words = WORDS[options.locale];

  test("columns are chosen, put in order, drawn wider, and still there after a reload", () =>
    as(options, async ({ page }) => {
      await openList(page);
      await page.getByRole("button", { name: words.columns.title, exact: true }).click();
      await page.getByRole("textbox", { name: words.columns.find }).fill(words.columns.names.email);
      await page.getByRole("checkbox", { name: words.columns.show(words.columns.names.email) }).click();
      await page.getByRole("textbox", { name: words.columns.find }).fill("");
      await page.getByRole("checkbox", { name: words.columns.hide(words.customers.columns.city) }).click();
      await page.getByRole("button", { name: words.columns.move(words.columns.names.email) }).focus();
      for (let times = 0; times < 6; times++) await page.keyboard.press("Alt+ArrowUp");
      await expectNothingInTheWay(page);
      await page.keyboard.press("Escape");
      const expected = ["name", "email", "relation", "stage", "phone", "tags", "lastContact", "owner"].map((id) =>
        id === "email" ? words.columns.names.email : words.customers.columns[id as "name"],
      );
      expect(await headings(page)).toEqual(expected);

      const border = page.getByRole("separator", { name: words.columns.resize(words.columns.names.email) });
      const before = (await page.locator("[role=columnheader]").nth(2).boundingBox())!.width;
      await border.focus();
      await page.keyboard.press(options.locale === "fa" ? "ArrowLeft" : "ArrowRight");
      const box = (await border.boundingBox())!;
      await page.mouse.move(box.x + box.width / 2, box.y + 8);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width / 2 + (options.locale === "fa" ? -40 : 40), box.y + 8);
      await page.mouse.up();
      const widthNow = async () => (await page.locator("[role=columnheader]").nth(2).boundingBox())!.width;
      expect(await widthNow()).toBe(before + 16 + 40);
      await page.waitForLoadState("networkidle");
      await page.reload();
      await expect.poll(() => headings(page)).toEqual(expected);
      expect(await widthNow()).toBe(before + 16 + 40);
    }));

  test("a view is saved, changed and not saved, saved, deleted, brought back, and opened with", () =>
    as(options, async ({ page }) => {
      const rule = { all: [{ field: "lifecycleStage", is: "anyOf", value: ["loyal"] }] };
      await openList(page, `?filter=${encodeURIComponent(JSON.stringify(rule))}`);
      await page.getByRole("button", { name: words.views.saveAs }).click();
      const dialog = page.getByRole("dialog", { name: words.views.saveAs });
      await dialog.getByRole("button", { name: words.views.save, exact: true }).click();
      await dialog.getByText(words.views.nameNeeded).waitFor();
      await dialog.getByLabel(words.views.name).fill("Faithful");
      await dialog.getByRole("radio", { name: words.views.colours.saffron }).check({ force: true });
      await expectNothingInTheWay(page);
      await dialog.getByRole("button", { name: words.views.save, exact: true }).click();
      const tab = page.getByRole("navigation", { name: words.views.title }).getByRole("button", { name: "Faithful" });
      await tab.and(page.locator("[aria-current=page]")).waitFor();
      expect(await page.getByText(words.views.changed).count()).toBe(0);

      await page.getByRole("combobox", { name: words.columns.order }).selectOption("lastContact");
      await page.getByText(words.views.changed).waitFor();
      await page.getByRole("button", { name: words.views.saveChanges }).click();
      await page.getByText(words.views.saved("Faithful")).waitFor();
      expect(await page.getByText(words.views.changed).count()).toBe(0);
      const { items } = await office.api("GET", "/views?list=customers");
      expect(items).toMatchObject([{ name: "Faithful", sort: "lastContact", filter: rule, colour: "saffron" }]);

      await page.getByRole("button", { name: words.views.menu("Faithful") }).click();
      await page.getByRole("button", { name: words.views.makeDefault }).click();
      await page.goto(`${office.url}/customers`);
      await page.waitForURL(/view=viw_.*sort=lastContact/);
      await page.getByRole("button", { name: words.views.everybody, exact: true }).click();
      await page.waitForURL(/customers\?view=all$/);
      await tab.click();
      await page.getByRole("button", { name: words.views.menu("Faithful") }).click();
      await page.getByRole("button", { name: words.views.remove }).click();
      await expect.poll(() => tab.count()).toBe(0);
      await page.getByRole("button", { name: words.common.undo }).click();
      await tab.and(page.locator("[aria-current=page]")).waitFor();
    }));

  test("a view on a field that is gone says so in words, and is mended", () =>
    as(options, async ({ page }) => {
      const gone = { field: "custom.gone", is: "equals", value: "x" };
      const loyal = { field: "lifecycleStage", is: "anyOf", value: ["loyal"] };
      const plate = `Plate ${options.locale} ${options.width}`;
      const label = { fa: plate, en: plate };
      const away = await office.api("POST", "/fields", { kind: "customer", type: "text", label, inLists: true });
      await office.api("POST", `/fields/${away.id}/retire`, {});
      const columns = [{ id: "name" }, { id: "custom.gone" }, { id: `custom.${away.key}` }, { id: "createdAt" }];
      const { id } = await office.api("POST", "/views", {
        list: "customers",
        name: "Old",
        filter: { all: [gone, loyal] },
        columns,
      });
      await page.goto(`${office.url}/customers?view=${id}`);
      const notice = page.getByRole("alert").filter({ hasText: "custom.gone" });
      await notice.waitFor();
      expect((await notice.innerText()).replace(/[\u2066-\u2069]/g, "")).toContain(
        words.views.brokenColumns(
          `custom.gone ${options.locale === "fa" ? "و" : "and"} ${words.fields.retiredName(plate)}`,
        ),
      );
      await page.getByRole("heading", { name: words.filters.broken }).waitFor();
      await expectNothingInTheWay(page);
      await notice.getByRole("button", { name: words.views.mend }).click();
      await page.locator("main a[href^='/customers/cus_']").first().waitFor();
      expect(await notice.count()).toBe(0);
      await page.getByRole("button", { name: words.views.saveChanges }).click();
      await page.getByText(words.views.saved("Old")).waitFor();
      const saved = await office.api("GET", `/views/${id}`);
      expect(saved).toMatchObject({ filter: { all: [loyal] }, columns: [{ id: "name" }, { id: "createdAt" }] });
    }));
});

test("the keyboard looks at one beside the list, goes on over the end of the page, and comes back to its row", () =>
  as({ locale: "fa", width: 1440 }, async ({ page }) => {
    await openList(page);
    const names = await namesIn(page);
    await page.keyboard.press("j");
    await page.keyboard.press("Space");
    await peekIn(page).filter({ hasText: names[0]! }).waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await peekIn(page).filter({ hasText: names[2]! }).waitFor();
    await expectNothingInTheWay(page);
    await page.getByRole("button", { name: fa.peek.previous, exact: true }).click();
    await peekIn(page).filter({ hasText: names[1]! }).waitFor();
    const next = page.getByRole("button", { name: fa.peek.next, exact: true });
    for (let times = 0; times < 110; times++) await next.click();
    await page.getByText(/^۱۱۲ از/).waitFor();
    await page.keyboard.press("Escape");
    expect(await page.getByText(/^۱۱۲ از/).count()).toBe(0);
  }));

test("on a phone the look fills the screen, with what is known and a way to log", () =>
  as({ locale: "en", width: 390, theme: "dark" }, async ({ page }) => {
    await openList(page);
    const [first, second] = await namesIn(page);
    await page.getByRole("button", { name: en.peek.open(first!) }).click();
    await peekIn(page).filter({ hasText: first! }).waitFor();
    await expectNothingInTheWay(page);
    await page.getByRole("button", { name: en.peek.next, exact: true }).click();
    await peekIn(page).filter({ hasText: second! }).waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator("dialog[open]").count()).toBe(0);
  }));

test("headings sort, and turn round when pressed again", () =>
  as({ locale: "en", width: 1440 }, async ({ page }) => {
    await openList(page);
    await page.getByRole("button", { name: en.customers.columns.lastContact, exact: true }).click();
    await page.waitForURL(/sort=lastContact$/);
    await page.locator("[aria-sort=descending]", { hasText: en.customers.columns.lastContact }).waitFor();
    await page.getByRole("button", { name: en.customers.columns.lastContact, exact: true }).click();
    await page.waitForURL(/sort=lastContact&reverse=true$/);
    await page.locator("[aria-sort=ascending]", { hasText: en.customers.columns.lastContact }).waitFor();
  }));

describe.each([
  { locale: "fa", width: 1440, theme: "light" },
  { locale: "en", width: 390, theme: "dark" },
] as const)("choosing many, in $locale at $width", (options) => {
  const words = WORDS[options.locale];
  const count = (many: number) =>
    words.selection.count(new Intl.NumberFormat(options.locale === "fa" ? "fa-IR" : "en").format(many));
  const bar = (page: Page) => page.getByRole("region", { name: words.selection.title });

  test("some are chosen, with shift all in between; they stay chosen after a look at a customer's page", () =>
    as(options, async ({ page }) => {
      await openList(page);
      if (options.width === 390) {
        await page.getByRole("button", { name: words.selection.select, exact: true }).click();
        await page.locator("[data-row='0'] input").check();
        await page.locator("[data-row='4'] input").click({ modifiers: ["Shift"] });
      } else {
        await page.keyboard.press("j");
        await page.keyboard.press("x");
        for (let times = 0; times < 4; times++) await page.keyboard.press("j");
        await page.keyboard.press("Shift+X");
      }
      await bar(page).getByText(count(5)).waitFor();
      await expectNothingInTheWay(page);
      await page.evaluate(() => scrollTo(0, 2500));
      await expect.poll(() => page.evaluate(() => scrollY)).toBe(2500);
      await page.waitForLoadState("networkidle");
      await page.locator("main [role=row] a").nth(16).click();
      await page.waitForURL(/\/customers\/cus_/);
      await page.locator("h1").waitFor();
      await page.goBack();
      await bar(page).getByText(count(5)).waitFor();
      await expect.poll(() => page.evaluate(() => scrollY)).toBe(2500);
      await page.keyboard.press("Escape");
      await expect.poll(() => bar(page).count()).toBe(0);
    }));
});

test("all that match are the filter's, more than are loaded, and their file is written", () =>
  as({ locale: "en", width: 1440 }, async ({ page }) => {
    await openList(page);
    await page.getByRole("checkbox", { name: en.selection.selectLoaded }).check();
    const bar = page.getByRole("region", { name: en.selection.title });
    await bar.getByText(en.selection.count("100")).waitFor();
    await bar.getByRole("button", { name: en.selection.allMatching }).click();
    await bar.getByText(en.selection.everybody).waitFor();
    await bar.getByRole("button", { name: en.selection.export }).click();
    const download = page.waitForEvent("download");
    await bar.getByRole("button", { name: en.selection.formats.csv }).click();
    const file = await (await download).createReadStream();
    let text = "";
    for await (const chunk of file) text += chunk;
    expect(text.trim().split("\n").length).toBeGreaterThan(200);
  }));

test.each([
  { locale: "fa", width: 1440 },
  { locale: "en", width: 390 },
] as const)("many are tagged at once, told what came of it, and it is taken back, in $locale at $width", (options) =>
  as(options, async ({ page }) => {
    const words = WORDS[options.locale];
    const number = (count: number) => new Intl.NumberFormat(options.locale === "fa" ? "fa-IR" : "en").format(count);
    const told = (...parts: string[]) => page.getByText(words.selection.sentence(parts.join(words.common.comma)));
    const bar = page.getByRole("region", { name: words.selection.title });
    const tag = async () => {
      await bar.getByRole("button", { name: words.selection.tags, exact: true }).click();
      await bar.getByRole("textbox", { name: words.selection.tags }).fill(`yalda ${options.locale}`);
      await bar.getByRole("button", { name: words.selection.addTags, exact: true }).click();
    };
    const choose = async (at: number) => page.locator(`[data-row='${at}'] input`).check();
    await openList(page);
    if (options.width === 390) await page.getByRole("button", { name: words.selection.select, exact: true }).click();
    await choose(0);
    await choose(1);
    await tag();
    await told(words.selection.changed.tag(number(2))).waitFor();
    await choose(2);
    await tag();
    await told(words.selection.changed.tag(number(1)), words.selection.had(number(2))).waitFor();
    await page.getByRole("button", { name: words.common.undo }).last().click();
    await told(words.selection.undone(number(1))).waitFor();
    const tagged = { field: "tags", is: "hasAny", value: [`yalda ${options.locale}`] };
    const filter = encodeURIComponent(JSON.stringify(tagged));
    expect((await office.api("GET", `/customers?filter=${filter}`)).items).toHaveLength(2);
  }),
);

test("what is done with everybody is asked once more, and another selection is free meanwhile", () =>
  as({ locale: "en", width: 1440 }, async ({ page }) => {
    await openList(page);
    await page.getByRole("checkbox", { name: en.selection.selectLoaded }).check();
    const bar = page.getByRole("region", { name: en.selection.title });
    await bar.getByRole("button", { name: en.selection.allMatching }).click();
    const stage = async (name: string) => {
      await bar.getByRole("button", { name: en.selection.stage, exact: true }).click();
      await bar.getByRole("button", { name, exact: true }).click();
      await page.getByRole("dialog").getByText(en.selection.sureEverybody).waitFor();
      await page.getByRole("dialog").getByRole("button", { name: en.selection.doIt }).click();
    };
    // The second comes while the first is at it: both end, and the list is whole.
    await stage(en.customers.stages.loyal);
    await stage(en.customers.stages.wonBack);
    await expect.poll(() => page.getByText(/moved to the stage/).count(), { timeout: 20_000 }).toBe(2);
    const { items } = await office.api("GET", "/customers?limit=200");
    expect(items.every(({ lifecycleStage }: { lifecycleStage: string }) => /loyal|wonBack/.test(lifecycleStage))).toBe(
      true,
    );
    await expect
      .poll(async () => (await office.api("GET", "/jobs?limit=2")).items.map(({ state }: { state: string }) => state))
      .toEqual(["done", "done"]);
  }));
