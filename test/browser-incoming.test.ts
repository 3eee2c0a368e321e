import { afterAll, beforeAll, expect, test } from "vitest";
import { expectNothingInTheWay, type Office, openOffice, picture, WORDS } from "./browser.ts";

let office: Office;

beforeAll(async () => {
  office = await openOffice({ settings: { PEYVAND_MAIL_IN: "crm@company.example" } });
});

afterAll(async () => void (await office?.close()));

/** Hands a mail over as a mail server would. */
async function receive(token: string, headers: Record<string, string>, text: string): Promise<void> {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const body = `${lines.join("\r\n")}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`;
  const response = await fetch(`${office.url}/api/v1/inbound-mails`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "message/rfc822" },
    body,
  });
  if (!response.ok) throw new Error(await response.text());
}

const TEXTS = {
  fa: "سلام، وقت بخیر.\nبرای تعطیلات نوروز یک تور چهار نفره به استانبول می‌خواهیم. لطفاً قیمت و تاریخ‌ها را بفرستید.\n\nبا سپاس",
  en: "Hello,\nwe would like a tour of Istanbul for four at the end of March. Could you send prices and dates?\n\nKind regards",
};

test.each([
  { locale: "fa", width: 1440 },
  { locale: "en", width: 390 },
] as const)("strangers' mail is given to a customer, made a customer of and put aside, in $locale at $width", (look) =>
  office.as(look, async ({ page }) => {
    const { locale, width } = look;
    const all = WORDS[locale];
    const words = all.incoming;
    const secret = (await office.api("POST", "/api-keys", { name: `mail ${locale}`, permissions: ["mail.receive"] }))
      .secret;
    const known = await office.create(`Omid ${locale}`);

    await page.goto(`${office.url}/incoming`);
    await page.getByText(words.noneText).waitFor();
    await picture(page, `incoming-none-${locale}-${width}`);

    const mail = (name: string, subject: string) =>
      receive(
        secret,
        {
          From: `${name} <${name.toLowerCase()}.${locale}@example.net>`,
          To: "crm@company.example",
          Subject: subject,
          "Message-ID": `<${name}-${locale}@example.net>`,
        },
        TEXTS[locale],
      );
    await mail("Nima", "Holiday");
    await mail("Mina", "Visa");
    await mail("Shop", "Sale");
    await page.reload();
    const row = (text: string) => page.getByRole("listitem").filter({ hasText: text });
    await row("Visa").waitFor();
    await row("Holiday").getByRole("button", { name: words.whole }).click();
    await row("Holiday").getByRole("button", { name: words.less }).waitFor();
    await picture(page, `incoming-${locale}-${width}`);
    await expectNothingInTheWay(page);

    // Put aside, brought back, put aside.
    await row("Sale").getByRole("button", { name: words.dismiss }).click();
    await row("Sale").waitFor({ state: "detached" });
    await page.getByRole("button", { name: all.common.undo }).click();
    await row("Sale").getByRole("button", { name: words.dismiss }).click();
    await row("Sale").waitFor({ state: "detached" });

    // Given to a customer there is.
    await row("Holiday").getByRole("button", { name: words.assign }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: words.assignSubmit }).click();
    await dialog.getByText(words.chooseFirst).waitFor();
    await dialog.getByRole("combobox").fill("Omid");
    await dialog
      .getByRole("option")
      .filter({ hasText: `Omid ${locale}` })
      .click();
    await picture(page, `incoming-assign-${locale}-${width}`);
    await dialog.getByRole("button", { name: words.assignSubmit }).click();
    await row("Holiday").waitFor({ state: "detached" });
    const emails = async () => (await office.api("GET", `/customers/${known}`)).emails;
    await expect.poll(emails).toMatchObject([{ address: `nima.${locale}@example.net` }]);

    // Made a customer of.
    await row("Visa").getByRole("button", { name: words.make }).click();
    const form = page.getByRole("dialog");
    await form.getByRole("textbox", { name: all.customers.fields.givenName }).waitFor();
    await picture(page, `incoming-make-${locale}-${width}`);
    await form.getByRole("button", { name: all.customers.form.submit }).click();
    await page.getByText(words.noneText).waitFor();

    await page.goto(`${office.url}/customers/${known}`);
    await page.getByRole("article").filter({ hasText: "Holiday" }).first().waitFor();
    await page.getByText(`nima.${locale}@example.net`).first().waitFor();
    await picture(page, `incoming-timeline-${locale}-${width}`);
  }),
);
