import { work } from "#server/app.ts";
import { findJob } from "#server/workspace/jobs/index.ts";
import { createAwsPlatform } from "../platform/aws-platform.ts";
import { has, WrongEvent } from "../platform/wrong-event.ts";

/** A part of a job that is under way may take so long before the function is cut off. */
const LAST_PART_MS = 60_000;

let leaveOffAt = Number.POSITIVE_INFINITY;
const { platform, context, settled } = createAwsPlatform(() => Date.now() >= leaveOffAt);

type Remaining = { getRemainingTimeInMillis(): number };

/** A job's id → as much of the job as there is time for; what is left is another call's, made here. */
export async function handler(event: unknown, { getRemainingTimeInMillis }: Remaining): Promise<{ state: string }> {
  if (!has(event, "peyvand") || event.peyvand !== "job" || !has(event, "jobId") || typeof event.jobId !== "string")
    throw new WrongEvent('{ "peyvand": "job", "jobId": "…" }', event);
  const left = getRemainingTimeInMillis();
  leaveOffAt = Date.now() + left - Math.min(LAST_PART_MS, left / 2);
  await work(await context(), event.jobId);
  const job = await findJob(platform.table, event.jobId);
  if (job?.state === "queued" && Date.now() >= leaveOffAt) platform.wakeJob(event.jobId);
  await settled();
  return { state: job?.state ?? "missing" };
}
