import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectNothingInTheWay, type Look, type Office, openOffice, picture, WORDS } from "./browser.ts";

let office: Office;

beforeAll(async () => {
  office = await openOffice({ settings: { PEYVAND_LOCALE: "fa" } });
});
afterAll(() => office?.close());

/** More ways of looking when somebody wants to see them. */
const LOOKS: Look[] = process.env.SCREENSHOTS
  ? [
      { locale: "fa", width: 1440 },
      { locale: "fa", width: 390, theme: "dark" },
      { locale: "en", width: 1440, theme: "dark" },
      { locale: "en", width: 390 },
    ]
  : [
      { locale: "fa", width: 1440 },
      { locale: "en", width: 390 },
    ];
const shot = (page: Page, name: string, { locale, width }: Look) => picture(page, `${name}-${locale}-${width}`);

/** The newest in the mailbox of the machine, once it has come. */
async function mailOf(subject: string): Promise<{ id: string; text: string; headers: Record<string, string> }> {
  let found: { id: string; subject: string; text: string; headers: Record<string, string> } | undefined;
  await expect
    .poll(async () => {
      const { items } = await (await fetch(`${office.url}/mailbox/messages`)).json();
      found = items.find((one: { subject: string }) => one.subject === subject);
      return found?.subject;
    })
    .toBe(subject);
  return found!;
}

test.each(LOOKS)(
  "a template is written, seen as a customer and tried; mail goes, and its reader says no more, in $locale at $width",
  (look) =>
    office.as(look, async ({ page }) => {
      const { templates, messages, interactions } = WORDS[look.locale];
      const given = `Zohreh${look.locale}${look.width}`;
      const email = `${given.toLowerCase()}@example.com`;
      const consents = { email: { state: "granted" } };
      const more = { givenName: given, emails: [{ address: email }], consents, language: look.locale };
      const id = await office.create(`${given} Kiani`, more);
      const title = `Spring ${look.locale} ${look.width}`;

      await page.goto(`${office.url}/templates/new`);
      await page.getByLabel(templates.name, { exact: true }).fill(title);
      await page.getByLabel(templates.subject, { exact: true }).fill(title);
      await page.getByRole("button", { name: templates.save, exact: true }).click();
      await page.getByText(templates.bodyNeeded).first().waitFor();
      await page
        .getByLabel(templates.body, { exact: true })
        .fill('# Spring\n\nHello {{ customer.givenName | default: "there" }}!');
      const preview = page.getByRole("region", { name: templates.preview });
      await preview.frameLocator("iframe").getByText("Hello there!").waitFor();
      const picker = preview.getByRole("combobox");
      await picker.fill(given);
      await preview.getByRole("option").first().click();
      await preview.frameLocator("iframe").getByText(`Hello ${given}!`).waitFor();
      await shot(page, "template", look);
      await expectNothingInTheWay(page);
      await preview.getByRole("button", { name: templates.testEmail }).click();
      const test = await mailOf(`${look.locale === "fa" ? "آزمایش" : "Test"}: ${title}`);
      expect(test.text).toContain(`Hello ${given}!`);
      await page.getByRole("button", { name: templates.save, exact: true }).click();
      await page.getByText(templates.saved(title)).first().waitFor();
      await page.goto(`${office.url}/mailbox`);
      await page.getByText(title).first().waitFor();

      // To the customer, from their page.
      await page.goto(`${office.url}/customers/${id}`);
      await page.getByRole("tab", { name: interactions.tabs.email }).click();
      const form = page.getByRole("form", { name: messages.writeEmail });
      await form.getByLabel(messages.template, { exact: true }).selectOption({ label: title });
      await form.getByText(`Hello ${given}!`).waitFor();
      await shot(page, "write-email", look);
      await expectNothingInTheWay(page);
      await form.getByRole("button", { name: messages.send, exact: true }).click();
      const entry = page.getByRole("article", { name: messages.emailOut });
      // Marketing may be held until morning, by the customer's clock; the state says so.
      const sentOrHeld = new RegExp(`${messages.states.sent}|${messages.states.held}`);
      await entry.getByText(sentOrHeld).first().waitFor();
      await shot(page, "sent", look);
      await expectNothingInTheWay(page);
    }),
);

test.each(LOOKS)("how messages are sent is set, and a reader unsubscribes, in $locale at $width", (look) =>
  office.as(look, async ({ page }) => {
    const { sending } = WORDS[look.locale];
    await page.goto(`${office.url}/settings/sending`);
    await page.getByLabel(sending.fromName, { exact: true }).fill(`Sepid ${look.width}`);
    await shot(page, "sending", look);
    await expectNothingInTheWay(page);
    const quiet = page.getByRole("switch", { name: sending.quietOn });
    if ((await quiet.getAttribute("aria-checked")) === "true") await quiet.click();
    await page.getByRole("button", { name: sending.save, exact: true }).click();
    await page.getByText(sending.saved).first().waitFor();
    const { version } = await office.api("GET", "/sending");
    const open = { daysOff: [], holidays: [], limit: null, quiet: null };
    await office.api("PATCH", "/sending", { version, ...open });

    const email = `reader-${look.locale}-${look.width}@example.com`;
    const consents = { email: { state: "granted" } };
    const id = await office.create("Reader", { emails: [{ address: email }], consents, language: look.locale });
    const subject = `News ${look.locale} ${look.width}`;
    const news = { customerId: id, channel: "email", purpose: "marketing", subject, text: "News." };
    await office.api("POST", "/messages", news);
    const { headers } = await mailOf(subject);
    const link = /<([^>]+)>/.exec(headers["list-unsubscribe"] ?? "")?.[1] ?? "";
    await page.goto(link);
    await page.getByRole("checkbox").first().waitFor();
    await shot(page, "unsubscribe", look);
    await expectNothingInTheWay(page);
    await page.locator("button[name=none]").click();
    await page.getByRole("status").waitFor();
    expect((await office.api("GET", `/customers/${id}`)).consents.email).toMatchObject({ state: "denied" });
  }),
);

