import { afterAll, beforeAll, expect, test } from "vitest";
import { expectNothingInTheWay, type Office, openOffice, picture, WORDS } from "./browser.ts";
import { openReceiver } from "./webhook-receiver.ts";

let office: Office;
let receiver: Awaited<ReturnType<typeof openReceiver>>;

beforeAll(async () => {
  receiver = await openReceiver();
  office = await openOffice({ settings: { PEYVAND_CALL_INSIDE: "1" } });
});

afterAll(async () => {
  await office?.close();
  receiver?.close();
});

test.each([
  { locale: "fa", width: 1440 },
  { locale: "en", width: 390 },
] as const)("a webhook is made, tested, seen failing, set going again and deleted, in $locale at $width", (look) =>
  office.as(look, async ({ page }) => {
    const words = WORDS[look.locale].webhooks;
    const name = `Books ${look.locale}`;
    receiver.answerWith(204);
    await page.goto(`${office.url}/settings/webhooks`);
    await page.getByText(words.noneText).waitFor();
    await expectNothingInTheWay(page);
    await page.getByRole("button", { name: words.create }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(words.name, { exact: true }).fill(name);
    await dialog.getByLabel(words.url, { exact: true }).fill(receiver.url);
    await dialog.getByRole("checkbox", { name: words.entities.customer }).check();
    await dialog.getByRole("button", { name: words.create }).click();
    receiver.useSecret(await dialog.getByRole("textbox", { name: words.secret }).inputValue());
    await picture(page, `webhook-secret-${look.locale}-${look.width}`);
    await dialog.getByRole("button", { name: WORDS[look.locale].apiKeys.done }).click();

    const row = page.getByRole("listitem").filter({ hasText: name }).first();
    await row.getByRole("button", { name: words.try, exact: true }).click();
    await page.getByText(words.tookIt).waitFor();
    receiver.answerWith(500);
    await office.create(`Ann ${look.locale}`);
    await row.getByText("HTTP 500").first().waitFor();
    await row.getByRole("button", { name: words.calls }).click();
    await row.getByText(words.outcomes.refused).first().waitFor();
    await picture(page, `webhook-failing-${look.locale}-${look.width}`);
    await expectNothingInTheWay(page);
    receiver.answerWith(204);
    await row.getByRole("button", { name: words.tryAgain }).click();
    await row.getByText(words.states.on, { exact: true }).waitFor();
    await expect.poll(() => receiver.received.at(-1)?.type).toBe("customer.created");
    await row.getByRole("button", { name: words.remove }).click();
    await page.getByRole("dialog").getByRole("button", { name: words.remove }).click();
    await page.getByText(words.noneText).waitFor();
  }),
);
