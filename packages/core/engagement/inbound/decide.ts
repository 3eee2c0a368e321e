import type { Party } from "./schema.ts";

/** What was read of a mail; addresses folded, texts as they were written. */
export type ReadMail = {
  /** Without its angle brackets; null where its writer gave none. */
  messageId: string | null;
  from: Party | null;
  to: readonly Party[];
  subject: string;
  text: string;
  /** Names of what was attached. */
  attachments: readonly string[];
  /** When its writer says it was sent; null where that cannot be read. */
  sentAt: string | null;
  /** The messages it answers, the nearest first. */
  answers: readonly string[];
  /** The first header of each name, in small letters. */
  headers: { readonly [name: string]: string };
  /** Through how many servers it went. */
  hops: number;
};

export type Verdict =
  | { is: "letter" }
  | { is: "automatic"; why: "autoReply" | "bounce" | "bulk" }
  | { is: "refused"; why: "loop" | "spam" | "virus" };

/** RFC 5321 (6.3) asks for a limit of a hundred or more; no real mail comes near. */
const MAX_HOPS = 100;

/**
 * What kind of mail it is, before anybody asks whose. `ours` says of an address whether mail from it is our own; a colleague's
 * copy is not asked that.
 */
export function decideKind(mail: ReadMail, ours: (address: string) => boolean): Verdict {
  const header = (name: string) => mail.headers[name]?.trim().toLowerCase() ?? "";
  if (header("x-ses-virus-verdict") === "fail") return { is: "refused", why: "virus" };
  if (header("x-ses-spam-verdict") === "fail") return { is: "refused", why: "spam" };
  const isOwn = mail.messageId !== null && ownMessageOf(mail.messageId) !== null;
  if (isOwn || mail.hops > MAX_HOPS || (mail.from && ours(mail.from.address))) return { is: "refused", why: "loop" };
  if (isBounce(mail, header)) return { is: "automatic", why: "bounce" };
  const automatic = header("auto-submitted").split(/[;\s]/)[0] ?? "";
  // RFC 3834; the others are what programs older than it say.
  if ((automatic !== "" && automatic !== "no") || header("x-autoreply") !== "" || header("x-autorespond") !== "")
    return { is: "automatic", why: "autoReply" };
  const precedence = header("precedence");
  if (precedence === "auto_reply") return { is: "automatic", why: "autoReply" };
  // `list` is no sign: a company's own group address, by which customers' mail comes, says it too.
  if (precedence === "bulk" || precedence === "junk") return { is: "automatic", why: "bulk" };
  return { is: "letter" };
}

/** RFC 3464 reports, and what comes from nobody: bounces have an empty return path, so that they are not answered. */
function isBounce({ from }: ReadMail, header: (name: string) => string): boolean {
  if (/^multipart\/report\b/.test(header("content-type"))) return true;
  if (header("return-path").replaceAll(/\s/g, "") === "<>") return true;
  return from !== null && /^(mailer-daemon|postmaster)@/.test(from.address);
}

/** Whether the receiving server proved that somebody else wrote it than it says (SES tells so of DMARC). */
export function isUnproven({ headers }: ReadMail): boolean {
  return headers["x-ses-dmarc-verdict"]?.trim().toLowerCase() === "fail";
}

const OWN = /^(msg_[0-7][0-9A-HJKMNP-TV-Z]{25})@/i;

/** The message of ours that has this Message-ID; null where it is not one that we made. */
export function ownMessageOf(messageId: string): `msg_${string}` | null {
  const found = OWN.exec(messageId)?.[1];
  return found ? `msg_${found.slice("msg_".length).toUpperCase()}` : null;
}

const MINUTES_AHEAD_MS = 5 * 60_000;

/** When it was sent, as far as that can be believed: a clock that runs ahead is ours instead. */
export function sentAtOf({ sentAt }: Pick<ReadMail, "sentAt">, now: string): string {
  if (sentAt === null || sentAt < "1990" || Date.parse(sentAt) > Date.parse(now) + MINUTES_AHEAD_MS) return now;
  return sentAt;
}
