import * as z from "zod";
import { CHANNELS } from "../../people/customers/index.ts";
import { actorShape, changeShape } from "../../platform/change.ts";
import { idShape } from "../../platform/ids.ts";
import { instantShape, line } from "../../platform/text-shape.ts";
import { messageShape } from "../messages/schema.ts";

export const DIRECTIONS = ["in", "out", "none"] as const;
export const MAX_BODY = 20_000;

const content = {
  channel: z.enum(CHANNELS),
  direction: z.enum(DIRECTIONS),
  subject: line(300).optional(),
  body: z.string().trim().max(MAX_BODY).optional(),
  outcome: line(200).optional(),
  durationSeconds: z
    .number()
    .int()
    .min(0)
    .max(7 * 86_400)
    .optional(),
};

/** One contact with a customer, in any channel. Never edited: corrected by a new version, or withdrawn. */
export const interactionShape = z
  .strictObject({
    id: idShape("int"),
    customerId: idShape("cus"),
    version: z.number().int(),
    ...content,
    occurredAt: z.string(),
    loggedAt: z.string(),
    by: actorShape,
    byUserId: z.string().optional(),
    /** Names of what came with a mail. */
    attachments: z.array(z.string()),
    /** Of a mail that came by itself: who wrote it. */
    sender: z.strictObject({ address: z.string(), name: z.string().optional() }).optional(),
    /** The message of ours that it answers. */
    answersId: idShape("msg").optional(),
    correctedAt: z.string().optional(),
    withdrawnAt: z.string().optional(),
    withdrawnReason: z.string().optional(),
  })
  .meta({ id: "Interaction" });

export type Interaction = z.output<typeof interactionShape>;

/** A new interaction; `occurredAt` is now unless given, and may lie in the past. */
export const newInteractionShape = z
  .strictObject({
    customerId: idShape("cus"),
    ...content,
    direction: content.direction.default("none"),
    occurredAt: instantShape.optional(),
  })
  .meta({ id: "NewInteraction" });

export type NewInteraction = z.output<typeof newInteractionShape>;

/** A correction: what is named replaces what was said; the version before it is kept. */
export const correctionShape = z
  .strictObject({
    version: z.number().int().min(1),
    ...z.object({ ...content, occurredAt: instantShape }).partial().shape,
    subject: content.subject.nullable(),
    body: content.body.nullable(),
    outcome: content.outcome.nullable(),
    durationSeconds: content.durationSeconds.nullable(),
  })
  .meta({ id: "InteractionCorrection" });

export type Correction = z.output<typeof correctionShape>;

/** One line of a customer's timeline: an interaction, or a change of the record. */
export const timelineEntryShape = z
  .discriminatedUnion("type", [
    z.strictObject({ type: z.literal("interaction"), at: z.string(), interaction: interactionShape }),
    z.strictObject({ type: z.literal("message"), at: z.string(), message: messageShape }),
    z.strictObject({ type: z.literal("change"), at: z.string(), change: changeShape }),
  ])
  .meta({ id: "TimelineEntry" });

export type TimelineEntry = z.output<typeof timelineEntryShape>;
