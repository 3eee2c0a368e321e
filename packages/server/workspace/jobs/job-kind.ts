import type { Permission } from "#core/platform/permissions.ts";
import type { JobState } from "#core/workspace/jobs/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { Value } from "#server/platform/table.ts";
import type { StoredJob } from "./store.ts";

export type Counts = { [name: string]: number | string | null };

/** A job as its kind sees it while it runs. */
export type JobRun = {
  readonly id: StoredJob["id"];
  readonly createdAt: string;
  readonly input: Value;
  /** What the last `save` kept; null in the first run. */
  readonly state: Value | null;
  /** A run before this one may have died after its last `save`: the part after it may have been done already. */
  readonly again: boolean;
  /**
   * Keeps how far the work is, after each part. False: leave off now by returning `leftOff`; the work goes on later,
   * perhaps in another process, from what was kept. A part should take seconds, never minutes.
   */
  save(kept: { state: Value; done: number; total: number | null; result?: Counts }): Promise<boolean>;
  /** Whether what it left off is given up for good, so that what it only kept to go on with may go. */
  isCancelled(): boolean;
  /** Tells people of something on the way. Entries with the same `key` are one: a part done again says it once. */
  log(key: string, code: string, details: { [name: string]: Value }): Promise<void>;
};

/** `done`: how much was done in the end, the last part included, where the kind counts it. */
export type JobEnd = { result: Counts; done?: number } | "leftOff";

/**
 * How one kind of long work is done. `run` is called again from the last `save` after a pause, a stop or a death, so
 * each part must be harmless when done twice.
 */
export type JobKind = {
  /** What one needs to start, steer and undo it. */
  permission: Permission;
  /** Jobs of one line wait for each other within a process: side by side they would write to the same records in the same order. */
  line?: string;
  run(ctx: Ctx, job: JobRun): Promise<JobEnd>;
  /** Takes back what `undone` did, as a job of its own, by the same rules. */
  undo?(ctx: Ctx, job: JobRun, undone: StoredJob): Promise<JobEnd>;
};

/** Every kind by its name, loaded when one is run. */
export type JobKinds = { readonly [kind: string]: () => Promise<JobKind> };

export const UNDO = "undo";
export const OPEN_STATES: readonly JobState[] = ["queued", "running"];
