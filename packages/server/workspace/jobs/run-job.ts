import { can } from "#core/platform/access/can.ts";
import { CrmError, notFound } from "#core/platform/errors.ts";
import type { Permission } from "#core/platform/permissions.ts";
import { hasEnded } from "#core/workspace/jobs/index.ts";
import { commit } from "#server/platform/commit.ts";
import { type Ctx, withAccess } from "#server/platform/context.ts";
import { findAccess, readWorkspace } from "#server/platform/credentials.ts";
import type { DueHandler } from "#server/platform/due.ts";
import { TableError, type Value } from "#server/platform/table.ts";
import { keyKey, stillStands } from "#server/workspace/api-keys/index.ts";
import { type JobEnd, type JobKind, type JobKinds, type JobRun, OPEN_STATES, UNDO } from "./job-kind.ts";
import { findJob, jobOf, LEASE_MS, logItem, requeuedAttributes, type StoredJob, writeOfJob } from "./store.ts";

const MAX_TRIES = 5;
const FIRST_PAUSE_MS = 30_000;

/** The jobs this process is at. */
const underWay = new Set<string>();
/** The end of the last job of each line. */
const lines = new Map<string, Promise<void>>();

/**
 * Does a job, from where it was left. `alone`: no other process can be at it, so one that says it is running has died.
 * Any number of workers may be called for a job: one gets it.
 */
export async function runJob(ctx: Ctx, kinds: JobKinds, id: string, { alone = false } = {}): Promise<void> {
  if (underWay.has(id)) return;
  underWay.add(id);
  try {
    const found = await findJob(ctx.table, id);
    const line = found && Object.hasOwn(kinds, found.kind) ? (await kindOf(kinds, found.kind)).line : undefined;
    await inLine(line, async () => {
      const claimed = await claim(ctx, id, alone);
      if (claimed) await work(ctx, kinds, claimed.job, claimed.again);
    });
  } finally {
    underWay.delete(id);
  }
}

async function inLine(line: string | undefined, run: () => Promise<void>): Promise<void> {
  if (line === undefined) return run();
  const mine = (lines.get(line) ?? Promise.resolve()).then(run);
  lines.set(
    line,
    mine.catch(() => {}),
  );
  return mine;
}

async function claim(ctx: Ctx, id: string, alone: boolean) {
  const found = await findJob(ctx.table, id);
  if (!found || !OPEN_STATES.includes(found.state) || (found.state === "running" && !alone)) return null;
  const job: StoredJob = {
    ...found,
    state: "running",
    startedAt: found.startedAt ?? ctx.now(),
    worker: ctx.newId("req"),
  };
  const isOurs = await write(ctx, found, job, later(ctx.now(), LEASE_MS));
  return isOurs ? { job: { ...job, version: found.version + 1 }, again: found.startedAt !== null } : null;
}

/** False when somebody else wrote meanwhile. */
async function write(ctx: Ctx, before: StoredJob, after: StoredJob, dueAt: string | null): Promise<boolean> {
  const writes = [writeOfJob(before, after, dueAt)];
  try {
    if (!hasEnded(after.state)) await ctx.table.transact(writes);
    else await commit(ctx, { writes, change: changeOfEnd(after) });
    return true;
  } catch (error) {
    const isLost = error instanceof CrmError && error.code === "record.conflict";
    if (isLost || (error instanceof TableError && error.kind === "conditionFailed")) return false;
    throw error;
  }
}

function changeOfEnd({ id, state, kind, result }: StoredJob) {
  const fields = { kind: { after: kind }, result: { after: result } };
  return { entity: "job", entityId: id, verb: `job.${state}` as const, fields };
}

/** Somebody else has the job, or it has ended: this worker has no more say in it. */
class LostJob extends Error {}

async function work(machine: Ctx, kinds: JobKinds, from: StoredJob, again: boolean): Promise<void> {
  const ctx: Ctx = { ...machine, actor: from.by, via: from.id, idempotency: undefined };
  let job = from;
  const keep = async (change: (job: StoredJob) => Partial<StoredJob>, dueAt?: string | null): Promise<void> => {
    for (;;) {
      const next = { ...job, ...change(job) };
      if (await write(ctx, job, next, dueAt === undefined ? later(ctx.now(), LEASE_MS) : dueAt)) {
        job = { ...next, version: job.version + 1 };
        return;
      }
      // A person asked for a pause or an end meanwhile; anything else means that another worker took over.
      const found = await findJob(ctx.table, job.id);
      if (found?.state !== "running" || found.worker !== job.worker) throw new LostJob();
      job = { ...job, version: found.version, wanted: found.wanted };
    }
  };
  let acting: Ctx | null = null;
  let permission: Permission | null = null;
  /** Who left, or whose key was revoked, does nothing more; whose role is another goes on with that. */
  const obey = async (): Promise<CrmError | null> => {
    try {
      if (acting) Object.assign(acting, await actingFor(ctx, job));
      if (acting && permission) refuseWithout(acting, permission);
      return null;
    } catch (error) {
      if (error instanceof CrmError) return error;
      throw error;
    }
  };
  const run: JobRun = {
    id: job.id,
    createdAt: job.createdAt,
    input: job.input,
    state: job.kept,
    again,
    async save({ state, done, total, result }) {
      const refusal = await obey();
      await keep(() => ({ kept: state, progress: { done, total }, ...(result && { result }) }));
      if (refusal) throw refusal;
      return job.wanted === null && !ctx.isStopping();
    },
    isCancelled: () => job.wanted === "cancel",
    async log(key, code, details) {
      await ctx.table.append([logItem(job.id, key, { at: ctx.now(), code, details })]);
    },
  };
  try {
    if (job.wanted !== null) return await leaveOff(ctx, job, keep);
    acting = await actingFor(ctx, job);
    const begun = await prepare(acting, kinds, run, job);
    permission = begun.permission;
    const end = await begun.go();
    if (end === "leftOff") return await leaveOff(ctx, job, keep);
    const finishedAt = ctx.now();
    const { result, done } = end;
    const progress = done === undefined ? {} : { progress: { done, total: done } };
    await keep(() => ({ state: "done", result, ...progress, wanted: null, finishedAt }), null);
  } catch (error) {
    if (error instanceof LostJob) return;
    await failed(ctx, job, error, keep).catch((another) => {
      // Its due item hands it to another worker when the table is there again.
      if (!(another instanceof LostJob)) ctx.log.error("job.left", another, { job: job.id });
    });
  }
}

