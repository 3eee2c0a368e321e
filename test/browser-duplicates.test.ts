import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { en } from "#web/locales/en.ts";
import { fa } from "#web/locales/fa.ts";
import { expectNothingInTheWay, type Office, openOffice, WORDS } from "./browser.ts";

let office: Office;

const pairNames = async (): Promise<string[]> =>
  (await office.api("GET", "/duplicates?limit=100")).items.map(({ a, b }: Record<"a" | "b", { name: string }>) =>
    [a.name, b.name].sort().join(" + "),
  );

beforeAll(async () => {
  office = await openOffice();
});

afterAll(() => office?.close());

describe.each([
  { locale: "fa", width: 1440, theme: "light" },
  { locale: "en", width: 390, theme: "dark" },
] as const)("in $locale at $width, $theme", (options) => {
  const words = WORDS[options.locale];
  const isPersian = options.locale === "fa";
  // A family name of this run's own, so that the runs leave each other's pairs alone.
  const family = isPersian ? "کاشانی" : "Kashani";
  const [one, other] = isPersian ? [`طاهره ${family}`, `تاهره ${family}`] : [`Mohammad ${family}`, `Muhamad ${family}`];
  const phone = isPersian ? "09121234501" : "09121234502";
  let [survivor, absorbed] = ["", ""];

  beforeAll(async () => {
    survivor = await office.create(one, { phones: [{ number: phone }], tags: ["a"], source: "exhibition" });
    absorbed = await office.create(other, { phones: [{ number: phone }], tags: ["b"], source: "website" });
    await office.api("POST", "/interactions", {
      customerId: survivor,
      channel: "call",
      direction: "in",
      body: "first",
    });
    await office.api("POST", "/interactions", {
      customerId: survivor,
      channel: "call",
      direction: "in",
      body: "second",
    });
    await office.api("POST", "/interactions", {
      customerId: absorbed,
      channel: "call",
      direction: "in",
      body: "asked of Kish",
    });
    const names = [one, other].sort().join(" + ");
    await vi.waitFor(async () => expect(await pairNames()).toContain(names), { timeout: 60_000 });
  });

  test("a pair is compared from the keyboard, merged field by field, shown as one, and separated again", () =>
    office.as(options, async ({ page }) => {
      await page.goto(`${office.url}/customers`);
      await page.getByRole("link", { name: words.duplicates.open }).click();
      await page.getByRole("heading", { name: words.duplicates.title }).waitFor();
      const row = page.locator("main li", { hasText: other });
      await row.getByText(words.duplicates.evidence.phone).waitFor();
      await expectNothingInTheWay(page);

      await row.getByRole("button", { name: words.duplicates.compare }).focus();
      await page.keyboard.press("Enter");
      const dialog = page.getByRole("dialog", { name: words.duplicates.compareTitle });
      const source = dialog.getByRole("group", { name: words.customers.fields.source });
      await source.getByRole("radio", { checked: true }).focus();
      await expectNothingInTheWay(page);
      await page.keyboard.press("ArrowDown");
      expect(await source.getByRole("radio", { name: "website" }).isChecked()).toBe(true);
      expect(await dialog.getByRole("radio", { name: words.duplicates.both, exact: true }).first().isChecked()).toBe(
        true,
      );
      await page.keyboard.press("Enter");
      await dialog.waitFor({ state: "detached" });
      await row.waitFor({ state: "detached" });
      expect(await office.api("GET", `/customers/${survivor}`)).toMatchObject({ source: "website", tags: ["a", "b"] });

      await page.goto(`${office.url}/customers/${absorbed}`);
      await page.waitForURL(`**/customers/${survivor}`);
      await page.getByText("asked of Kish").waitFor();
      await expectNothingInTheWay(page);
      const merged = page.getByRole("list", { name: words.duplicates.mergedFromTitle });
      await merged.getByRole("button", { name: words.duplicates.undo }).click();
      await merged.waitFor({ state: "detached" });
      await page.getByText("asked of Kish").waitFor({ state: "detached" });
      expect(await office.api("GET", `/customers/${survivor}`)).toMatchObject({ source: "exhibition", tags: ["a"] });
    }));

  test("several are merged at once and undone from the toast; a pair is set aside and put back", () =>
    office.as(options, async ({ page }) => {
      await vi.waitFor(async () => expect(await pairNames()).toContain([one, other].sort().join(" + ")), 10_000);
      await page.goto(`${office.url}/customers/duplicates`);
      const row = page.locator("main li", { hasText: other });
      await row.getByRole("checkbox").check();
      await page.getByRole("button", { name: words.duplicates.mergeMany(isPersian ? "۱" : "1", 1) }).click();
      await row.waitFor({ state: "detached" });
      await page.getByRole("button", { name: words.common.undo, exact: true }).click();
      await page.getByText(words.duplicates.undone(isPersian ? "۱" : "1", 1)).waitFor();
      await vi.waitFor(async () => expect(await pairNames()).toContain([one, other].sort().join(" + ")), 10_000);

      await page.reload();
      await row.getByRole("button", { name: words.duplicates.dismiss }).click();
      await row.waitFor({ state: "detached" });
      await page.getByRole("switch", { name: words.duplicates.showDismissed }).check({ force: true });
      await row.getByRole("button", { name: words.duplicates.recall }).click();
      await row.waitFor({ state: "detached" });
      expect(await pairNames()).toContain([one, other].sort().join(" + "));
    }));
});

test("all of a strength are merged as one job and undone from the toast", () =>
  office.as({ locale: "en", width: 1440 }, async ({ page }) => {
    const phones = [{ number: "09123456700" }];
    const [one, other] = [
      await office.create("Parvaneh Moradi", { phones }),
      await office.create("Parvaneh Moradi", { phones }),
    ];
    const names = "Parvaneh Moradi + Parvaneh Moradi";
    await vi.waitFor(async () => expect(await pairNames()).toContain(names), { timeout: 60_000 });
    await page.goto(`${office.url}/customers/duplicates`);
    await page.getByRole("button", { name: en.duplicates.mergeAll }).click();
    const dialog = page.getByRole("dialog", { name: en.duplicates.mergeAll });
    await dialog.getByText(en.duplicates.mergeStrongText).waitFor();
    await expectNothingInTheWay(page);
    await dialog.getByRole("button", { name: en.duplicates.mergeAllStart }).click();
    const row = page.locator("main li", { hasText: "Parvaneh Moradi" });
    await page.getByRole("button", { name: en.common.undo, exact: true }).waitFor();
    await row.waitFor({ state: "detached" });
    expect(await office.api("GET", `/customers/${other}`)).toMatchObject({ mergedInto: one });
    await page.getByRole("button", { name: en.common.undo, exact: true }).click();
    await vi.waitFor(async () => expect(await pairNames()).toContain(names), { timeout: 60_000 });
    expect((await office.api("GET", `/customers/${other}`)).mergedInto).toBeUndefined();
  }));

test("a workspace without duplicates says what the page is for", () =>
  office.as({ locale: "fa", width: 390 }, async ({ page }) => {
    for (const { a, b } of (await office.api("GET", "/duplicates?limit=100")).items) {
      await office.api("POST", "/duplicates/dismissals", { a: a.id, b: b.id });
    }
    await page.goto(`${office.url}/customers/duplicates`);
    await page.getByRole("heading", { name: fa.duplicates.none }).waitFor();
    await expectNothingInTheWay(page);
  }));
