import { Secret, TOTP } from "otpauth";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectNothingInTheWay, type Look, type Office, openOffice, picture, visit, WORDS } from "./browser.ts";

const CHOSEN = "a password of my own";
let office: Office;

beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office?.close());

/** Somebody who has not signed in, with a browser of their own. */
async function stranger(look: Look, path: string) {
  const { page, context, errors } = await visit(office.browser, office.url, look);
  await page.addInitScript((locale) => localStorage.setItem("peyvand.locale", locale), look.locale);
  await page.goto(office.url + path);
  return { page, context, errors };
}

/** What was sent to somebody, newest first, from the mailbox of this machine. */
async function mailsTo(email: string): Promise<string[]> {
  const { items } = await (await fetch(`${office.url}/mailbox/messages?limit=200`)).json();
  const mails = items as { to: string; text: string }[];
  return mails.filter(({ to }) => to.includes(email)).map(({ text }) => text);
}

/** The newest link of a kind that was sent to somebody. */
async function linkTo(email: string, path: string): Promise<string> {
  let link = "";
  const look = async () => {
    for (const text of await mailsTo(email)) link ||= new RegExp(`\\S+${path}#\\S+`).exec(text)?.[0] ?? "";
    return link;
  };
  await expect.poll(look, { timeout: 15_000 }).not.toBe("");
  return link;
}

async function checked(page: Page, name: string) {
  await expectNothingInTheWay(page);
  await picture(page, name);
}

const LOOKS: Look[] = [
  { locale: "fa", width: 1440 },
  { locale: "en", width: 390, theme: "dark" },
];

