import type { Job } from "#core/workspace/jobs/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { startJob } from "#server/workspace/jobs/index.ts";
import type { ScheduledJob } from "#server/workspace/scheduled/index.ts";

/** Every night when few are at work, and what turns at midnight has turned: begun, and gone on with as a job. */
export const nightlyScheduled: ScheduledJob = { at: "03:00", begin: startNightly };

export function startNightly(ctx: Ctx): Promise<Job> {
  return startJob({ ...ctx, cause: undefined }, { kind: "segments.nightly", input: null, about: {}, hasUndo: false });
}
