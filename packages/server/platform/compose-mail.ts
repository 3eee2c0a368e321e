import MailComposer from "nodemailer/lib/mail-composer";
import type { Mail } from "./mailer.ts";
import { sha256 } from "./secrets.ts";

const MESSAGE = /^msg_[0-9A-Z]{26}$/;

/**
 * The MIME message of a mail. The same key gives the same Message-ID, by which receivers know a copy; a message's own id stands in
 * it, so that an answer says what it answers. Loaded only where mail is sent.
 */
export async function composeMail(mail: Mail, key: string): Promise<Uint8Array> {
  const { from, to, replyTo, subject, text, html, headers, attachments, at } = mail;
  const node = new MailComposer({
    from: addressOf(from),
    to: addressOf(to),
    ...(replyTo && { replyTo: addressOf(replyTo) }),
    subject,
    text,
    ...(html && { html }),
    headers: { ...headers },
    attachments: attachments?.map(({ name, type, content }) => ({
      filename: name,
      contentType: type,
      content: typeof content === "string" ? content : Buffer.from(content),
    })),
    date: new Date(at),
    messageId: `<${MESSAGE.test(key) ? key : (await sha256(key)).slice(0, 40)}@${from.address.slice(from.address.lastIndexOf("@") + 1)}>`,
    textEncoding: "base64",
    // A text may name a file or an address; only what was handed over goes out.
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  return node.build();
}

const addressOf = ({ name, address }: Mail["from"]) => ({ name: name ?? "", address });
