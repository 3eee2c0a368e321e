import * as z from "zod";
import { actorShape } from "../../platform/change.ts";
import { idShape } from "../../platform/ids.ts";
import { line } from "../../platform/text-shape.ts";

export const MESSAGE_CHANNELS = ["email", "sms"] as const;
export type MessageChannel = (typeof MESSAGE_CHANNELS)[number];

/** What asks for permission (`marketing`), and what somebody waits for or one person writes to another (`transactional`). */
export const PURPOSES = ["transactional", "marketing"] as const;

export const MESSAGE_STATES = [
  "queued",
  "held",
  "sending",
  "uncertain",
  "sent",
  "delivered",
  "opened",
  "clicked",
  "bounced",
  "complained",
  "failed",
] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/** What a list of messages may be narrowed to. */
export const MESSAGE_GROUPS = ["waiting", "uncertain", "gone", "failed"] as const;
export type MessageGroup = (typeof MESSAGE_GROUPS)[number];

export const HOLDS = [
  "noConsent",
  "consentUnknown",
  "noAddress",
  "bounced",
  "complained",
  "quietHours",
  "dayOff",
  "limit",
  "quota",
  "notSetUp",
] as const;
export type Hold = (typeof HOLDS)[number];

const MAX_SUBJECT = 300;
export const MAX_TEXT = 20_000;
/** An SMS of more parts than this is a mistake. */
export const MAX_SMS_PARTS = 10;

const instants = ["sent", "delivered", "opened", "clicked", "bounced", "complained", "rejected", "failed"] as const;

/** One message that was decided to be sent, and what became of it. Its text is read with the message itself. */
export const messageShape = z
  .strictObject({
    id: idShape("msg"),
    /** Absent for what goes to people who work here. */
    customerId: idShape("cus").optional(),
    channel: z.enum(MESSAGE_CHANNELS),
    purpose: z.enum(PURPOSES),
    /** An address or a number in E.164; empty while the customer has none. */
    to: z.string(),
    /** Who that is, where it is no customer. */
    toName: z.string().optional(),
    subject: z.string().optional(),
    /** The beginning of its text. */
    excerpt: z.string(),
    language: z.enum(["fa", "en"]),
    templateId: idShape("tpl").optional(),
    /** How many parts an SMS counts. */
    parts: z.number().int().optional(),
    state: z.enum(MESSAGE_STATES),
    /** Why it is held. */
    hold: z.enum(HOLDS).optional(),
    /** When it is looked at again: a held one, or one that was refused for now. */
    nextAt: z.string().optional(),
    /** What the provider said last, when it was no. */
    reason: z.string().optional(),
    /** Nobody but a person can say whether it was sent. */
    needsPerson: z.boolean().optional(),
    attempts: z.number().int(),
    firstTriedAt: z.string().optional(),
    provider: z.string().optional(),
    providerId: z.string().optional(),
    /** When it was first known to be so. */
    at: z.partialRecord(z.enum(instants), z.string()),
    by: actorShape,
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: "Message" });

export type Message = z.output<typeof messageShape>;

/** What is said, whole. Never changed once decided. */
export const contentShape = z.strictObject({
  subject: z.string().optional(),
  text: z.string(),
  html: z.string().optional(),
});
export type MessageContent = z.output<typeof contentShape>;

const texts = {
  subject: line(MAX_SUBJECT).optional(),
  text: z.string().trim().min(1).max(MAX_TEXT).optional(),
};

/** A message to one customer: its own words, or a template's. */
export const newMessageShape = z
  .strictObject({
    customerId: idShape("cus"),
    channel: z.enum(MESSAGE_CHANNELS),
    purpose: z.enum(PURPOSES).default("transactional"),
    ...texts,
    templateId: idShape("tpl").optional(),
    /** One of the customer's own addresses or numbers; the first unless said. */
    to: line(254).optional(),
    language: z.enum(["fa", "en"]).optional(),
  })
  .meta({ id: "NewMessage" });

export type NewMessage = z.output<typeof newMessageShape>;

/** What a person says of a sending nobody else can tell of: it went; it did not and shall go; it did not and need not. */
export const VERDICTS = ["sent", "again", "leave"] as const;
export type Verdict = (typeof VERDICTS)[number];

const REACHED: readonly MessageState[] = ["sent", "delivered", "opened", "clicked", "complained"];

/** Whether it counts as a contact with its customer: it went, and did not come back. It counts as of when it was written. */
export function isContact({ state, customerId }: Pick<Message, "state" | "customerId">): boolean {
  return customerId !== undefined && REACHED.includes(state);
}

const GROUP_OF: Record<MessageState, MessageGroup> = {
  queued: "waiting",
  held: "waiting",
  sending: "waiting",
  uncertain: "uncertain",
  sent: "gone",
  delivered: "gone",
  opened: "gone",
  clicked: "gone",
  bounced: "failed",
  complained: "failed",
  failed: "failed",
};

export function groupOf(state: MessageState): MessageGroup {
  return GROUP_OF[state];
}