type Keep = (change: (job: StoredJob) => Partial<StoredJob>, dueAt?: string | null) => Promise<void>;

/** As the one who started it, with what they may do and see by now. */
async function actingFor(ctx: Ctx, { claim, by }: StoredJob): Promise<Ctx> {
  const isKeys = by.kind === "key" && claim != null;
  const { fields, organisation, more } = await readWorkspace(ctx.table, isKeys ? [keyKey(by.id)] : []);
  if (isKeys && !stillStands(more[0], ctx.now()))
    throw new CrmError(
      "forbidden",
      "job.key_revoked",
      "The key that this was started with was revoked or has expired.",
    );
  const said = claim === undefined && by.kind === "user" ? { userId: by.id } : (claim ?? null);
  if (said === null) return { ...ctx, fields, organisation };
  const access = await findAccess(ctx.table, said, organisation);
  if (!access) throw new CrmError("forbidden", "job.nobody", "Who started this does not work here any more.");
  return { ...ctx, fields, organisation, claim: said, ...withAccess(access) };
}

function refuseWithout(ctx: Ctx, permission: Permission): void {
  if (can(ctx.access, { permission })) return;
  throw new CrmError("forbidden", "auth.forbidden", `This needs the permission ${permission}.`);
}

type Begun = { permission: Permission; go: () => Promise<JobEnd> };

async function prepare(ctx: Ctx, kinds: JobKinds, run: JobRun, job: StoredJob): Promise<Begun> {
  if (job.kind !== UNDO) {
    const kind = await kindOf(kinds, job.kind);
    refuseWithout(ctx, kind.permission);
    return { permission: kind.permission, go: () => kind.run(ctx, run) };
  }
  const undone = await findJob(ctx.table, String((job.input as { [name: string]: Value }).jobId));
  if (!undone) throw notFound("job");
  const kind = await kindOf(kinds, undone.kind);
  const { undo, permission } = kind;
  refuseWithout(ctx, permission);
  if (!undo) throw new CrmError("conflict", "job.cannot_undo", "This kind of work cannot be taken back.");
  return { permission, go: () => undo(ctx, run, undone) };
}

export async function kindOf(kinds: JobKinds, name: string): Promise<JobKind> {
  const load = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (!load) throw new CrmError("notFound", "job.kind_unknown", `There is no kind of work called ${name}.`);
  return load();
}

/** As a person wanted it; or, when only the process is asked to stop, open for the next one. */
async function leaveOff(ctx: Ctx, { wanted }: StoredJob, keep: Keep): Promise<void> {
  if (wanted === "cancel") await keep(() => ({ state: "cancelled", wanted: null, finishedAt: ctx.now() }), null);
  else if (wanted === "pause") await keep(() => ({ state: "paused", wanted: null }), null);
  else await keep(() => ({ state: "queued" }), ctx.now());
}

/** What may pass is tried again by itself, each time later; what was refused is told. */
async function failed(ctx: Ctx, { id, tries }: StoredJob, error: unknown, keep: Keep): Promise<void> {
  const known = error instanceof CrmError ? error : null;
  const mayPass = !known || known.kind === "unavailable";
  if (mayPass) ctx.log.error("job.failed", error, { job: id, tries });
  if (mayPass && tries + 1 < MAX_TRIES) {
    await keep(() => ({ state: "queued", tries: tries + 1 }), later(ctx.now(), FIRST_PAUSE_MS * 2 ** tries));
    return;
  }
  const { code, message } = known ?? {
    code: "job.failed",
    message: "Something went wrong on our side; what was done stays.",
  };
  await keep(() => ({ state: "failed", error: { code, message }, finishedAt: ctx.now() }), null);
}

function later(now: string, ms: number): string {
  return new Date(Date.parse(now) + ms).toISOString();
}

/** A job whose worker was not heard of: it waits again, and another worker is called. */
export const jobDue: DueHandler = async (ctx, item, now) => {
  const { id, state } = jobOf(item);
  if (!OPEN_STATES.includes(state)) return { nextDueAt: null };
  return {
    nextDueAt: later(now, LEASE_MS),
    set: requeuedAttributes(item),
    afterwards: () => ctx.wakeJob(id),
  };
};
