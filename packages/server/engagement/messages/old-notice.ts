import type { Ctx } from "#server/platform/context.ts";
import type { DuePlan } from "#server/platform/due.ts";
import type { Item } from "#server/platform/table.ts";
import { oldMailOf } from "#server/workspace/notices/index.ts";
import { sendSoon, writesOfStaffMail } from "./verbs.ts";

/** The mail of a notice that an older Peyvand wrote goes on in the ledger. Of one that was being sent nobody knows. */
export async function noticeMailDue(ctx: Ctx, item: Item): Promise<DuePlan> {
  const { id, letter, mail } = oldMailOf(item);
  if (!letter || mail === "sent" || mail === "failed") return { nextDueAt: null };
  if (mail !== "waiting") throw new Error("Nobody knows whether this mail was sent; it is not sent again by itself.");
  const { writes, message } = await writesOfStaffMail(ctx, { cause: `notice#${id}`, ...letter });
  return { nextDueAt: null, set: { mail: "sent" }, writes, afterwards: () => sendSoon(ctx, message) };
}
