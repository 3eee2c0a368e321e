import { beforeTick, DUE_HANDLERS, nightly, SUBSCRIBERS } from "#server/app.ts";
import { type TickResult, tick } from "#server/platform/due.ts";
import { followOverdue } from "#server/platform/follow.ts";
import { createAwsPlatform } from "../platform/aws-platform.ts";
import { has, WrongEvent } from "../platform/wrong-event.ts";

const { platform, context, settled } = createAwsPlatform();

/** What is asked of the stream's leavings, every so many minutes: four small questions. */
const SWEEP_MINUTES = 10;
/** As much as fits well into one call; the next minute does the rest. */
const MOST = 1000;

/** EventBridge Scheduler, every minute and once a night → what is due. */
export async function handler(event: unknown): Promise<TickResult> {
  if (!has(event, "peyvand") || (event.peyvand !== "tick" && event.peyvand !== "nightly"))
    throw new WrongEvent('{ "peyvand": "tick" } or { "peyvand": "nightly" } of a schedule', event);
  const ctx = await context();
  if (event.peyvand === "nightly") await nightly(ctx);
  await beforeTick(ctx);
  const result = await tick(ctx, DUE_HANDLERS, { limit: MOST });
  if (new Date(platform.now()).getUTCMinutes() % SWEEP_MINUTES === 0 || event.peyvand === "nightly")
    await followOverdue(ctx, SUBSCRIBERS);
  await settled();
  return result;
}
