import { can } from "#core/platform/access/can.ts";
import { CrmError, notFound } from "#core/platform/errors.ts";
import type { Page } from "#core/platform/page.ts";
import type { Verb } from "#core/platform/verbs.ts";
import { hasEnded, type Job, type JobLogEntry } from "#core/workspace/jobs/index.ts";
import { commit, type Plan } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { decodeCursor, encodeCursor } from "#server/platform/sharded.ts";
import type { Value } from "#server/platform/table.ts";
import { type JobKinds, OPEN_STATES, UNDO } from "./job-kind.ts";
import { kindOf } from "./run-job.ts";
import {
  findJob,
  KEPT_DAYS,
  LEASE_MS,
  listStoredJobs,
  readLog,
  type StoredJob,
  writeOfJob,
  writeOfNewJob,
} from "./store.ts";

const JOB_PLACE = /^job_[0-9A-Z]{26}$/;
const LOG_PLACE = /^[^\0]{1,200}$/;

export type NewJob = {
  /** When something that is written with it has to name it. */
  id?: StoredJob["id"];
  kind: string;
  input: Value;
  about: { [name: string]: Value };
  /** Whether its kind knows how to take it back. */
  hasUndo: boolean;
  /** How long it is told of, 90 unless said; null: as long as the workspace lasts. */
  keptDays?: number | null;
};

/** Starts a job; its work begins at once where a process can go on after the answer, else within a minute. */
export async function startJob(ctx: Ctx, input: NewJob, also: Partial<Plan> = {}): Promise<Job> {
  const job = newJob(ctx, input);
  await commit(ctx, {
    alsoTold: also.alsoTold,
    writes: [writeOfNewJob(job, dueOf(ctx)), ...(also.writes ?? [])],
    change: {
      entity: "job",
      entityId: job.id,
      verb: "job.started",
      fields: { kind: { after: input.kind }, about: { after: input.about } },
    },
    refuse: also.refuse,
  });
  ctx.wakeJob(job.id);
  return shownJob(job);
}

function newJob(ctx: Ctx, { id, kind, input, about, hasUndo, keptDays = KEPT_DAYS }: NewJob): StoredJob {
  return {
    id: id ?? ctx.newId("job"),
    version: 1,
    kind,
    state: "queued",
    about,
    progress: { done: 0, total: null },
    result: null,
    error: null,
    tries: 0,
    by: ctx.actor,
    createdAt: ctx.now(),
    startedAt: null,
    finishedAt: null,
    undoneBy: null,
    wanted: null,
    input,
    kept: null,
    hasUndo,
    keptDays,
    worker: null,
    // What follows a change is the machine's own work, whoever made the change.
    ...(ctx.actor.kind !== "system" && { claim: ctx.cause ? null : ctx.claim }),
  };
}

const dueOf = (ctx: Ctx) => new Date(Date.parse(ctx.now()) + LEASE_MS).toISOString();

export function shownJob(stored: StoredJob): Job {
  const { version: _v, input: _i, kept: _k, worker: _w, keptDays: _d, claim: _c, hasUndo, ...job } = stored;
  return { ...job, canUndo: hasUndo && hasEnded(job.state) && job.undoneBy === null };
}

const seesAll = (ctx: Ctx) => ctx.permissions.has("workspace.operate");

