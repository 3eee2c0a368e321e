import { CrmError } from "#core/platform/errors.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { JobEnd, JobRun, StoredJob } from "#server/workspace/jobs/index.ts";
import { undoJobsChanges } from "../undo.ts";
import { readTargets } from "./store.ts";

type State = { chunk: number; seen: number; undone: number; left: number };

const AT_ONCE = 10;

/** Takes back what a bulk action did to each customer; what was edited since stays and is told in the log. */
export async function undoBulk(ctx: Ctx, job: JobRun, bulk: StoredJob): Promise<JobEnd> {
  let state = (job.state as State | null) ?? { chunk: 0, seen: 0, undone: 0, left: 0 };
  const total = bulk.progress.total;
  for (;;) {
    const ids = await readTargets(ctx.table, bulk.id, state.chunk);
    if (!ids) return { result: { undone: state.undone, left: state.left } };
    const next = { ...state, chunk: state.chunk + 1, seen: state.seen + ids.length };
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const outcomes = await Promise.all(ids.slice(at, at + AT_ONCE).map((id) => undoOne(ctx, job, bulk, id)));
      for (const outcome of outcomes) if (outcome) next[outcome] += 1;
    }
    state = next;
    const { seen, undone, left } = state;
    if (!(await job.save({ state, done: seen, total, result: { undone, left } }))) return "leftOff";
  }
}

async function undoOne(ctx: Ctx, job: JobRun, bulk: StoredJob, id: string): Promise<"undone" | "left" | null> {
  try {
    const { undone, left } = await undoJobsChanges(ctx, id, bulk);
    if (left.length > 0) await job.log(id, "customer.left", { id, reason: "changed_since", fields: left });
    return left.length > 0 ? "left" : undone.length > 0 ? "undone" : null;
  } catch (error) {
    if (!(error instanceof CrmError) || error.kind === "unavailable") throw error;
    await job.log(id, "customer.left", { id, reason: error.code });
    return "left";
  }
}
