import { afterAll, beforeAll, expect, test } from "vitest";
import { en } from "#web/locales/en.ts";
import { type Office, openOffice, WORDS } from "./browser.ts";

let office: Office;

beforeAll(async () => {
  office = await openOffice();
});

afterAll(() => office?.close());

async function newPage(locale: "fa" | "en", path: string) {
  const visitor = await office.enter({ locale, width: 1440 });
  await visitor.page.goto(office.url + path);
  return visitor;
}

test("notes typed and not saved are there after a reload, saved by hand and then forgotten; Escape forgets too", async () => {
  const { customer } = await office.api("POST", "/customers", { name: "Ann Lee" });
  const { page, context, errors } = await newPage("en", `/customers/${customer.id}`);
  const notes = page.getByRole("region", { name: en.customers.fields.notes });
  await notes.getByRole("button").click();
  await notes.getByRole("textbox").fill("Likes tea\nand the sea");
  await page.reload();
  await notes.getByText(en.common.draftKept).waitFor();
  expect(await notes.getByRole("textbox").inputValue()).toBe("Likes tea\nand the sea");
  await notes.getByRole("button", { name: en.common.save }).click();
  await expect
    .poll(async () => (await office.api("GET", `/customers/${customer.id}`)).notes)
    .toBe("Likes tea\nand the sea");
  await page.reload();
  await notes.getByText("and the sea").waitFor();
  expect(await notes.getByRole("textbox").count()).toBe(0);

  await notes.getByRole("button").click();
  await notes.getByRole("textbox").fill("nothing of it");
  await page.keyboard.press("Escape");
  await page.reload();
  await notes.getByText("and the sea").waitFor();
  expect(await notes.getByRole("textbox").count()).toBe(0);
  expect(errors).toEqual([]);
  await context.close();
});

test.each(["fa", "en"] as const)(
  "an archived customer's page in %s says so, changes nothing, and takes it back",
  async (locale) => {
    const { customers, interactions } = WORDS[locale];
    const { customer } = await office.api("POST", "/customers", { name: "Bob Hill" });
    await office.api("POST", `/customers/${customer.id}/archive`);
    const { page, context, errors } = await newPage(locale, `/customers/${customer.id}`);
    await page.getByRole("note").getByText(customers.archivedNotice).waitFor();
    expect(await page.locator("[data-inline-edit]").count()).toBe(0);
    expect(await page.getByText(interactions.beginning.log).count()).toBe(0);
    await page.getByRole("button", { name: customers.restore }).click();
    await page.getByText(interactions.beginning.log).waitFor();
    expect(await page.getByRole("note").count()).toBe(0);
    expect(errors).toEqual([]);
    await context.close();
  },
);
