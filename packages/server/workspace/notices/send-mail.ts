import type { Ctx } from "#server/platform/context.ts";
import type { DuePlan } from "#server/platform/due.ts";
import { sendSystemMail } from "#server/platform/system-mail.ts";
import type { Item } from "#server/platform/table.ts";
import { noticeOf, type StoredNotice, writeOfMail } from "./store.ts";

/**
 * Sends the letter of a notice: decided when the notice was made, asked of the provider at most once. It says «sending»
 * before it asks; found so again, it asks the provider whether it has it, and where nobody can know, waits for a person.
 */
export async function noticeMailDue(ctx: Ctx, item: Item): Promise<DuePlan> {
  const notice = noticeOf(item);
  const key = `notice.${notice.id}`;
  if (!notice.letter || notice.mail === "sent") return { nextDueAt: null };
  if (notice.mail === "sending" || notice.mail === "uncertain") {
    const isThere = ctx.mailer.settles === "key" ? await ctx.mailer.isSent?.(key) : undefined;
    if (isThere) return { nextDueAt: null, set: { mail: "sent" } };
    if (isThere === undefined)
      throw new Error("Nobody knows whether this mail was sent; it is not sent again by itself.");
  }
  await ctx.table.transact([writeOfMail(item, "sending", { dueAt: item.dueAt as string, mail: item.mail as string })]);
  return settled(await send(ctx, notice, key), item, ctx);
}

async function send(ctx: Ctx, { letter }: StoredNotice, key: string) {
  if (!letter) throw new Error("There is no letter.");
  return sendSystemMail(ctx, { ...letter, key });
}

async function settled(outcome: Awaited<ReturnType<typeof send>>, item: Item, ctx: Ctx): Promise<DuePlan> {
  if (outcome.is === "accepted") return { nextDueAt: null, set: { mail: "sent" } };
  if (outcome.is === "refused" && outcome.forGood) return { nextDueAt: null, set: { mail: "failed" } };
  const mail = outcome.is === "refused" ? "waiting" : "uncertain";
  await ctx.table.transact([writeOfMail(item, mail)]);
  throw new Error(outcome.reason);
}
