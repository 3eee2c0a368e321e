import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decideLog } from "#core/engagement/interactions/index.ts";
import { openWorkspace } from "#local/open-workspace.ts";
import { planOfLog } from "#server/engagement/interactions/index.ts";
import { createCustomer } from "#server/people/customers/index.ts";
import { commitMany } from "#server/platform/commit.ts";
import { SILENT_LOG } from "#server/platform/log.ts";
import { en } from "#web/locales/en.ts";
import { fa } from "#web/locales/fa.ts";
import { EMAIL, type Office, openOffice, PASSWORD, violationsOf, visit, WORDS } from "./browser.ts";
import { newDataFolder } from "./local-server.ts";

let office: Office;
const folder = newDataFolder();

let longStory: string;

/** A customer with ten thousand notes, a minute apart. */
async function writeLongStory(): Promise<string> {
  const workspace = await openWorkspace({ dataFolder: folder, log: SILENT_LOG, secureCookies: false, openApiFile: "" });
  const ctx = await workspace.context();
  const { customer } = await createCustomer(ctx, { name: "Long story" });
  const start = Date.parse("2024-01-01T00:00:00Z");
  const plans = Array.from({ length: 10_000 }, (_, n) => {
    const note = { customerId: customer.id, channel: "note" as const, direction: "none" as const, body: `entry ${n}` };
    const occurredAt = new Date(start + n * 60_000).toISOString();
    return planOfLog(decideLog({ ...note, occurredAt }, { now: ctx.now(), id: ctx.newId("int"), by: ctx.actor }));
  });
  await commitMany(ctx, plans);
  await workspace.idle();
  await workspace.close();
  return customer.id;
}

beforeAll(async () => {
  longStory = await writeLongStory();
  office = await openOffice({ demo: true, folder });
});

afterAll(() => office?.close());

test("signing in: a wrong password is said, the right one leads to the customers", async () => {
  const { page, context, errors } = await visit(office.browser, office.url, { locale: "fa", width: 1440 });
  await page.goto(`${office.url}/customers`);
  await page.getByLabel(fa.signIn.email).fill(EMAIL);
  await page.getByLabel(fa.signIn.password).fill("wrong horse battery");
  await page.getByRole("button", { name: fa.signIn.submit }).click();
  await page.getByRole("alert").getByText(fa.errors.codes["auth.wrong_credentials"]).waitFor();
  await page.getByLabel(fa.signIn.password).fill(PASSWORD);
  await page.getByRole("button", { name: fa.signIn.submit }).click();
  await page.locator("h1", { hasText: fa.customers.title }).waitFor();
  expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual([
    "fa",
    "rtl",
  ]);
  expect(errors).toEqual([]);
  await context.close();
});

