import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectNothingInTheWay, type Office, openOffice, WORDS } from "./browser.ts";

let office: Office;

beforeAll(async () => {
  office = await openOffice({ demo: true });
});

afterAll(() => office?.close());

test.each([
  ["fa", 1440],
  ["en", 390],
] as const)(
  "a list is exported with chosen columns, downloaded, and found again in the history (%s, %i)",
  async (locale, width) => {
    const words = WORDS[locale].exports;
    await office.as({ locale, width }, async ({ page }) => {
      await page.goto(`${office.url}/settings/export`);
      await page.getByRole("button", { name: words.everybody }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("radio", { name: "CSV" }).check();
      await dialog.getByRole("radio", { name: words.datesIso }).check();
      await dialog.getByRole("button", { name: words.noneOfColumns }).click();
      await dialog.getByRole("button", { name: words.start }).click();
      await dialog.getByText(words.noColumns).waitFor();
      await expectNothingInTheWay(page);
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
      await dialog.getByRole("button", { name: WORDS[locale].common.close }).last().click();
      await page.getByRole("link", { name: words.download }).first().waitFor();
      await expectNothingInTheWay(page);
    });
  },
  60_000,
);
