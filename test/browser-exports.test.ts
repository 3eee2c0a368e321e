import { readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { en } from "#web/locales/en.ts";
import { fa } from "#web/locales/fa.ts";
import { openBrowser, visit } from "./browser.ts";
import { type LocalServer, newDataFolder, startLocalServer } from "./local-server.ts";

const PERSON = { email: "boss@example.com", password: "correct horse battery" };
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser: Browser;
let server: LocalServer;
let token = "";
const folder = newDataFolder();

beforeAll(async () => {
  server = await startLocalServer(folder, {
    PEYVAND_DEMO: "1",
    PEYVAND_ADMIN_EMAIL: PERSON.email,
    PEYVAND_ADMIN_PASSWORD: PERSON.password,
  });
  const response = await fetch(`${server.url}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(PERSON),
  });
  token = (await response.json()).token;
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function violationsOn(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: axe puts itself on the window.
    const { violations } = await (window as any).axe.run(document, { resultTypes: ["violations"] });
    return (violations as { id: string; nodes: { html: string }[] }[]).map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`,
    );
  });
}

test.each([
  ["fa", 1440],
  ["en", 390],
] as const)(
  "a list is exported with chosen columns, downloaded, and found again in the history (%s, %i)",
  async (locale, width) => {
    const words = { fa, en }[locale].exports;
    const { page, context, errors } = await visit(browser, server.url, { token, locale, width });
    try {
      await page.addInitScript((value) => localStorage.setItem("peyvand.locale", value), locale);
      await page.goto(`${server.url}/settings/export`);
      await page.getByRole("button", { name: words.everybody }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("radio", { name: "CSV" }).check();
      await dialog.getByRole("radio", { name: words.datesIso }).check();
      await dialog.getByRole("button", { name: words.noneOfColumns }).click();
      await dialog.getByRole("button", { name: words.start }).click();
      await dialog.getByText(words.noColumns).waitFor();
      expect(await violationsOn(page)).toEqual([]);
      await dialog.getByRole("checkbox").first().check();
      await dialog.getByRole("button", { name: words.start }).click();
      await dialog.getByText(words.done).waitFor();
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        dialog.getByRole("link", { name: words.download }).click(),
      ]);
      const lines = readFileSync(await download.path(), "utf8")
        .trimEnd()
        .split("\r\n");
      expect(lines).toHaveLength(201);
      expect(lines[0]).toBe(locale === "fa" ? "\ufeffشناسهٔ پیوند" : "\ufeffPeyvand id");
      expect(lines[1]).toMatch(/^cus_/);
      await dialog.getByRole("button", { name: { fa, en }[locale].common.close }).last().click();
      await page.getByRole("link", { name: words.download }).first().waitFor();
      expect(await violationsOn(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      expect(errors).toEqual([]);
    } finally {
      await context.close();
    }
  },
  60_000,
);