describe.each([
  { locale: "fa", width: 1440 },
  { locale: "en", width: 1440 },
  { locale: "fa", width: 390 },
  { locale: "en", width: 390 },
] as const)("in $locale at $width", ({ locale, width }) => {
  const words = WORDS[locale];

  test("a customer is created, is found as a duplicate while typing, and gets a call logged", () =>
    office.as({ locale, width }, async ({ page }) => {
      const family = `Tester${locale}${width}`;
      const phone = `0912${width}${locale === "fa" ? "111" : "222"}0`.slice(0, 11).padEnd(11, "5");
      await page.goto(`${office.url}/customers`);
      const create = async () => {
        await page.getByRole("button", { name: words.customers.create }).first().click();
        await page.getByLabel(words.customers.fields.givenName).fill("<b>Ann</b>");
        await page.getByLabel(words.customers.fields.familyName).fill(family);
        await page.getByLabel(words.customers.form.phone, { exact: false }).first().fill(phone);
      };
      await create();
      await page.getByRole("button", { name: words.customers.form.submit }).click();
      await page.locator("h1", { hasText: `<b>Ann</b> ${family}` }).waitFor();

      await page.getByRole("button", { name: words.interactions.beginning.log }).click();
      await page.getByLabel(words.interactions.body).fill("<script>alert(1)</script> و سلام");
      await page.keyboard.press("Control+Enter");
      await page.getByText("<script>alert(1)</script> و سلام").waitFor();

      await page.goto(`${office.url}/customers`);
      await create();
      await page.getByText(words.customers.form.duplicates).waitFor();
      await page.getByText(words.customers.because.phone).first().waitFor();
    }));

  test("an edit in place is saved and stays; html is shown as text", () =>
    office.as({ locale, width }, async ({ page }) => {
      const { customer } = await office.api("POST", "/customers", { name: `Edit ${locale} ${width}`, source: "fair" });
      await page.goto(`${office.url}/customers/${customer.id}`);
      if (width === 390) await page.locator("label", { hasText: words.customers.parts.details }).click();
      await page.getByText("fair", { exact: true }).click();
      await page.keyboard.press("Control+a");
      await page.keyboard.type("<i>web</i>");
      await page.keyboard.press("Enter");
      await page.getByText(words.customers.saved(words.customers.fields.source)).first().waitFor();
      expect((await office.api("GET", `/customers/${customer.id}`)).source).toBe("<i>web</i>");
      await page.reload();
      if (width === 390) await page.locator("label", { hasText: words.customers.parts.details }).click();
      await page.getByText("<i>web</i>", { exact: true }).waitFor();
    }));
});

test("a lost race shows both versions and loses nothing typed", () =>
  office.as({ locale: "en", width: 1440 }, async ({ page }) => {
    const { customer } = await office.api("POST", "/customers", { name: "Race", source: "fair" });
    await page.goto(`${office.url}/customers/${customer.id}`);
    await page.getByText("fair", { exact: true }).click();
    await office.api("PATCH", `/customers/${customer.id}`, { version: 1, source: "theirs" });
    await page.keyboard.press("Control+a");
    await page.keyboard.type("mine");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    await dialog.getByText("theirs").first().waitFor();
    await dialog.getByText("mine").first().waitFor();
  }));

test("ten thousand entries of a timeline page smoothly: few rows are ever in the page", () =>
  office.as({ locale: "en", width: 1440 }, async ({ page }) => {
    await page.goto(`${office.url}/customers/${longStory}`);
    await page.getByText("entry 9999", { exact: true }).waitFor();
    for (let scrolls = 0; scrolls < 12; scrolls++) {
      await page.mouse.move(500, 600);
      await page.mouse.wheel(0, 4000);
      await page.waitForTimeout(100);
    }
    const shown = await page.getByText(/^entry \d+$/).allTextContents();
    expect(shown.length).toBeGreaterThan(2);
    expect(shown.length).toBeLessThan(200);
    expect(Math.min(...shown.map((text) => Number(text.slice("entry ".length))))).toBeLessThan(9_900);
  }));

test("a file is imported: preview, counts, refused rows to download", () =>
  office.as({ locale: "fa", width: 1440 }, async ({ page }) => {
    await page.goto(`${office.url}/imports`);
    const csv = "نام,نام خانوادگی,موبایل\nنرگس,وارداتی,۰۹۱۲۵۵۵۰۰۰۱\nعلی,بی‌شماره,ندارد\nنرگس,وارداتی,0912 555 0001\n";
    await page
      .getByLabel(fa.imports.choose)
      .setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
    await page.getByText(fa.imports.preview).waitFor();
    await page.getByRole("button", { name: fa.imports.start }).click();
    const download = page.waitForEvent("download");
    await page.getByText(fa.imports.downloadRefused).click();
    expect((await download).suggestedFilename()).toMatch(/refused\.csv$/);
    const { items } = await office.api("GET", "/imports");
    expect(items[0]).toMatchObject({ added: 1, merged: 1, refused: 1, state: "done" });
  }));

