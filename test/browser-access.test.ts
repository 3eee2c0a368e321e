import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MODULE_NAMES } from "#core/platform/access/modules.ts";
import {
  EMAIL,
  expectNothingInTheWay,
  type Look,
  type Office,
  openOffice,
  PASSWORD,
  picture,
  visit,
  WORDS,
} from "./browser.ts";
import { keepSecret } from "./logs.ts";

const CHOSEN = "a password of my own";
let office: Office;

beforeAll(async () => {
  office = await openOffice();
  const fields = [
    { key: "rank", label: { en: "Rank", fa: "رتبه" }, required: true },
    { key: "region", label: { en: "Region", fa: "ناحیه" } },
  ];
  for (const field of fields) {
    await office.api("POST", "/fields", { kind: "customer", type: "text", inLists: true, ...field });
  }
  const role = await office.api("POST", "/roles", {
    name: "Clerk",
    permissions: ["customers.read", "customers.write", "views.share", "imports.run", "exports.run", "workspace.read"],
    visibility: { customers: "all" },
    fields: {
      "customer.name": "readOnly",
      "customer.givenName": "readOnly",
      "customer.phones": "hidden",
      "customer.custom.rank": "hidden",
      "customer.lifecycleStage": "readOnly",
      "customer.tags": "readOnly",
      "customer.nationalId": "hidden",
    },
  });
  await office.api("POST", "/users", { name: "Clara", email: "clara@example.com", role: role.id, password: CHOSEN });
  const team = await office.api("POST", "/teams", { name: "Quiet", modulesOff: [...MODULE_NAMES] });
  const quiet = { name: "Mona", email: "mona@example.com", role: "manager", teamId: team.id, password: CHOSEN };
  await office.api("POST", "/users", quiet);
  await office.create("Sara Ahmadi", {
    phones: [{ number: "09121000050" }],
    emails: [{ address: "sara@example.com" }],
    custom: { rank: "gold", region: "north" },
  });
});
afterAll(() => office?.close());

/** A colleague, signed in with a browser of their own. */
async function colleague(email: string, look: Look) {
  const body = JSON.stringify({ email, password: CHOSEN });
  const headers = { "content-type": "application/json" };
  const { token } = await (await fetch(`${office.url}/api/v1/session`, { method: "POST", headers, body })).json();
  keepSecret(token);
  const visitor = await visit(office.browser, office.url, { ...look, token });
  await visitor.page.addInitScript((locale) => localStorage.setItem("peyvand.locale", locale), look.locale);
  return visitor;
}

const LOOKS: Look[] = [
  { locale: "fa", width: 1440 },
  { locale: "en", width: 390, theme: "dark" },
];

