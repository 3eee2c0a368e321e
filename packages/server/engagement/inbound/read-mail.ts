import type { Address, Email } from "postal-mime";
import { MAX_ATTACHMENTS, MAX_PARTIES, type Party, type ReadMail } from "#core/engagement/inbound/index.ts";
import { foldEmail } from "#core/platform/email.ts";
import { CrmError } from "#core/platform/errors.ts";
import { cleanText } from "#core/platform/fold.ts";
import { textOfHtml } from "#core/platform/html-text.ts";

const LIMITS = { maxNestingDepth: 20, maxHeadersSize: 256 * 1024, maxRfc822NestingDepth: 3 };
const MAX_NAME = 120;
const MAX_IDS = 20;
const MAX_TEXT = 1_000_000;

/** Reads a mail as it came (MIME); refused with `mail.unreadable` when it is none. The parser is loaded with the first. */
export async function readMail(bytes: Uint8Array): Promise<ReadMail> {
  const email = await parse(bytes);
  const headers: { [name: string]: string } = {};
  for (const { key, value } of email.headers) headers[key] ??= value.slice(0, 1000);
  const from = partiesOf(email.from ? [email.from] : [])[0] ?? null;
  if (!from && !headers.date && !headers.subject && !headers.to) throw unreadable();
  return {
    messageId: idsIn(email.messageId)[0] ?? null,
    from,
    to: partiesOf([...(email.to ?? []), ...(email.cc ?? []), ...(email.bcc ?? [])]),
    subject: cleanText((email.subject ?? "").slice(0, 2000)),
    text: textOf(email),
    attachments: email.attachments
      .filter(({ related, disposition }) => !related || disposition === "attachment")
      .slice(0, MAX_ATTACHMENTS)
      .map(({ filename, mimeType }) => cleanText((filename ?? "").slice(0, MAX_NAME)) || mimeType.slice(0, MAX_NAME)),
    sentAt: instantOf(email.date),
    answers: [...idsIn(email.inReplyTo), ...idsIn(email.references).reverse()].slice(0, MAX_IDS * 2),
    headers,
    hops: email.headers.filter(({ key }) => key === "received").length,
  };
}

async function parse(bytes: Uint8Array): Promise<Email> {
  const { default: PostalMime } = await import("postal-mime");
  try {
    return await PostalMime.parse(bytes, LIMITS);
  } catch {
    throw unreadable();
  }
}

const unreadable = () =>
  new CrmError("invalid", "mail.unreadable", "This is not a mail: send it as it came, with its headers (MIME).");

/** What it says; of HTML alone, its text. */
function textOf({ text, html }: Email): string {
  const plain = cleanText((text ?? "").slice(0, MAX_TEXT), { multiline: true });
  return plain || cleanText(textOfHtml((html ?? "").slice(0, MAX_TEXT)), { multiline: true });
}

/** Each address once; groups are opened, what is no address is passed over. */
function partiesOf(addresses: readonly Address[]): Party[] {
  const found = new Map<string, Party>();
  for (const { name, address } of addresses.flatMap((one) => one.group ?? [one])) {
    const folded = foldEmail(address ?? "");
    if (!folded || found.has(folded) || found.size >= MAX_PARTIES) continue;
    const shown = cleanText((name ?? "").slice(0, MAX_NAME));
    found.set(folded, { address: folded, ...(shown && shown.toLowerCase() !== folded && { name: shown }) });
  }
  return [...found.values()];
}

/** Message-IDs without their brackets. */
function idsIn(text: string | undefined): string[] {
  const all = (text ?? "").slice(0, 20_000).match(/<[^<>\s]{3,300}>/g) ?? [];
  return all.map((one) => one.slice(1, -1)).slice(-MAX_IDS);
}

function instantOf(date: string | undefined): string | null {
  const ms = Date.parse(date ?? "");
  return Number.isNaN(ms) || ms < 0 ? null : new Date(ms).toISOString();
}
