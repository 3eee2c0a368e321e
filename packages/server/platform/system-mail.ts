import { frameMail, htmlOfText } from "#core/platform/mail-frame.ts";
import type { Ctx } from "./context.ts";
import { mailLook } from "./look.ts";
import type { MailAttachment, SendOutcome } from "./mailer.ts";

export type SystemMail = {
  to: string;
  toName?: string;
  subject: string;
  text: string;
  /** The body alone, without a document around it; made from `text` unless given. What is put into it must be escaped. */
  html?: string;
  /** The language it is written in, which decides its direction; the workspace's unless given. */
  locale?: "fa" | "en";
  attachments?: readonly MailAttachment[];
  /** Names the sending: the same key is not a second mail where the provider can tell. */
  key: string;
};

/** Who mail comes from, as the settings of sending say. */
async function readSender(ctx: Ctx): Promise<{ fromName?: string | null; fromAddress?: string | null }> {
  const item = await ctx.table.get({ pk: "workspace", sk: "sending" });
  return (item?.data ?? {}) as { fromName?: string | null; fromAddress?: string | null };
}

/** Sends what the program itself has to say to one person: an invitation, a new password. Nothing of its text is kept. */
export async function sendSystemMail(ctx: Ctx, mail: SystemMail): Promise<SendOutcome> {
  const { to, toName, subject, text, html, attachments, key } = mail;
  const sender = await readSender(ctx);
  const address = sender.fromAddress ?? ctx.mailer.from;
  if (!address) return { is: "refused", forGood: true, reason: "No address to send from is set." };
  const locale = mail.locale ?? ctx.workspace.locale;
  const outcome = await ctx.mailer.send(
    {
      from: { address, name: sender.fromName ?? ctx.workspace.name },
      to: { address: to, name: toName },
      subject,
      text,
      html: frameMail({ locale, html: html ?? htmlOfText(text), look: mailLook(ctx) }),
      headers: { "Content-Language": locale, "Auto-Submitted": "auto-generated" },
      attachments,
      at: ctx.now(),
    },
    { key },
  );
  if (outcome.is !== "accepted")
    ctx.log.error("mail.failed", new Error(outcome.reason), { outcome: outcome.is, provider: ctx.mailer.name });
  return outcome;
}
