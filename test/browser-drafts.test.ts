import { rmSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { en } from "#web/locales/en.ts";
import { fa } from "#web/locales/fa.ts";
import { openBrowser, visit } from "./browser.ts";
import { type LocalServer, newDataFolder, startLocalServer } from "./local-server.ts";

const PASSWORD = "correct horse battery";
const WORDS = { fa, en };

let browser: Browser;
let server: LocalServer;
let token = "";
const folder = newDataFolder();

async function api(method: string, path: string, body?: unknown) {
  const response = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return response.json();
}

beforeAll(async () => {
  server = await startLocalServer(folder, { PEYVAND_ADMIN_PASSWORD: PASSWORD });
  token = (await api("POST", "/session", { email: "admin@peyvand.local", password: PASSWORD })).token;
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function newPage(locale: "fa" | "en", path: string) {
  const { page, context, errors } = await visit(browser, server.url, { token, locale, width: 1440 });
  await page.addInitScript((chosen) => localStorage.setItem("peyvand.locale", chosen), locale);
  await page.goto(server.url + path);
  return { page, context, errors };
}

test("notes typed and not saved are there after a reload, saved by hand and then forgotten; Escape forgets too", async () => {
  const { customer } = await api("POST", "/customers", { name: "Ann Lee" });
  const { page, context, errors } = await newPage("en", `/customers/${customer.id}`);
  const notes = page.getByRole("region", { name: en.customers.fields.notes });
  await notes.getByRole("button").click();
  await notes.getByRole("textbox").fill("Likes tea\nand the sea");
  await page.reload();
  await notes.getByText(en.common.draftKept).waitFor();
  expect(await notes.getByRole("textbox").inputValue()).toBe("Likes tea\nand the sea");
  await notes.getByRole("button", { name: en.common.save }).click();
  await expect.poll(async () => (await api("GET", `/customers/${customer.id}`)).notes).toBe("Likes tea\nand the sea");
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
    const { customer } = await api("POST", "/customers", { name: "Bob Hill" });
    await api("POST", `/customers/${customer.id}/archive`);
    const { page, context, errors } = await newPage(locale, `/customers/${customer.id}`);
    await page.getByRole("note").getByText(customers.archivedNotice).waitFor();
    expect(await page.locator("[data-inline-edit]").count()).toBe(0);
    expect(await page.getByText(interactions.begin).count()).toBe(0);
    await page.getByRole("button", { name: customers.restore }).click();
    await page.getByText(interactions.begin).waitFor();
    expect(await page.getByRole("note").count()).toBe(0);
    expect(errors).toEqual([]);
    await context.close();
  },
);
