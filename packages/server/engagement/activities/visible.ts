import type { Activity } from "#core/engagement/activities/index.ts";
import { sees } from "#core/platform/access/sight.ts";
import { CrmError, notFound } from "#core/platform/errors.ts";
import { seenIds } from "#server/people/customers/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { listStoredUsers } from "#server/workspace/users/index.ts";

/** The ids of all who work here. */
export async function memberIds(ctx: Ctx): Promise<string[]> {
  const { members } = ctx.organisation;
  return members ? members.map(({ userId }) => userId) : (await listStoredUsers(ctx.table)).map(({ id }) => id);
}

/** So many who left are asked for what they left behind, the last to leave first. */
const MOST_FORMER = 100;

/** Those who left may have left work behind: it is everybody's who sees all. */
async function formerIds(ctx: Ctx): Promise<string[]> {
  const former = (await listStoredUsers(ctx.table)).filter(({ removedAt }) => removedAt !== undefined);
  former.sort((one, other) => (String(one.removedAt) < String(other.removedAt) ? 1 : -1));
  return former.slice(0, MOST_FORMER).map(({ id }) => id);
}

/** Whose work is read: one's own, somebody's whom one sees, of everybody one sees. A machine has none of its own. */
export async function ownersOf(ctx: Ctx, asked: string | undefined): Promise<string[]> {
  const { userId } = ctx.access;
  if (asked === undefined && userId !== null) return [userId];
  if (asked !== undefined && asked !== "everyone") {
    if (asked === userId || ctx.sight.kind === "all" || ctx.sight.owners.has(asked)) return [asked];
    throw new CrmError("notFound", "user.not_found", "There is no such person, or you may not see their work.");
  }
  if (ctx.sight.kind === "all") return [...new Set((await Promise.all([memberIds(ctx), formerIds(ctx)])).flat())];
  return [...new Set([...ctx.sight.owners, ...(userId === null ? [] : [userId])])];
}

/** Whether an activity is one's own, of somebody one sees, planned by oneself, or with a customer one sees. */
export async function requireVisible(ctx: Ctx, activity: Activity): Promise<void> {
  if (sees(ctx.sight, activity) || activity.ownerId === ctx.access.userId || activity.by.id === ctx.actor.id) return;
  const { customerId } = activity;
  if (customerId && (await seenIds(ctx, [customerId])).has(customerId)) return;
  throw notFound("activity");
}