describe.each(LOOKS)("in $locale at $width", (look) => {
  const words = WORDS[look.locale];
  const name = (page: string) => `${look.locale}-${look.width}-${page}`;
  const email = `${look.locale}@example.com`;

  test("an invitation, a password, a second factor, and in again with its code", async () => {
    await office.as(look, async ({ page }) => {
      await page.goto(`${office.url}/settings/invitations`);
      await page.getByRole("button", { name: words.invitations.create }).first().click();
      await page.getByLabel(words.invitations.email).fill(email);
      await page.getByLabel(words.invitations.name, { exact: true }).fill("Sara");
      await checked(page, name("invite"));
      await page.getByRole("button", { name: words.invitations.send }).click();
      await page.getByText(words.invitations.link).or(page.getByLabel(words.invitations.link)).first().waitFor();
      await checked(page, name("invited"));
      await page.getByRole("button", { name: words.invitations.done }).click();
      await page.getByText(email).waitFor();
      await checked(page, name("invitations"));
    });
    const link = await linkTo(email, "/invitation");
    const { page, context, errors } = await stranger(look, link.slice(office.url.length));
    await page.getByLabel(words.invitation.password).waitFor();
    expect(await page.getByLabel(words.invitation.name).inputValue()).toBe("Sara");
    expect(page.url()).not.toContain("#");
    await checked(page, name("invitation"));
    await page.getByLabel(words.invitation.password).fill(CHOSEN);
    await page.getByRole("button", { name: words.invitation.submit }).click();
    await page.locator("#main").waitFor();

    await page.goto(`${office.url}/settings/security`);
    await page.getByRole("button", { name: words.security.turnOn }).click();
    await page.locator("dialog").getByLabel(words.signIn.password).fill(CHOSEN);
    await page.getByRole("button", { name: words.security.go }).click();
    await page.getByAltText(words.security.qr).waitFor();
    await checked(page, name("scan"));
    const key = (await page.locator("code").innerText()).replace(/\s/g, "");
    const code = () => new TOTP({ secret: Secret.fromBase32(key) }).generate();
    await page.getByLabel(words.security.confirmCode).fill(code());
    await page.getByRole("button", { name: words.security.confirm, exact: true }).click();
    await page.getByRole("button", { name: words.security.kept }).waitFor();
    const recoveryCode = await page.locator("dialog li").first().innerText();
    await checked(page, name("recovery-codes"));
    await page.getByRole("button", { name: words.security.kept }).click();
    await page.getByText(words.security.thisOne).waitFor();
    await page.getByRole("button", { name: words.security.turnOff }).waitFor();
    await checked(page, name("security"));

    await context.clearCookies();
    await page.goto(`${office.url}/sign-in?next=/settings/profile`);
    await page.getByLabel(words.signIn.email).fill(email);
    await page.getByLabel(words.signIn.password).fill("not the password");
    await page.getByRole("button", { name: words.signIn.submit, exact: true }).click();
    await page.getByRole("alert").waitFor();
    await checked(page, name("sign-in"));
    await page.getByLabel(words.signIn.password).fill(CHOSEN);
    await page.getByRole("button", { name: words.signIn.submit, exact: true }).click();
    await page.getByLabel(words.signIn.code, { exact: true }).waitFor();
    await page.getByLabel(words.signIn.code, { exact: true }).fill("000000");
    await page.getByRole("button", { name: words.signIn.submit, exact: true }).click();
    await page.getByRole("alert").waitFor();
    await checked(page, name("code"));
    await page.getByLabel(words.signIn.code, { exact: true }).fill(recoveryCode);
    await page.getByRole("button", { name: words.signIn.submit, exact: true }).click();
    await page.getByLabel(words.profile.zone).waitFor();
    await checked(page, name("profile"));
    expect(errors).toEqual([]);
    await context.close();
  });

  test("a forgotten password", async () => {
    const { page, context, errors } = await stranger(look, "/sign-in");
    await page.getByRole("link", { name: words.signIn.forgotten }).click();
    await page.getByLabel(words.signIn.email).fill(email);
    await checked(page, name("forgotten"));
    await page.getByRole("button", { name: words.newPassword.send }).click();
    await page.getByRole("status").waitFor();
    await checked(page, name("link-sent"));
    const link = await linkTo(email, "/new-password");
    await page.goto(link);
    await page.getByLabel(words.newPassword.label).fill("another password of mine");
    await checked(page, name("new-password"));
    await page.getByRole("button", { name: words.newPassword.save }).click();
    await page.getByText(words.newPassword.done).waitFor();
    expect(errors).toEqual([]);
    await context.close();
  });

  test("the profile decides calendar and digits; single sign-on is set with what is wrong said at its field", async () => {
    await office.as(look, async ({ page }) => {
      await page.goto(`${office.url}/settings/profile`);
      await page.getByLabel(words.profile.calendar).selectOption(look.locale === "fa" ? "gregorian" : "persian");
      await page.getByLabel(words.profile.digits).selectOption(look.locale === "fa" ? "latin" : "persian");
      await page.getByRole("button", { name: words.profile.save }).click();
      await page.getByText(words.profile.saved).waitFor();
      await page
        .getByText(look.locale === "fa" ? /\b20\d\d\b/ : /[۱][۴]\d?[۰-۹]{2}/)
        .first()
        .waitFor();
      await page.reload();
      await page.getByLabel(words.profile.calendar).waitFor();
      expect(await page.getByLabel(words.profile.digits).inputValue()).toBe(look.locale === "fa" ? "latin" : "persian");
      await page.getByLabel(words.profile.calendar).selectOption("");
      await page.getByLabel(words.profile.digits).selectOption("");
      await page.getByRole("button", { name: words.profile.save }).click();
      await page.getByText(words.profile.saved).first().waitFor();

      await page.goto(`${office.url}/settings/single-sign-on`);
      await page.getByText(words.singleSignOn.isOn).click();
      await page.getByLabel(words.singleSignOn.name, { exact: true }).fill("Company account");
      await page.getByLabel(words.singleSignOn.issuer).fill("http://127.0.0.1:9");
      await page.getByLabel(words.singleSignOn.clientId).fill("peyvand");
      await page.getByLabel(words.singleSignOn.clientSecret).fill("a secret");
      await page.getByLabel(words.singleSignOn.domains).fill("example.com");
      await page.getByRole("button", { name: words.singleSignOn.save }).click();
      await page.getByText(words.errors.codes["singleSignOn.unreachable"]).waitFor();
      await checked(page, name("single-sign-on"));
    });
  });
});
