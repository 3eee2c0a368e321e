import * as z from "zod";
import { actorShape } from "../../platform/change.ts";
import { idShape } from "../../platform/ids.ts";

/**
 * `queued` waits for a worker, `running` has one, `paused` waits for a person, `done`, `failed` and `cancelled` have
 * ended: what was done stays, and a failed or cancelled job goes on where it left off when it is tried again.
 */
export const JOB_STATES = ["queued", "running", "paused", "done", "failed", "cancelled"] as const;
export type JobState = (typeof JOB_STATES)[number];

/** Long work: what was asked, how far it is, what it did. */
export const jobShape = z
  .strictObject({
    id: idShape("job"),
    /** What kind of work, such as `customers.bulk`; `undo` takes back what another job did. */
    kind: z.string(),
    state: z.enum(JOB_STATES),
    /** What a person needs to recognise it: a file's name, an action. */
    about: z.record(z.string(), z.unknown()),
    /** `total` is null while it is not known yet. */
    progress: z.strictObject({ done: z.number().int(), total: z.number().int().nullable() }),
    /** Counts of what was done so far; whole when the job has ended. */
    result: z.record(z.string(), z.unknown()).nullable(),
    error: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
    /** How often it was tried again by itself after something failed. */
    tries: z.number().int(),
    by: actorShape,
    createdAt: z.string(),
    startedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
    canUndo: z.boolean(),
    /** The job that takes this one back. */
    undoneBy: idShape("job").nullable(),
    /** A person asked for it; the worker leaves off after the part it is at. */
    wanted: z.enum(["pause", "cancel"]).nullable(),
  })
  .meta({ id: "Job" });

export type Job = z.output<typeof jobShape>;

export const jobLogEntryShape = z.strictObject({
  at: z.string(),
  /** A sentence's name, such as `customers.left`; its words are the reader's. */
  code: z.string(),
  details: z.record(z.string(), z.unknown()),
});

export type JobLogEntry = z.output<typeof jobLogEntryShape>;

export function hasEnded(state: JobState): state is "done" | "failed" | "cancelled" {
  return state === "done" || state === "failed" || state === "cancelled";
}