describe.each(LOOKS)("in $locale at $width", (look) => {
  const words = WORDS[look.locale];
  const name = (page: string) => `access-${page}-${look.locale}-${look.width}`;

  test("whoever may not see or fill in a field is not asked for it, and adds a customer all the same", async () => {
    const { page, context, errors } = await colleague("clara@example.com", look);
    await page.goto(`${office.url}/customers?new=1`);
    const form = page.getByRole("dialog");
    await form.getByLabel(words.customers.fields.givenName, { exact: true }).fill(`Nika ${look.locale}`);
    await form.getByLabel(words.customers.form.email, { exact: true }).fill(`nika-${look.locale}@example.com`);
    await form.getByText(words.customers.form.more).click();
    await form.getByLabel(look.locale === "fa" ? "ناحیه" : "Region").fill("south");
    for (const label of [
      words.customers.form.phone,
      look.locale === "fa" ? "رتبه" : "Rank",
      words.customers.fields.lifecycleStage,
      words.customers.fields.tags,
      words.customers.fields.nationalId,
    ])
      expect(await form.getByLabel(label, { exact: true }).count(), label).toBe(0);
    await expectNothingInTheWay(page);
    await picture(page, name("form"));
    await form.getByRole("button", { name: words.customers.form.submit }).click();
    await page.getByRole("heading", { name: `Nika ${look.locale}` }).waitFor();
    expect(errors).toEqual([]);
    await context.close();
  });

  test("lists, conditions, many at once, columns of a file: a closed field is not offered", async () => {
    const { page, context, errors } = await colleague("clara@example.com", look);
    const rule = JSON.stringify({ all: [{ field: "hasPhone", is: "yes" }] });
    await page.goto(`${office.url}/customers?filter=${encodeURIComponent(rule)}`);
    await page.getByText(words.filters.broken, { exact: true }).waitFor();
    await page.getByRole("button", { name: words.filters.clear }).first().click();
    await page.getByRole("link", { name: "Sara Ahmadi" }).waitFor();
    expect(await page.getByText("0050").count()).toBe(0);
    await picture(page, name("list"));
    if (look.width === 1440) {
      await page.getByRole("button", { name: words.columns.title }).click();
      await page.getByRole("checkbox", { name: words.columns.show(words.columns.names.email) }).waitFor();
      const offered = await page.getByRole("checkbox").evaluateAll((all) => all.map((one) => one.ariaLabel ?? ""));
      const phone = words.customers.columns.phone;
      expect(offered.filter((one) => one.includes(phone) || /رتبه|Rank/.test(one))).toEqual([]);
      await page.keyboard.press("Escape");
    }
    await page.getByRole("button", { name: words.filters.short }).click();
    if (look.width === 390) await page.getByRole("button", { name: words.filters.add }).click();
    await page.getByLabel(words.filters.field).waitFor();
    const options = await page.getByLabel(words.filters.field).locator("option").evaluateAll(valuesOf);
    expect(options).toContain("hasEmail");
    expect(options.filter((one) => ["hasPhone", "custom.rank", "nationalId"].includes(one))).toEqual([]);
    await page.keyboard.press("Escape");
    if (look.width === 390) await page.getByRole("button", { name: words.filters.done }).click();
    if (look.width === 390) await page.getByRole("button", { name: words.selection.select }).click();
    await page.getByRole("checkbox", { name: words.selection.selectOne("Sara Ahmadi") }).check();
    const bar = page.getByRole("region", { name: words.selection.title });
    await bar.getByRole("button", { name: words.selection.owner }).waitFor();
    expect(await bar.getByRole("button", { name: words.selection.tags }).count()).toBe(0);
    expect(await bar.getByRole("button", { name: words.selection.stage }).count()).toBe(0);
    await picture(page, name("selection"));
    await bar.getByRole("button", { name: words.selection.export }).click();
    await page.getByRole("button", { name: words.exports.choose }).click();
    const columns = page.getByRole("dialog").getByRole("group", { name: words.exports.columns });
    await columns.getByRole("checkbox").first().waitFor();
    expect(await columns.innerText()).not.toMatch(/رتبه|Rank|تلفن|Phone/);

    await page.goto(`${office.url}/imports`);
    const file = {
      name: "a.csv",
      mimeType: "text/csv",
      buffer: Buffer.from("name,phone,email\nA B,09121000051,a@b.ir\n"),
    };
    await page.locator("input[type=file]").setInputFiles(file);
    await page.getByRole("combobox", { name: words.imports.fieldOf("email") }).waitFor();
    const fields = await page
      .getByRole("combobox", { name: words.imports.fieldOf("phone") })
      .locator("option")
      .evaluateAll(valuesOf);
    expect(fields).toContain("email");
    expect(fields.filter((one) => ["phone", "tags", "nationalId", "custom.rank"].includes(one))).toEqual([]);
    expect(errors).toEqual([]);
    await context.close();
  });

  test("whose team does without parts of the program finds them in no menu, no page and no search", async () => {
    const { page, context, errors } = await colleague("mona@example.com", look);
    await page.goto(office.url);
    await page.waitForURL("**/customers");
    await page.getByRole("heading", { name: words.customers.title, exact: true }).waitFor();
    const gone = [
      words.shell.modules.segments,
      words.messages.title,
      words.templates.title,
      words.shell.modules.imports,
    ];
    const links = await page.locator("nav").getByRole("link").allInnerTexts();
    for (const word of [...gone, words.shell.modules.today, words.shell.modules.work])
      expect(links).not.toContain(word);
    expect(await page.getByText(words.duplicates.open, { exact: true }).count()).toBe(0);
    await page.getByRole("button", { name: words.filters.short }).waitFor();
    await page.keyboard.press("Control+k");
    const search = page.getByRole("dialog").getByRole("combobox");
    for (const word of gone) {
      await search.fill(word);
      await expect.poll(() => page.getByRole("option").filter({ hasText: word }).count()).toBe(0);
    }
    await search.fill(words.security.title);
    await page.getByRole("option", { name: words.security.title }).waitFor();
    await page.keyboard.press("Escape");
    for (const path of ["/today", "/segments", "/templates", "/messages", "/imports", "/customers/duplicates"]) {
      await page.goto(office.url + path);
      await page.getByText(words.errors.codes["module.off"]).waitFor();
    }
    await picture(page, name("without"));
    await expectNothingInTheWay(page);
    expect(errors).toEqual([]);
    await context.close();
  });
});