export async function listJobs(
  ctx: Ctx,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<Job>> {
  const { jobs, next } = await listStoredJobs(ctx.table, limit, decodeCursor(cursor, JOB_PLACE));
  const visible = jobs.filter(({ by }) => seesAll(ctx) || by.id === ctx.actor.id);
  return { items: visible.map(shownJob), nextCursor: encodeCursor(next) };
}

export async function getJob(ctx: Ctx, id: string): Promise<Job> {
  return shownJob(await load(ctx, id));
}

export async function getJobLog(
  ctx: Ctx,
  id: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<JobLogEntry>> {
  await load(ctx, id);
  const { items, next } = await readLog(ctx.table, id, limit, decodeCursor(cursor, LOG_PLACE));
  return { items, nextCursor: encodeCursor(next) };
}

/** Steers a job that one may see; a room whose own permission was asked brings `anyJob`. */
export async function pauseJob(ctx: Ctx, id: string, find: Finder = load): Promise<Job> {
  return change(ctx, id, "job.pause", find, (job) => {
    if (job.state === "queued") return { ...job, state: "paused" };
    return job.state === "running" ? { ...job, wanted: job.wanted ?? "pause" } : null;
  });
}

export async function cancelJob(ctx: Ctx, id: string, find: Finder = load): Promise<Job> {
  return change(ctx, id, "job.cancel", find, (job) => {
    if (job.state === "running") return { ...job, wanted: "cancel" };
    if (job.state !== "queued" && job.state !== "paused") return null;
    return { ...job, state: "cancelled", wanted: null, finishedAt: ctx.now() };
  });
}

export async function resumeJob(ctx: Ctx, id: string, find: Finder = load): Promise<Job> {
  return change(ctx, id, "job.resume", find, (job) => {
    if (job.state === "running" && job.wanted === "pause") return { ...job, wanted: null };
    return job.state === "paused" ? { ...job, state: "queued" } : null;
  });
}

export async function retryJob(ctx: Ctx, id: string, find: Finder = load): Promise<Job> {
  return change(ctx, id, "job.retry", find, (job) =>
    (job.state === "failed" || job.state === "cancelled") && job.undoneBy === null
      ? { ...job, state: "queued", tries: 0, error: null, finishedAt: null }
      : null,
  );
}

/** Takes back what a job did, by a job of its own; one such job at most. */
export async function undoJob(ctx: Ctx, kinds: JobKinds, id: string): Promise<Job> {
  const job = await load(ctx, id);
  const { permission } = await kindOf(kinds, job.kind);
  if (!can(ctx.access, { permission })) {
    throw new CrmError("forbidden", "auth.forbidden", `This needs the permission ${permission}.`);
  }
  return startUndo(ctx, job);
}

/** The same for who asked the permission already. */
export async function startUndo(ctx: Ctx, job: StoredJob): Promise<Job> {
  if (!shownJob(job).canUndo) {
    throw new CrmError("conflict", "job.cannot_undo", "This job cannot be taken back, or it was already.");
  }
  const { id, keptDays } = job;
  const undo = newJob(ctx, {
    kind: UNDO,
    input: { jobId: id },
    about: { jobId: id, kind: job.kind, about: job.about as Value },
    hasUndo: false,
    keptDays,
  });
  await commit(ctx, {
    writes: [writeOfNewJob(undo, dueOf(ctx)), writeOfJob(job, { ...job, undoneBy: undo.id }, null)],
    change: { entity: "job", entityId: id, verb: "job.undoStarted", fields: { undoneBy: { after: undo.id } } },
    refuse: () => new CrmError("conflict", "job.cannot_undo", "This job cannot be taken back, or it was already."),
  });
  ctx.wakeJob(undo.id);
  return shownJob(undo);
}

type Finder = (ctx: Ctx, id: string) => Promise<StoredJob>;

async function change(
  ctx: Ctx,
  id: string,
  verb: Verb,
  find: Finder,
  decide: (job: StoredJob) => StoredJob | null,
): Promise<Job> {
  for (;;) {
    const job = await find(ctx, id);
    const next = decide(job);
    if (next === null) {
      throw new CrmError("conflict", "job.wrong_state", `A job that is ${job.state} cannot do this.`, [
        { path: "state", code: job.state },
      ]);
    }
    const waits = OPEN_STATES.includes(next.state);
    try {
      await commit(ctx, {
        writes: [writeOfJob(job, next, waits ? dueOf(ctx) : null)],
        change: { entity: "job", entityId: id, verb, fields: { state: { before: job.state, after: next.state } } },
      });
    } catch (error) {
      // Its worker kept its progress at the same moment: decide again on what it is now.
      if (error instanceof CrmError && error.code === "record.conflict") continue;
      throw error;
    }
    if (next.state === "queued") ctx.wakeJob(id);
    return shownJob(next);
  }
}

/** A job whoever asks. */
export async function anyJob(ctx: Ctx, id: string): Promise<StoredJob> {
  const job = await findJob(ctx.table, id);
  if (!job) throw notFound("job");
  return job;
}

async function load(ctx: Ctx, id: string): Promise<StoredJob> {
  const job = await anyJob(ctx, id);
  if (!seesAll(ctx) && job.by.id !== ctx.actor.id) throw notFound("job");
  return job;
}

/** Of the newest jobs those that wait or were under way when the last process ended; a tick finds what is older. */
export async function listOpenJobs(ctx: Ctx): Promise<string[]> {
  const { jobs } = await listStoredJobs(ctx.table, 200, null);
  return jobs.filter(({ state }) => OPEN_STATES.includes(state)).map(({ id }) => id);
}
