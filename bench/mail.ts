import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { changeSendingSettings, sendMessage } from "#core/engagement/messages/index.ts";
import { createCustomer } from "#core/people/customers/index.ts";
import { openWorkspace } from "#local/open-workspace.ts";
import { DUE_HANDLERS } from "#server/app.ts";
import { planOfMessage } from "#server/engagement/messages/index.ts";
import { commitMany } from "#server/platform/commit.ts";
import { composeMail } from "#server/platform/compose-mail.ts";
import type { Ctx } from "#server/platform/context.ts";
import { tick } from "#server/platform/due.ts";
import { SILENT_LOG } from "#server/platform/log.ts";
import type { Mail } from "#server/platform/mailer.ts";
import { createMeteredWorkspace, type WorkCost } from "./metered-workspace.ts";
import type { Table } from "./report.ts";

export type MailFigures = {
  messages: number;
  /** MIME made by nodemailer alone, a second. */
  composedPerSecond: number;
  /** Decided and in the mailbox as files, over SQLite, a second. */
  sentPerSecond: number;
  /** Of what composing alone takes. */
  share: number;
  /** One email to one customer, from the request to the settled record. */
  transactional: WorkCost;
  marketing: WorkCost;
};

const MESSAGES = 500;
const TEXT = "سلام،\n\nبلیت‌های سفر شما آماده شد. هر وقت خواستید سر بزنید.\n".repeat(8);

export async function measureMail(): Promise<MailFigures> {
  const composedPerSecond = await composing();
  const sentPerSecond = await sending();
  const { transactional, marketing } = await units();
  const share = sentPerSecond / composedPerSecond;
  return { messages: MESSAGES, composedPerSecond, sentPerSecond, share, transactional, marketing };
}

async function composing(): Promise<number> {
  const mail: Mail = {
    from: { address: "office@example.com", name: "آژانس سفر" },
    to: { address: "sara@example.com" },
    subject: "بلیت‌های شما آماده است",
    text: TEXT,
    html: `<p>${TEXT}</p>`,
    at: "2026-11-22T08:00:00.000Z",
  };
  for (let n = 0; n < 50; n++) await composeMail(mail, `warm-${n}`);
  const began = performance.now();
  for (let n = 0; n < MESSAGES; n++) await composeMail(mail, `key-${n}`);
  return (MESSAGES * 1000) / (performance.now() - began);
}

async function sending(): Promise<number> {
  const dataFolder = mkdtempSync(join(tmpdir(), "peyvand-bench-mail-"));
  const workspace = await openWorkspace({ dataFolder, log: SILENT_LOG, secureCookies: false, openApiFile: "" });
  try {
    const ctx = await workspace.context();
    const began = performance.now();
    const plans = await Promise.all(Array.from({ length: MESSAGES }, (_, n) => staffMail(ctx, n)));
    for (const result of await commitMany(ctx, plans)) if (result instanceof Error) throw result;
    let left = MESSAGES;
    while (left > 0) {
      await tick(await workspace.context(), DUE_HANDLERS);
      left = MESSAGES - (await workspace.mailbox.list({ after: "", limit: MESSAGES })).names.length;
      if (left > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return (MESSAGES * 1000) / (performance.now() - began);
  } finally {
    await workspace.close();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

async function staffMail(ctx: Ctx, n: number) {
  const { plan } = await planOfMessage(ctx, {
    cause: `bench-${n}`,
    channel: "email",
    purpose: "transactional",
    to: `person${n}@example.com`,
    language: "fa",
    content: { subject: "بلیت‌های شما آماده است", text: TEXT },
  });
  return plan;
}

async function units(): Promise<{ transactional: WorkCost; marketing: WorkCost }> {
  const { call, measure } = await createMeteredWorkspace();
  const { customer } = await call(createCustomer, {
    body: { name: "Sara", emails: [{ address: "sara@example.com" }], consents: { email: { state: "granted" } } },
  });
  const one = (purpose: "transactional" | "marketing") =>
    measure(() =>
      call(sendMessage, { body: { customerId: customer.id, channel: "email", purpose, subject: "سلام", text: TEXT } }),
    );
  // Today is a holiday here: without any it goes.
  await call(changeSendingSettings, { body: { version: 0, holidays: [], daysOff: [] } });
  // The first makes what later ones find.
  await one("marketing");
  return { transactional: await one("transactional"), marketing: await one("marketing") };
}

export function mailTable({ messages, ...figures }: MailFigures): Table {
  const row = (label: string, cost: WorkCost) => ({
    cells: [label, `${round(cost.writeUnits)} written, ${round(cost.readUnits)} read`],
  });
  return {
    title: `Mail: ${messages} messages in one process, and units for each`,
    headings: ["", ""],
    rows: [
      { cells: ["composed by nodemailer alone, a second", Math.round(figures.composedPerSecond)] },
      { cells: ["decided and in the mailbox, a second", Math.round(figures.sentPerSecond)] },
      { cells: ["of composing alone", `${Math.round(figures.share * 100)} %`] },
      row("units of one that somebody waits for", figures.transactional),
      row("units of one of marketing", figures.marketing),
    ],
  };
}

const round = (value: number) => Math.round(value * 10) / 10;
