import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Office, openOffice, picture, type Visitor, WORDS } from "./browser.ts";

let office: Office;
let visitor: Visitor;

beforeAll(async () => {
  office = await openOffice({ demo: true });
  await office.api("POST", "/customers", { name: "زهرا کاشانی", phones: [{ number: "09121234987" }] });
  // The sample company is followed up first, however long that takes here.
  while ((await office.api("GET", "/search?q=4987")).items.length === 0)
    await new Promise((resume) => setTimeout(resume, 250));
  const label = { fa: "سقف اعتبار", en: "Credit limit" };
  await office.api("POST", "/fields", { kind: "customer", type: "money", label, inLists: true });
  await office.api("POST", "/fields", { kind: "customer", type: "customer", label: { fa: "معرف", en: "Brought by" } });
  await office.api("POST", "/fields", {
    kind: "customer",
    type: "date",
    label: { fa: "تاریخ قرارداد", en: "Contract date" },
  });
  await office.api("POST", "/fields", { kind: "customer", type: "yesNo", label: { fa: "بیمه دارد", en: "Insured" } });
});

afterAll(() => office?.close());

afterEach(async () => visitor?.context.close());

async function open(locale: "fa" | "en", width: 1440 | 390, path: string): Promise<Page> {
  visitor = await office.enter({ locale, width });
  await visitor.page.goto(office.url + path);
  return visitor.page;
}

describe.each([
  ["fa", 1440],
  ["en", 1440],
  ["fa", 390],
  ["en", 390],
] as const)("in %s at %i", (locale, width) => {
  const { fields, customers, common, filters } = WORDS[locale];
  const label = (words: { fa: string; en: string }) => words[locale];
  const name = `${label({ fa: "رده", en: "Tier" })} ${width}`;
  const gold = label({ fa: "طلایی", en: "Gold" });
  const tin = label({ fa: "حلبی", en: "Tin" });
  const credit = label({ fa: "سقف اعتبار", en: "Credit limit" });
  const broughtBy = label({ fa: "معرف", en: "Brought by" });
  const contract = label({ fa: "تاریخ قرارداد", en: "Contract date" });

  test("a field is made, filled in the form and in place, filtered by, put away and brought back", async () => {
    const page = await open(locale, width, "/settings/fields");
    await picture(page, `settings-${locale}-${width}`);
    await page.getByRole("button", { name: fields.create }).click();
    await page.getByLabel(fields.labelIn[locale]).fill(name);
    await page.getByLabel(fields.type, { exact: true }).selectOption({ label: fields.types.choice });
    await page.getByLabel(fields.choiceIn(locale === "fa" ? "۱" : "1", fields.languages[locale])).fill(gold);
    await page.keyboard.press("Enter");
    await page.keyboard.type("");
    await page.getByLabel(fields.choiceIn(locale === "fa" ? "۲" : "2", fields.languages[locale])).fill(tin);
    await page.getByRole("switch", { name: fields.inLists }).check();
    await picture(page, `dialog-${locale}-${width}`);
    await page.getByRole("dialog").getByRole("button", { name: fields.create }).click();
    await page.getByRole("button", { name, exact: true }).waitFor();
    await picture(page, `settings2-${locale}-${width}`);

    await page.goto(`${office.url}/customers?new=1`);
    const form = page.getByRole("dialog");
    await form.getByLabel(customers.fields.givenName).fill("Nima");
    await form.getByLabel(customers.fields.familyName).fill(`Rad ${locale} ${width}`);
    await form.getByText(customers.form.more).click();
    await form.getByLabel(name).selectOption({ label: tin });
    await form.getByLabel(credit).fill("۱٬۵۰۰٬۰۰۰");
    await form.getByLabel(broughtBy).fill("4987");
    await page.getByRole("option", { name: /زهرا/ }).click();
    await form.getByLabel(credit).scrollIntoViewIfNeeded();
    await picture(page, `form-${locale}-${width}`);
    await form.getByRole("button", { name: customers.form.submit }).click();
    await page.waitForURL(/customers\/cus_/);
    const id = page.url().split("/").at(-1);
    const read = async () => (await office.api("GET", `/customers/${id}`)).custom;
    expect(Object.values(await read())).toEqual(expect.arrayContaining([1_500_000]));

    if (width === 390) await page.getByRole("radio", { name: customers.parts.details }).check();
    await page.getByRole("button", { name: common.labelled(common.edit(contract)) }).click();
    await page.getByRole("textbox", { name: contract }).fill("1405/01/01");
    await page.keyboard.press("Enter");
    await page.getByText(customers.saved(contract)).waitFor();
    await page.getByLabel(name).selectOption({ label: gold });
    await page.getByText(customers.saved(name)).waitFor();
    expect(await read()).toMatchObject({ contractDate: "2026-03-21", creditLimit: 1_500_000 });
    await page
      .getByText(label({ fa: "رفتن به", en: "Open" }))
      .first()
      .scrollIntoViewIfNeeded();
    await picture(page, `customer-${locale}-${width}`);

    const key = (await office.api("GET", "/fields")).items.find(
      (one: { label: Record<string, string> }) => one.label[locale] === name,
    );
    const rule = { field: `custom.${key.key}`, is: "anyOf", value: [key.choices[0].value] };
    await page.goto(`${office.url}/customers?filter=${encodeURIComponent(JSON.stringify({ all: [rule] }))}`);
    await page.getByRole("link", { name: `Nima Rad ${locale} ${width}` }).waitFor();
    if (width === 1440) {
      await page
        .getByRole("button", { name: filters.edit("").slice(0, 4) })
        .first()
        .click();
      await picture(page, `filter-${locale}-${width}`);
    }

    await page.goto(`${office.url}/settings/fields`);
    const row = page.getByRole("listitem").filter({ has: page.getByRole("button", { name, exact: true }) });
    await row.getByRole("button", { name: fields.retire }).click();
    await page.getByText(fields.wasRetired(name)).waitFor();
    await picture(page, `retired-${locale}-${width}`);
    await page.goto(`${office.url}/customers?filter=${encodeURIComponent(JSON.stringify({ all: [rule] }))}`);
    await page.getByText(filters.broken).waitFor();
    await picture(page, `broken-${locale}-${width}`);
    await page.goto(`${office.url}/settings/fields`);
    const away = page.getByRole("listitem").filter({ hasText: name });
    await away.getByRole("button", { name: fields.restore }).click();
    await page.getByText(fields.wasRestored(name)).waitFor();
    expect(Object.values(await read())).toHaveLength(4);
    expect(visitor.errors).toEqual([]);
  });
});