test("of a file with headings nobody knows one says oneself what its columns are", () =>
  office.as({ locale: "en", width: 1440 }, async ({ page }) => {
    await page.goto(`${office.url}/imports`);
    await page.getByLabel(en.imports.choose).setInputFiles({
      name: "klanten.csv",
      mimeType: "text/csv",
      buffer: Buffer.from("Klant;Nummer\nWillem;09125550009\n"),
    });
    await page.getByText(en.errors.codes["import.no_fields"]).waitFor();
    const start = page.getByRole("button", { name: en.imports.start });
    expect(await start.isDisabled()).toBe(true);
    await page.getByLabel(en.imports.fieldOf("Klant")).selectOption("name");
    await page.getByLabel(en.imports.fieldOf("Nummer")).selectOption("phone");
    await page.getByText(en.imports.outcomes.add, { exact: true }).waitFor();
    await start.click();
    await page.getByText(en.imports.earlier).waitFor();
    await expect
      .poll(async () => (await office.api("GET", "/imports")).items[0])
      .toMatchObject({ fileName: "klanten.csv", added: 1, state: "done" });
  }));

test("a file of headings alone says that it has no rows", () =>
  office.as({ locale: "fa", width: 390 }, async ({ page }) => {
    await page.goto(`${office.url}/imports`);
    await page.getByLabel(fa.imports.choose).setInputFiles({
      name: "headings.csv",
      mimeType: "text/csv",
      buffer: Buffer.from("نام,موبایل\n\n"),
    });
    await page.getByText(fa.imports.noRows).waitFor();
  }));

test("an API key is shown once, and revoked", () =>
  office.as({ locale: "en", width: 1440 }, async ({ page }) => {
    await page.goto(`${office.url}/settings/api-keys`);
    await page.getByRole("button", { name: en.apiKeys.create }).first().click();
    await page.getByLabel(en.apiKeys.name).fill("website");
    await page.getByRole("dialog").getByRole("button", { name: en.apiKeys.create }).click();
    await page.getByRole("textbox", { name: en.apiKeys.secret, exact: true }).waitFor();
    expect(await page.getByRole("textbox", { name: en.apiKeys.secret, exact: true }).inputValue()).toMatch(
      /^pk_[\w-]{43}$/,
    );
    await page.getByRole("button", { name: en.apiKeys.done }).click();
    expect(await page.getByRole("textbox", { name: en.apiKeys.secret, exact: true }).count()).toBe(0);
    expect((await office.api("GET", "/api-keys")).items[0]).toMatchObject({ name: "website" });
  }));

test("the keyboard alone: move, open, create, help", () =>
  office.as({ locale: "fa", width: 1440 }, async ({ page }) => {
    await page.goto(`${office.url}/customers`);
    await page.getByRole("heading", { name: fa.customers.title }).waitFor();
    await page.locator("main a[href^='/customers/cus_']").first().waitFor();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: fa.shell.keys.title }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/customers\/cus_/);
    await page.goBack();
    // Keys are the list's once it is there again.
    await page.getByRole("heading", { name: fa.customers.title, exact: true }).waitFor();
    await page.locator("main a[href^='/customers/cus_']").first().waitFor();
    await page.keyboard.press("c");
    await page.getByRole("dialog", { name: fa.customers.form.title }).waitFor();
  }));

describe("nothing on any page keeps anybody out (WCAG)", () => {
  test.each([
    { locale: "fa", theme: "light", width: 1440 },
    { locale: "en", theme: "dark", width: 1440 },
    { locale: "fa", theme: "dark", width: 390 },
  ] as const)("$locale, $theme, $width", (options) =>
    office.as(options, async ({ page }) => {
      const { items } = await office.api("GET", "/customers?limit=1");
      const found: Record<string, string[]> = {};
      for (const path of [
        "/customers",
        `/customers/${items[0].id}`,
        "/imports",
        "/settings/api-keys",
        "/settings/system",
        "/nowhere",
      ]) {
        await page.goto(office.url + path);
        await page.waitForLoadState("networkidle");
        found[path.slice(0, 12)] = await violationsOf(page);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow, `${path} scrolls sideways`).toBeLessThanOrEqual(0);
      }
      expect(Object.values(found).flat()).toEqual([]);
    }),
  );
});
