import * as z from "zod";
import { actorShape } from "../../platform/change.ts";
import { idShape } from "../../platform/ids.ts";

export const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "A time of day is written like 08:00.");

/** One run of scheduled work: when, what it came to, and who asked for it when it was not the time. */
export const runShape = z.strictObject({
  at: z.string(),
  /** It came later than it should have. */
  late: z.boolean(),
  by: actorShape.optional(),
  counts: z.record(z.string(), z.number().int()),
  /** What takes longer runs as a job of its own; how it went is read there. */
  jobId: idShape("job").optional(),
});

/** Work that comes by itself every day, at a time of the workspace's clocks. */
export const scheduledShape = z
  .strictObject({
    name: z.string(),
    at: clockTime,
    nextAt: z.string(),
    /** The newest first. */
    runs: z.array(runShape),
    /** What the last try failed with, when it did; it is tried again by itself. */
    error: z.string().nullable(),
  })
  .meta({ id: "Scheduled" });

export type Scheduled = z.output<typeof scheduledShape>;
export type ScheduledRun = z.output<typeof runShape>;
