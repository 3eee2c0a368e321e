import * as z from "zod";
import { idShape } from "../../platform/ids.ts";

export const MAX_PARTIES = 50;
export const MAX_ATTACHMENTS = 50;
/** How long a mail waits for somebody to say whose it is. */
export const WAITS_DAYS = 90;

/** Why nobody but a person can say whose mail it is. */
export const WAITING_REASONS = ["unknown", "several", "archived", "unproven"] as const;
export type WaitingReason = (typeof WAITING_REASONS)[number];

/** One address of a mail, folded, with the name its writer gave it. */
export const partyShape = z.strictObject({ address: z.string(), name: z.string().optional() });
export type Party = z.output<typeof partyShape>;

/** A mail of which nobody knows whose it is, as the list shows it. */
export const waitingMailShape = z
  .strictObject({
    id: idShape("inm"),
    reason: z.enum(WAITING_REASONS),
    /** `out`: a colleague's copy of what they wrote. */
    direction: z.enum(["in", "out"]),
    from: partyShape,
    to: z.array(partyShape),
    subject: z.string(),
    /** The beginning of its text. */
    excerpt: z.string(),
    attachments: z.array(z.string()),
    sentAt: z.string(),
    receivedAt: z.string(),
  })
  .meta({ id: "WaitingMail" });

export type WaitingMail = z.output<typeof waitingMailShape>;

/**
 * What became of a mail that was handed over: on a timeline, waiting for a person, here before, written by a machine (an automatic
 * answer, a bounce), or refused (our own come back, spam, a virus).
 */
export const RECEIVED_AS = ["logged", "waiting", "known", "automatic", "refused"] as const;
export const receivedShape = z
  .strictObject({
    outcome: z.enum(RECEIVED_AS),
    /** Why it was not logged: `autoReply`, `bounce`, `bulk`, `loop`, `spam`, `virus`, or why it waits. */
    why: z.string().optional(),
    id: idShape("inm").optional(),
  })
  .meta({ id: "ReceivedMail" });

export type Received = z.output<typeof receivedShape>;
