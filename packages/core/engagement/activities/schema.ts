import * as z from "zod";
import { actorShape } from "../../platform/change.ts";
import { idShape } from "../../platform/ids.ts";
import { dateShape, instantShape, line, timeZoneShape } from "../../platform/text-shape.ts";
import { recurrenceShape } from "./recurrence-shape.ts";

export const ACTIVITY_KINDS = ["task", "call", "meeting", "visit"] as const;
export const PRIORITIES = ["low", "normal", "high"] as const;
export const ACTIVITY_STATES = ["open", "done", "cancelled"] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

export const MAX_NOTES = 4000;
/** A reminder comes at most sixty days before. */
export const MAX_REMIND_MINUTES = 60 * 24 * 60;

/** `09:30`, on a clock of 24 hours. */
export const timeShape = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "A time of day is written like 09:30.")
  .meta({ example: "09:30" });

const planned = {
  kind: z.enum(ACTIVITY_KINDS),
  subject: line(200),
  priority: z.enum(PRIORITIES),
};

const optional = {
  notes: z.string().trim().max(MAX_NOTES),
  customerId: idShape("cus"),
  durationMinutes: z
    .number()
    .int()
    .min(1)
    .max(7 * 24 * 60),
  /** Minutes before it is due; of a whole day, before nine in the morning of that day. */
  remindMinutesBefore: z.number().int().min(0).max(MAX_REMIND_MINUTES),
  recurrence: recurrenceShape,
};

/** Planned work: a task, a call, a meeting or a visit. */
export const activityShape = z
  .strictObject({
    id: idShape("act"),
    version: z.number().int(),
    ...planned,
    ...z.object(optional).partial().shape,
    state: z.enum(ACTIVITY_STATES),
    ownerId: idShape("usr"),
    /** The day it is due, by the clocks of `timeZone`; without `dueTime` the whole day. */
    dueOn: dateShape,
    dueTime: timeShape.optional(),
    timeZone: z.string(),
    /** When that is; of a whole day, its beginning. */
    dueAt: z.string(),
    /** When its reminder comes. */
    remindAt: z.string().optional(),
    /** When the reminder was given. */
    remindedAt: z.string().optional(),
    /** The version that giving the reminder made: who read the one before has nothing to look at again. */
    quietVersion: z.number().int().optional(),
    /** Of a recurring one: the day it is by its rule, wherever it was moved. */
    scheduledOn: dateShape.optional(),
    outcome: z.string().optional(),
    closedAt: z.string().optional(),
    closedBy: actorShape.optional(),
    /** What completing it logged. */
    interactionId: idShape("int").optional(),
    /** The next of a recurring one, made when this one was completed. */
    nextId: idShape("act").optional(),
    /** The one before it, or the one it is the next step of. */
    afterId: idShape("act").optional(),
    by: actorShape,
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: "Activity" });

export type Activity = z.output<typeof activityShape>;

/** When it is due: an instant, or a day with or without a time as clocks show it in a zone (the workspace's unless said). */
const due = {
  dueAt: instantShape.optional(),
  dueOn: dateShape.optional(),
  dueTime: timeShape.optional(),
  timeZone: timeZoneShape.optional(),
};

/** A new activity: a subject and when it is due; one's own, unless `ownerId` says whose. */
export const newActivityShape = z
  .strictObject({
    kind: planned.kind.default("task"),
    subject: planned.subject,
    priority: planned.priority.default("normal"),
    ...z.object(optional).partial().shape,
    ...due,
    ownerId: idShape("usr").optional(),
  })
  .meta({ id: "NewActivity" });

export type NewActivity = z.output<typeof newActivityShape>;

/** A merge patch: what is named is replaced, `null` empties. A day named without a time keeps the time it had. */
export const activityPatchShape = z
  .strictObject({
    version: z.number().int().min(1),
    ...z.object(planned).partial().shape,
    ...(Object.fromEntries(Object.entries(optional).map(([name, shape]) => [name, shape.nullable().optional()])) as {
      [K in keyof typeof optional]: z.ZodOptional<z.ZodNullable<(typeof optional)[K]>>;
    }),
    ...due,
    dueTime: timeShape.nullable().optional(),
    ownerId: idShape("usr").optional(),
  })
  .meta({ id: "ActivityPatch" });

export type ActivityPatch = z.output<typeof activityPatchShape>;
