import type { MessageOutcome } from "#server/platform/message-outcome.ts";
import { SENDING_TAG } from "#server/platform/message-outcome.ts";
import { WrongEvent } from "./wrong-event.ts";

const KINDS: { readonly [name: string]: MessageOutcome["kind"] } = {
  "Email Sent": "sent",
  "Email Rejected": "rejected",
  "Email Delivered": "delivered",
  "Email Opened": "opened",
  "Email Clicked": "clicked",
  "Email Bounced": "bounced",
  "Email Complaint Received": "complained",
  "Email Delivery Delayed": "delayed",
};

type Loose = { readonly [name: string]: unknown } | undefined;
const inside = (value: unknown, name: string): Loose =>
  (typeof value === "object" && value !== null ? (value as { [name: string]: unknown })[name] : undefined) as Loose;

/** Reads SES's event in EventBridge's envelope; throws `WrongEvent` for anything else. */
export function mailEventOf(event: unknown): MessageOutcome {
  const envelope = event as Loose;
  const kind = KINDS[String(envelope?.["detail-type"])];
  const detail = inside(event, "detail");
  const mail = inside(detail, "mail");
  if (envelope?.source !== "aws.ses" || !kind || typeof mail?.messageId !== "string")
    throw new WrongEvent("SES's events of EventBridge", event);
  const bounce = inside(detail, "bounce");
  const part = (bounce ??
    inside(detail, "complaint") ??
    inside(detail, "delivery") ??
    inside(detail, "reject") ??
    inside(detail, "open") ??
    inside(detail, "click")) as Loose;
  const [sending] = (inside(mail, "tags")?.[SENDING_TAG] as unknown as string[] | undefined) ?? [];
  const at = String(part?.timestamp ?? mail.timestamp ?? envelope.time);
  return {
    kind,
    providerMessageId: mail.messageId,
    ...(sending && { sending }),
    eventId: String(envelope.id ?? `${mail.messageId}/${kind}`),
    at: Number.isNaN(Date.parse(at)) ? String(envelope.time) : new Date(at).toISOString(),
    recipients: recipientsOf(part, mail),
    ...(bounce && { permanent: bounce.bounceType === "Permanent" }),
    reason: reasonOf(part),
  };
}

function recipientsOf(part: Loose, mail: Loose): string[] {
  const listed = part?.bouncedRecipients ?? part?.complainedRecipients ?? part?.recipients ?? mail?.destination;
  if (!Array.isArray(listed)) return [];
  return listed
    .map((one) => (typeof one === "string" ? one : inside(one, "emailAddress")))
    .filter((one): one is never => typeof one === "string")
    .slice(0, 50);
}

function reasonOf(part: Loose): string | null {
  const first = Array.isArray(part?.bouncedRecipients)
    ? inside(part.bouncedRecipients[0], "diagnosticCode")
    : undefined;
  const said = first ?? part?.reason ?? part?.complaintFeedbackType ?? part?.smtpResponse;
  return typeof said === "string" ? said.slice(0, 300) : null;
}
