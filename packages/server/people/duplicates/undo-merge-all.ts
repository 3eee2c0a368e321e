import { CrmError } from "#core/platform/errors.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { JobEnd, JobRun, StoredJob } from "#server/workspace/jobs/index.ts";
import { type JobMerge, listJobMerges, writeOfUndone } from "./merge-all-store.ts";
import { undoMerge } from "./merges.ts";

type State = { after: string | null; undone: number; left: number };
type Row = Awaited<ReturnType<typeof listJobMerges>>["merges"][number];

const PART = 20;
const MAX_RACES = 5;

/** Takes back what a job merged, the last merge first; what cannot be taken back now stays and is told in the log. */
export async function undoMergeAll(ctx: Ctx, job: JobRun, merging: StoredJob): Promise<JobEnd> {
  let state = (job.state as State | null) ?? { after: null, undone: 0, left: 0 };
  const total = Number(merging.result?.merged ?? 0);
  for (;;) {
    const { merges, next } = await listJobMerges(ctx.table, merging.id, PART, state.after);
    const counts = { undone: state.undone, left: state.left };
    for (const row of merges) counts[await undoOne(ctx, job, row)] += 1;
    state = { after: next, ...counts };
    const goOn = await job.save({ state, done: counts.undone + counts.left, total, result: counts });
    if (next === null) return { result: counts };
    if (!goOn) return "leftOff";
  }
}

async function undoOne(ctx: Ctx, job: JobRun, { item, merge }: Row): Promise<"undone" | "left"> {
  if (merge.undoneBy === job.id) return "undone";
  const { survivorId, absorbedId, at }: JobMerge = merge;
  for (let race = 1; ; race++) {
    try {
      await undoMerge(ctx, { survivorId, absorbedId, at }, writeOfUndone(item, job.id));
      return "undone";
    } catch (error) {
      if (!(error instanceof CrmError) || error.kind === "unavailable") throw error;
      if (error.code === "customer.version_conflict" && race < MAX_RACES) continue;
      await job.log(`${survivorId}#${absorbedId}`, "merge.left", { a: survivorId, b: absorbedId, reason: error.code });
      return "left";
    }
  }
}