test("a team and a role are made and given to somebody, whose sessions are seen and ended; they leave in one step", async () => {
  const look: Look = { locale: "fa", width: 1440 };
  const words = WORDS[look.locale];
  const [person, team, role] = [`Dara ${look.locale}`, `North ${look.locale}`, `Caller ${look.locale}`];
  const email = `dara-${look.locale}@example.com`;
  const dara = await office.api("POST", "/users", { name: person, email, role: "agent", password: CHOSEN });
  const customer = await office.create(`Theirs ${look.locale}`, { ownerId: dara.id, custom: { rank: "silver" } });
  const visitor = await colleague(email, look);
  await visitor.page.goto(`${office.url}/customers`);
  await visitor.page.getByRole("link", { name: `Theirs ${look.locale}` }).waitFor();
  await office.as(look, async ({ page }) => {
    const dialog = page.getByRole("dialog");
    await page.goto(`${office.url}/settings/teams`);
    await page.getByRole("button", { name: words.teams.create }).first().click();
    await dialog.getByLabel(words.teams.name).fill(team);
    await dialog.getByRole("checkbox", { name: words.teams.moduleNames.webhooks }).uncheck();
    await expectNothingInTheWay(page);
    await dialog.getByRole("button", { name: words.common.save }).click();
    await page.getByText(words.teams.without(words.teams.moduleNames.webhooks), { exact: true }).last().waitFor();

    await page.goto(`${office.url}/settings/roles`);
    await page.getByRole("button", { name: words.roles.create }).click();
    await dialog.getByLabel(words.roles.name).fill(role);
    await dialog.getByLabel(words.roles.visibility).selectOption("own");
    await dialog.getByRole("checkbox", { name: words.permissions.customers.read, exact: true }).check();
    await dialog.getByRole("checkbox", { name: words.permissions.customers.write, exact: true }).uncheck();
    await dialog.getByLabel(words.customers.fields.iban).selectOption("hidden");
    await dialog.getByRole("button", { name: words.common.save }).click();
    const head = page.getByRole("columnheader", { name: role });
    await head.waitFor();
    const place = await head.evaluate((cell: HTMLTableCellElement) => cell.cellIndex);
    const cellOf = (row: string) =>
      page
        .getByRole("row")
        .filter({ has: page.getByRole("rowheader", { name: row, exact: true }) })
        .locator("td")
        .nth(place - 1);
    await expect.poll(() => cellOf(words.roles.visibility).innerText()).toBe(words.roles.visibilities.own);
    await cellOf(words.permissions.customers.read).getByLabel(words.roles.mayThis).waitFor();
    await expect.poll(() => cellOf(words.permissions.customers.write).innerText()).toContain(words.roles.mayNot);
    await expectNothingInTheWay(page);
    await picture(page, "access-roles");

    await page.goto(`${office.url}/settings/people`);
    const row = page.getByRole("listitem").filter({ hasText: person });
    await row.getByRole("button", { name: words.common.edit(person) }).click();
    await dialog.getByRole("button", { name: words.security.end, exact: true }).click();
    await page.getByText(words.security.ended).waitFor();
    await dialog.getByText(words.security.nowhere).waitFor();
    await dialog.getByLabel(words.people.role).selectOption({ label: role });
    await dialog.getByLabel(words.people.team).selectOption({ label: team });
    await expectNothingInTheWay(page);
    await dialog.getByRole("button", { name: words.common.save }).click();
    await row.getByText(role, { exact: true }).waitFor();
    await row.getByText(team, { exact: true }).waitFor();
    await picture(page, "access-people");

    await row.getByRole("button", { name: words.people.handOverOf(person) }).click();
    await dialog.getByLabel(words.people.successor).selectOption({ label: "Clara" });
    await dialog.getByRole("checkbox").check();
    await dialog.getByRole("button", { name: words.people.handOverAndRemove }).click();
    await page.waitForURL("**/jobs/**");
    await page.getByText(words.jobs.states.done, { exact: true }).waitFor();
    await page.goto(`${office.url}/settings/people`);
    await page.getByRole("region", { name: words.people.left }).getByText(person).waitFor();
  });
  const { ownerId } = await office.api("GET", `/customers/${customer}`);
  const { items } = await office.api("GET", "/users");
  expect(items.find(({ id }: { id: string }) => id === ownerId).name).toBe("Clara");
  await visitor.page.reload();
  await visitor.page.waitForURL("**/sign-in**");
  await visitor.context.close();
});

