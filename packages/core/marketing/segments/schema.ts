import * as z from "zod";
import { cardShape } from "../../people/customers/schema.ts";
import { actorShape } from "../../platform/change.ts";
import { idShape } from "../../platform/ids.ts";
import { BROKEN_REASONS } from "../../platform/rules/check-rule.ts";
import type { Leaf, Rule } from "../../platform/rules/rule.ts";
import { ruleShape } from "../../platform/rules/shape.ts";
import { line } from "../../platform/text-shape.ts";

export const SEGMENT_LIMITS = { segments: 200, name: 80, description: 500, ids: 1000 } as const;

/** `dynamic`: those a rule matches. `static`: those somebody put in by hand, from a selection or from an import. */
export const SEGMENT_KINDS = ["dynamic", "static"] as const;
export type SegmentKind = (typeof SEGMENT_KINDS)[number];

const stored = {
  id: idShape("seg"),
  version: z.number().int(),
  name: line(SEGMENT_LIMITS.name),
  description: z.string().max(SEGMENT_LIMITS.description).nullable(),
  kind: z.enum(SEGMENT_KINDS),
  /** Null for a static one. It may outlive the fields it asks about. */
  rule: ruleShape.nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
  by: actorShape,
  /** Put away: it has no members and is brought back with those who belong to it then. */
  archivedAt: z.string().optional(),
  /** The job that last went over everybody for it. */
  jobId: idShape("job").optional(),
};

const brokenPart = z.strictObject({
  path: z.string(),
  reason: z.enum(BROKEN_REASONS),
  field: z.string().optional(),
});

const storedShape = z.strictObject(stored);
export type Segment = z.output<typeof storedShape>;

/** A segment of customers as it goes over the wire. */
export const segmentShape = z
  .strictObject({
    ...stored,
    size: z.number().int(),
    /** Who came and who went in the last thirty days, today included. */
    entered30: z.number().int(),
    left30: z.number().int(),
    /** What is wrong with its rule; while there is something, its members stay as they were. */
    broken: z.array(brokenPart),
    /** How many customers the job that goes over everybody has seen; null when none is under way. */
    computing: z.number().int().nullable(),
  })
  .meta({ id: "Segment" });

export type ShownSegment = z.output<typeof segmentShape>;

export const newSegmentShape = z
  .strictObject({
    name: stored.name,
    description: stored.description.optional(),
    kind: stored.kind,
    rule: ruleShape.optional(),
    /** Of a static one: whom an import brought is put in. */
    importId: idShape("imp").optional(),
  })
  .meta({ id: "NewSegment" });
export type NewSegment = z.output<typeof newSegmentShape>;

export const segmentPatchShape = z
  .strictObject({
    version: z.number().int().min(1),
    name: stored.name.optional(),
    description: stored.description.optional(),
    rule: ruleShape.optional(),
  })
  .meta({ id: "SegmentPatch" });
export type SegmentPatch = z.output<typeof segmentPatchShape>;

/** A condition that made somebody a member, or was missing, and what was found. */
export const becauseShape = z.strictObject({
  leaf: z.custom<Leaf>().meta({ type: "object" }),
  found: z.unknown(),
  negated: z.boolean(),
});
export type BecauseShown = z.output<typeof becauseShape>;

/** `rule`: the rule matches. `hand`: somebody put them in. */
export const memberShape = z
  .strictObject({ card: cardShape, since: z.string(), how: z.enum(["rule", "hand"]) })
  .meta({ id: "SegmentMember" });
export type Member = z.output<typeof memberShape>;

export const movementShape = z
  .strictObject({
    at: z.string(),
    direction: z.enum(["in", "out"]),
    customerId: idShape("cus"),
    /** What they are called now; null when they are gone, or not the reader's to see. */
    name: z.string().nullable(),
    segmentId: idShape("seg"),
    because: z.array(becauseShape),
    /** What brought it about besides the rule: a job, an import. */
    via: z.string().optional(),
    by: actorShape.nullable(),
  })
  .meta({ id: "SegmentMovement" });
export type Movement = z.output<typeof movementShape>;

export const flowDayShape = z.strictObject({
  day: z.string(),
  entered: z.number().int(),
  left: z.number().int(),
  /** At the end of the day. */
  size: z.number().int(),
});
export type FlowDay = z.output<typeof flowDayShape>;

const ids = z.array(idShape("cus")).min(1).max(SEGMENT_LIMITS.ids);

/** Whom to put in or take out: customers by id, all that a list shows, or those an import brought. */
export const membersChangeShape = z
  .strictObject({
    action: z.enum(["add", "remove"]),
    ids: ids.optional(),
    filter: z.string().max(10_000).optional(),
    archived: z.boolean().default(false),
    importId: idShape("imp").optional(),
  })
  .refine((one) => [one.ids, one.filter, one.importId].filter((part) => part !== undefined).length === 1, {
    path: ["ids"],
    message: "Name ids, a filter, or an import: one of them.",
  })
  .meta({ id: "SegmentMembersChange" });
export type MembersChange = z.output<typeof membersChangeShape>;

/** How many a rule would match: counted when everybody was read, else estimated from a sample. */
export const segmentPreviewShape = z
  .strictObject({
    /** Of those read. */
    matched: z.number().int(),
    read: z.number().int(),
    /** Whether everybody was read, so that `matched` is the answer. */
    isWhole: z.boolean(),
    /** About how many there would be in all. */
    estimate: z.number().int(),
    /** Some of those matched. */
    examples: z.array(cardShape),
  })
  .meta({ id: "SegmentPreview" });
export type SegmentPreview = z.output<typeof segmentPreviewShape>;

export const customerSegmentShape = z.strictObject({
  id: idShape("seg"),
  name: z.string(),
  kind: z.enum(SEGMENT_KINDS),
  since: z.string(),
  how: z.enum(["rule", "hand"]),
  /** Why they are in by the rule, as they are now; empty where the rule is broken. */
  because: z.array(becauseShape),
  isBroken: z.boolean(),
});

export const customerSegmentsShape = z
  .strictObject({
    items: z.array(customerSegmentShape),
    /** The latest comings and goings. */
    history: z.array(z.strictObject({ ...movementShape.shape, segmentName: z.string() })),
  })
  .meta({ id: "CustomerSegments" });
export type CustomerSegments = z.output<typeof customerSegmentsShape>;

export type { Rule };
