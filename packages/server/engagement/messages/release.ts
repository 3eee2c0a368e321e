import type { Ctx } from "#server/platform/context.ts";
import { makeDueNow } from "./look-again.ts";
import { findWaiting } from "./store.ts";
import { sendSoon } from "./verbs.ts";

/** So many of the newest entries of a timeline are looked through; what lies deeper is found within a day. */
const MOST_READ = 200;

/** Looks again at what is held of a customer. Harmless when repeated. */
export async function releaseHeld(ctx: Ctx, customerId: string): Promise<void> {
  for (const stored of await findWaiting(ctx.table, customerId, MOST_READ))
    if (await makeDueNow(ctx, stored)) sendSoon(ctx, stored.message);
}
