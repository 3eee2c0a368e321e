import { instantAt } from "#core/platform/calendar.ts";
import { addDays, dayOf } from "#core/platform/rules/days.ts";
import type { Job } from "#core/workspace/jobs/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { DuePlan } from "#server/platform/due.ts";
import { TableError } from "#server/platform/table.ts";
import { startJob } from "#server/workspace/jobs/index.ts";
import { isArmed, writeOfNightly } from "./store.ts";

/** When few are at work, and what turns at midnight has turned. */
const LOCAL_TIME = "03:00";

function nextNight(now: string, timeZone: string): string {
  const today = dayOf(now, timeZone);
  const tonight = instantAt(today, LOCAL_TIME, timeZone);
  return tonight > now ? tonight : instantAt(addDays(today, 1), LOCAL_TIME, timeZone);
}

/** Sees to it that the night's run is due; harmless when it is. */
export async function armNightly(ctx: Ctx): Promise<void> {
  if (await isArmed(ctx.table)) return;
  try {
    await ctx.table.transact([writeOfNightly(nextNight(ctx.now(), ctx.workspace.timeZone))]);
  } catch (error) {
    if (!(error instanceof TableError) || error.kind !== "conditionFailed") throw error;
  }
}

/** Night has come: the run begins, and is due again in the next night, whatever becomes of it. */
export async function nightlyDue(ctx: Ctx, now: string): Promise<DuePlan> {
  // Begun before the night is claimed: it may begin twice, which is harmless, and is never forgotten.
  await startNightly(ctx);
  return { nextDueAt: nextNight(now, ctx.workspace.timeZone) };
}

export function startNightly(ctx: Ctx): Promise<Job> {
  return startJob({ ...ctx, cause: undefined }, { kind: "segments.nightly", input: null, about: {}, hasUndo: false });
}