test("a key is made, shown once, works, and no more once it is revoked; the audit tells of it, by record and person, and goes into a file", async () => {
  const look: Look = { locale: "en", width: 390, theme: "dark" };
  const words = WORDS[look.locale];
  const key = `Website ${look.locale}`;
  await office.as(look, async ({ page }) => {
    const dialog = page.getByRole("dialog");
    await page.goto(`${office.url}/settings/api-keys`);
    await page.getByRole("button", { name: words.apiKeys.create }).first().click();
    await dialog.getByLabel(words.apiKeys.name).fill(key);
    await dialog.getByLabel(words.apiKeys.role).selectOption("viewer");
    await expectNothingInTheWay(page);
    await dialog.getByRole("button", { name: words.apiKeys.create }).click();
    const secret = await dialog.getByRole("textbox", { name: words.apiKeys.secret, exact: true }).inputValue();
    keepSecret(secret);
    const status = async () =>
      (await fetch(`${office.url}/api/v1/customers`, { headers: { authorization: `Bearer ${secret}` } })).status;
    expect(await status()).toBe(200);
    await dialog.getByRole("button", { name: words.apiKeys.done }).click();
    const row = page.getByRole("listitem").filter({ hasText: key });
    await row.waitFor();
    await expect.poll(() => page.content()).not.toContain(secret);
    await row.getByRole("button", { name: words.apiKeys.revoke }).click();
    await dialog.getByRole("button", { name: words.apiKeys.revoke }).click();
    await row.getByText(words.apiKeys.revoked, { exact: true }).waitFor();
    expect(await status()).toBe(401);
    await picture(page, "access-keys");

    await page.goto(`${office.url}/settings/audit`);
    const lines = page.getByRole("list", { name: words.audit.title }).getByRole("listitem");
    await lines.first().waitFor();
    // The log tells of a change when it has its number, which is a moment after.
    await expect
      .poll(async () => {
        await page.reload();
        await lines.first().waitFor();
        await page.getByLabel(words.audit.what).selectOption("apiKey");
        await page.waitForLoadState("networkidle");
        return lines.filter({ hasText: key }).count();
      })
      .toBe(2);
    await page.getByLabel(words.audit.what).selectOption("team");
    await expect.poll(() => lines.filter({ hasText: key }).count()).toBe(0);
    await page.getByLabel(words.audit.person).selectOption({ label: "Mona" });
    await page.getByText(words.audit.none, { exact: true }).waitFor();
    await page.getByRole("button", { name: words.audit.clear }).click();
    await lines.first().waitFor();
    await expectNothingInTheWay(page);
    await picture(page, "access-audit");
    await page.getByRole("button", { name: words.audit.export }).click();
    await page.getByText(words.audit.exporting).waitFor();
  });
});