test.each(LOOKS)(
  "a segment is made by a rule; its members, why they are in, and its chart are seen, in $locale at $width",
  (look) =>
    office.as(look, async ({ page }) => {
      const { segments, peek } = WORDS[look.locale];
      const city = `Yazd${look.locale}${look.width}`;
      const name = `Of ${city}`;
      const ids = [];
      for (const one of ["Ann", "Ben"]) ids.push(await office.create(`${one} ${city}`, { addresses: [{ city }] }));
      const rule = JSON.stringify({ all: [{ field: "city", is: "equals", value: city }] });
      await page.goto(`${office.url}/segments?new=1&rule=${encodeURIComponent(rule)}`);
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel(segments.name, { exact: true }).fill(name);
      await dialog.getByText(city).first().waitFor();
      await shot(page, "segment-rule", look);
      await expectNothingInTheWay(page);
      await dialog.getByRole("button", { name: segments.makeIt }).click();
      const members = page.getByRole("list", { name: segments.members });
      await members.getByText(`Ann ${city}`).waitFor();
      await members.getByText(`Ben ${city}`).waitFor();
      await page.getByRole("region", { name: segments.flow }).locator("canvas, svg").first().waitFor();
      await shot(page, "segment", look);
      await expectNothingInTheWay(page);
      await members.getByRole("button", { name: peek.open(`Ann ${city}`) }).click();
      await page.getByRole("link", { name: peek.whole }).or(page.getByText(peek.whole)).first().waitFor();
      await shot(page, "segment-peek", look);
      await expectNothingInTheWay(page);
      await page.getByRole("button", { name: peek.close }).first().click();
      // Beside the timeline; on a phone it lies behind another part of the page.
      if (look.width === 1440) {
        await page.goto(`${office.url}/customers/${ids[0]}`);
        await page.getByRole("link", { name }).first().waitFor();
        await page.getByText(segments.because("").trim()).first().waitFor();
      }
      await page.goto(`${office.url}/segments`);
      await page.getByRole("link", { name }).first().waitFor();
      await shot(page, "segments", look);
      await expectNothingInTheWay(page);
    }),
);

test("a segment whose rule is broken is given another name, and its rule stays as it is", () =>
  office.as({ locale: "en", width: 1440 }, async ({ page }) => {
    const { segments, common } = WORDS.en;
    const field = await office.api("POST", "/fields", { kind: "customer", label: { en: "Shoe" }, type: "text" });
    const rule = { field: `custom.${field.key}`, is: "equals", value: "42" };
    const { id } = await office.api("POST", "/segments", { name: "Large feet", kind: "dynamic", rule });
    await office.api("POST", `/fields/${field.id}/retire`, {});
    await page.goto(`${office.url}/segments/${id}`);
    await page.getByText(segments.broken).waitFor();
    await page.getByRole("button", { name: segments.editShort, exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(segments.name, { exact: true }).fill("Big feet");
    await dialog.getByRole("button", { name: common.save, exact: true }).click();
    await page.getByRole("heading", { name: "Big feet" }).waitFor();
    expect(await office.api("GET", `/segments/${id}`)).toMatchObject({ name: "Big feet", rule });
  }));

test("in a Persian page the numbers of a chart's axes stand beside the chart, not on it", () =>
  office.as({ locale: "fa", width: 390 }, async ({ page }) => {
    // Enough for numbers of two digits.
    for (let at = 0; at < 12; at++) await office.create(`Charted ${at}`, { source: "charted" });
    const rule = { field: "source", is: "equals", value: "charted" };
    const { id } = await office.api("POST", "/segments", { name: "Charted", kind: "dynamic", rule });
    await expect.poll(async () => (await office.api("GET", `/segments/${id}`)).size).toBe(12);
    await page.goto(`${office.url}/segments/${id}`);
    const beside = () =>
      page.locator("main [aria-hidden] > div > svg").evaluateAll(([svg]) => {
        const boxes = [...(svg?.querySelectorAll("path") ?? [])].map((path) => path.getBoundingClientRect());
        const line = boxes.find(({ width, height }) => height < 3 && width > 100);
        const numbers = [...(svg?.querySelectorAll("text") ?? [])].filter(({ textContent }) =>
          /^[۰-۹]+$/.test(textContent),
        );
        return line && numbers.length > 1
          ? numbers
              .map((number) => number.getBoundingClientRect())
              .every(({ left, right }) => right <= line.left + 1 || left >= line.right - 1)
          : null;
      });
    await expect.poll(beside).toBe(true);
  }));

test("a short message goes to the number that the form shows, a mobile one first", () =>
  office.as({ locale: "fa", width: 390 }, async ({ page }) => {
    const { messages, interactions } = WORDS.fa;
    const phones = [{ number: "021 2200 1100" }, { number: "0912 100 0050" }];
    const id = await office.create("Two numbers", { phones });
    await page.goto(`${office.url}/customers/${id}`);
    await page.getByRole("tab", { name: interactions.tabs.sms }).click();
    const form = page.getByRole("form", { name: messages.writeSms });
    const to = form.getByLabel(messages.to, { exact: true });
    await expect.poll(() => to.inputValue()).toBe("+989121000050");
    await form.getByLabel(messages.text, { exact: true }).fill("سلام");
    await form.getByRole("button", { name: messages.send, exact: true }).click();
    const sent = async () => (await office.api("GET", "/messages?group=gone")).items[0]?.message.to;
    await expect.poll(sent).toBe("+989121000050");
  }));
