import { work } from "#server/app.ts";
import { findJob } from "#server/workspace/jobs/index.ts";
import { createAwsPlatform } from "../platform/aws-platform.ts";
import { has, WrongEvent } from "../platform/wrong-event.ts";

/** A part of a job that is under way may take so long before the function is cut off. */
const LAST_PART_MS = 60_000;

let leaveOffAt = Number.POSITIVE_INFINITY;
const { platform, context, settled } = createAwsPlatform(() => Date.now() >= leaveOffAt);

type Remaining = { getRemainingTimeInMillis(): number };

/**
 * A job's id → as much of the job as there is time for; what is left is another call's, made here. An operator calls it once with
 * `firstStart` to make an empty workspace ready.
 */
export async function handler(event: unknown, { getRemainingTimeInMillis }: Remaining): Promise<object> {
  if (has(event, "peyvand") && event.peyvand === "firstStart") return makeReady(event);
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

/** Settings and the first administrator of an empty workspace; the password is answered this once. */
async function makeReady(event: object): Promise<object> {
  const { email, locale, zone } = event as { [name: string]: unknown };
  if (typeof email !== "string" || (locale !== "fa" && locale !== "en") || typeof zone !== "string")
    throw new WrongEvent('{ "peyvand": "firstStart", "email": "…", "locale": "fa", "zone": "Asia/Tehran" }', event);
  const { firstAdministrator, firstSettings, keepFirstSettings } = await import("#server/first-start.ts");
  const ctx = await context();
  const password = await firstAdministrator(ctx, { email, locale });
  await keepFirstSettings(ctx, firstSettings({ locale, timeZone: zone }));
  return password === null ? { done: "There is an administrator already." } : { email, password };
}