test("a second factor is asked of a role: who has it is led to turn it on at the next request, and then goes on", async () => {
  const look: Look = { locale: "fa", width: 390 };
  const words = WORDS.fa;
  await office.api("POST", "/users", { name: "Vida", email: "vida@example.com", role: "viewer", password: CHOSEN });
  const { page, context, errors } = await colleague("vida@example.com", look);
  await page.goto(`${office.url}/customers`);
  const customer = await page.getByRole("link", { name: "Sara Ahmadi" }).getAttribute("href");
  await office.as(look, async ({ page }) => {
    await page.goto(`${office.url}/settings/workspace`);
    const form = page.locator("form");
    await form.getByLabel(words.settings.factorFor).selectOption("everybody");
    await form.getByRole("button", { name: words.settings.save }).click();
    await page.getByText(words.errors.codes["settings.second_factor_first"]).first().waitFor();
    await form.getByLabel(words.settings.factorFor).selectOption("roles");
    await form.getByRole("checkbox", { name: words.roles.names.viewer }).check();
    await form.getByRole("checkbox", { name: words.roles.names.administrator }).uncheck();
    await expectNothingInTheWay(page);
    await picture(page, "access-factor-setting");
    await form.getByRole("button", { name: words.settings.save }).click();
    await page.getByText(words.settings.saved).waitFor();
  });
  // Whatever the page that stood open asked in between.
  await page.goto(`${office.url}${customer}`);
  await page.getByRole("heading", { name: words.security.asked }).waitFor();
  await expectNothingInTheWay(page);
  await picture(page, "access-factor-asked");
  await page.getByRole("button", { name: words.security.turnOn }).click();
  await page.getByRole("dialog").getByLabel(words.signIn.password).fill(CHOSEN);
  await page.getByRole("button", { name: words.security.go }).click();
  const key = (await page.getByRole("dialog").locator("code").innerText()).replace(/\s/g, "");
  const code = new TOTP({ secret: Secret.fromBase32(key) }).generate();
  await page.getByLabel(words.security.confirmCode).fill(code);
  await page.getByRole("button", { name: words.security.confirm, exact: true }).click();
  await page.getByRole("button", { name: words.security.kept }).click();
  await page.getByRole("heading", { name: "Sara Ahmadi" }).waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test("the sign-in page and a phone's first line are the company's: name, colour, logo", async () => {
  const { version } = await office.api("GET", "/settings");
  await office.api("PATCH", "/settings", { version, name: "Sepid Travel", accent: "#7a1f4b" });
  const { token } = await (
    await fetch(`${office.url}/api/v1/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: EMAIL, password: PASSWORD }),
    })
  ).json();
  keepSecret(token);
  const png = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAFElEQVR42mOskvdgwAaYGHCAwSkBAKg0AQnPBRaQAAAAAElFTkSuQmCC",
    "base64",
  );
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/octet-stream" };
  const put = await fetch(`${office.url}/api/v1/settings/logo`, { method: "PUT", headers, body: png });
  expect(put.status).toBe(204);
  const { page, context, errors } = await visit(office.browser, office.url, { locale: "en", width: 390 });
  await page.addInitScript(() => localStorage.setItem("peyvand.locale", "en"));
  await page.goto(`${office.url}/sign-in`);
  await page.getByRole("heading", { name: "Sepid Travel" }).waitFor();
  const accent = () => page.evaluate(() => document.documentElement.style.getPropertyValue("--accent"));
  await expect.poll(accent).toContain("light-dark(");
  await expect.poll(() => page.locator("main img").evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(8);
  await expectNothingInTheWay(page);
  await picture(page, "access-brand-sign-in");
  await page.getByLabel(WORDS.en.signIn.email).fill(EMAIL);
  await page.getByLabel(WORDS.en.signIn.password).fill(PASSWORD);
  await page.getByRole("button", { name: WORDS.en.signIn.submit, exact: true }).click();
  await page.locator("#main").getByRole("link", { name: "Sepid Travel" }).waitFor();
  await page.goto(`${office.url}/customers`);
  await page.getByRole("link", { name: "Sara Ahmadi" }).waitFor();
  await expectNothingInTheWay(page);
  await picture(page, "access-brand-phone");
  expect(errors).toEqual([]);
  await context.close();
});

const valuesOf = (options: Element[]) => options.map((one) => (one as HTMLOptionElement).value);
