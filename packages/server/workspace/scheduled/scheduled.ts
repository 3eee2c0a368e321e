import { instantAt, localTime } from "#core/platform/calendar.ts";
import { CrmError, notFound } from "#core/platform/errors.ts";
import { addDays } from "#core/platform/rules/days.ts";
import type { Verb } from "#core/platform/verbs.ts";
import { hasEnded, type Job } from "#core/workspace/jobs/index.ts";
import type { Scheduled, ScheduledRun } from "#core/workspace/scheduled/index.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { DueHandler } from "#server/platform/due.ts";
import { withoutUndefined } from "#server/platform/entity.ts";
import { type Item, TableError } from "#server/platform/table.ts";
import { findJob } from "#server/workspace/jobs/index.ts";
import { readScheduled, type StoredScheduled, scheduledOf, writeOfScheduled } from "./store.ts";

/** `since`: the day it should have run, before `on` when the system stood still. */
type Day = { on: string; since: string; late: boolean };

/**
 * Work of every day. `run` may be called twice for a day: what was done before is then passed over. What takes longer is
 * begun as a job instead; one that is still under way is not begun again.
 */
export type ScheduledJob = {
  /** When it comes unless the company says otherwise. */
  at: string;
} & ({ run(ctx: Ctx, day: Day): Promise<{ [count: string]: number }> } | { begin(ctx: Ctx): Promise<Pick<Job, "id">> });
export type ScheduledJobs = { readonly [name: string]: () => Promise<ScheduledJob> };

const KEPT_RUNS = 14;
const LATE_AFTER_MS = 60 * 60_000;
const MAX_RACES = 5;

/** The first time after an instant at which the workspace's clocks show `at`. */
export function nextTime(at: string, after: string, timeZone: string): string {
  const { on } = localTime(after, timeZone);
  const [today, tomorrow] = [on, addDays(on, 1)].map((day) => instantAt(day, at, timeZone)) as [string, string];
  return today > after ? today : tomorrow;
}

/** Puts scheduled work that is not there yet in its place: once, however many processes do it at the same time. */
export async function ensureScheduled(ctx: Ctx, jobs: ScheduledJobs): Promise<void> {
  const names = Object.keys(jobs);
  const items = await readScheduled(ctx.table, names);
  for (const [index, name] of names.entries()) {
    if (items[index]) continue;
    const { at } = await (jobs[name] as () => Promise<ScheduledJob>)();
    const write = writeOfScheduled({ name, at, runs: [] }, nextTime(at, ctx.now(), ctx.workspace.timeZone), 0);
    await ctx.table.transact([write]).catch((error) => {
      if (!(error instanceof TableError) || error.kind !== "conditionFailed") throw error;
    });
  }
}

/** Runs what has come, and sets it to its next time in the same transaction; a run that fails is tried again. */
export function scheduledHandler(jobs: ScheduledJobs): DueHandler {
  return async (ctx, item, now) => {
    const scheduled = scheduledOf(item);
    const { timeZone } = ctx.workspace;
    const late = Date.parse(now) - Date.parse(String(item.dueAt)) > LATE_AFTER_MS;
    const job = await find(jobs, scheduled.name);
    const [since, on] = [String(item.dueAt), now].map((at) => localTime(at, timeZone).on) as [string, string];
    const done = await runOnce(ctx, job, scheduled, { on, since, late });
    const data = withRun(scheduled, { at: now, late, ...done });
    return {
      nextDueAt: nextTime(scheduled.at, now, timeZone),
      set: { data: withoutUndefined(data), version: Number(item.version) + 1 },
      asRead: ["version"],
    };
  };
}

/** What a run came to. */
async function runOnce(ctx: Ctx, job: ScheduledJob, { runs }: StoredScheduled, day: Day) {
  if ("run" in job) return { counts: await job.run(ctx, day) };
  const last = runs[0]?.jobId;
  const before = last ? await findJob(ctx.table, last) : null;
  if (before && !hasEnded(before.state)) return { counts: {}, jobId: before.id };
  return { counts: {}, jobId: (await job.begin(ctx)).id };
}

async function find(jobs: ScheduledJobs, name: string): Promise<ScheduledJob> {
  const load = Object.hasOwn(jobs, name) ? jobs[name] : undefined;
  if (!load) throw notFound("scheduled");
  return load();
}

/** What joined a job that was under way is that job's run. */
function withRun(scheduled: StoredScheduled, run: ScheduledRun): StoredScheduled {
  const [last] = scheduled.runs;
  if (run.jobId && last?.jobId === run.jobId) return scheduled;
  return { ...scheduled, runs: [run, ...scheduled.runs].slice(0, KEPT_RUNS) };
}

function shown(item: Item): Scheduled {
  const scheduled = scheduledOf(item);
  const error = typeof item.lastError === "string" ? item.lastError : null;
  return { ...scheduled, runs: [...scheduled.runs], nextAt: String(item.dueAt ?? ""), error };
}

export async function listScheduled(ctx: Ctx, jobs: ScheduledJobs): Promise<{ items: Scheduled[] }> {
  await ensureScheduled(ctx, jobs);
  const items = await readScheduled(ctx.table, Object.keys(jobs));
  return { items: items.flatMap((item) => (item ? [shown(item)] : [])) };
}

/** Runs it now; its next time stays. */
export async function runScheduled(ctx: Ctx, jobs: ScheduledJobs, name: string): Promise<Scheduled> {
  const job = await find(jobs, name);
  await ensureScheduled(ctx, jobs);
  const [item] = await readScheduled(ctx.table, [name]);
  if (!item) throw notFound("scheduled");
  const now = ctx.now();
  const { on } = localTime(now, ctx.workspace.timeZone);
  const done = await runOnce(ctx, job, scheduledOf(item), { on, since: on, late: false });
  return change(ctx, name, "scheduled.ran", (scheduled) =>
    withRun(scheduled, { at: now, late: false, by: ctx.actor, ...done }),
  );
}

export async function setScheduled(ctx: Ctx, jobs: ScheduledJobs, name: string, at: string): Promise<Scheduled> {
  await find(jobs, name);
  await ensureScheduled(ctx, jobs);
  return change(ctx, name, "scheduled.moved", (scheduled) => ({ ...scheduled, at }));
}

async function change(
  ctx: Ctx,
  name: string,
  verb: Verb,
  decide: (scheduled: StoredScheduled) => StoredScheduled,
): Promise<Scheduled> {
  for (let race = 1; ; race++) {
    const [item] = await readScheduled(ctx.table, [name]);
    if (!item) throw notFound("scheduled");
    const before = scheduledOf(item);
    const after = decide(before);
    const dueAt =
      after.at === before.at && item.dueAt ? String(item.dueAt) : nextTime(after.at, ctx.now(), ctx.workspace.timeZone);
    try {
      await commit(ctx, {
        writes: [writeOfScheduled(after, dueAt, Number(item.version))],
        change: {
          entity: "workspace",
          entityId: "workspace",
          verb,
          fields: {
            name: { after: name },
            ...(after.at !== before.at && { at: { before: before.at, after: after.at } }),
          },
        },
      });
      return { ...after, runs: [...after.runs], nextAt: dueAt, error: null };
    } catch (error) {
      if (!(error instanceof CrmError) || error.code !== "record.conflict" || race >= MAX_RACES) throw error;
    }
  }
}
