import { isOverdue } from "#core/engagement/activities/index.ts";
import type { Today } from "#core/engagement/today/index.ts";
import { localTime } from "#core/platform/calendar.ts";
import type { Id } from "#core/platform/ids.ts";
import { addDays, startOfDay } from "#core/platform/rules/days.ts";
import { ownersOf, readWork } from "#server/engagement/activities/index.ts";
import { comingOccasions } from "#server/engagement/occasions/index.ts";
import type { Ctx } from "#server/platform/context.ts";

const MOST_SHOWN = 100;
const OCCASION_DAYS = 8;
/** Of one person; more is not counted. */
const MOST_COUNTED = 200;
/** What is done late stands under the day it was due: so far back it is looked for. */
const DONE_DAYS_BACK = 60;

/** One's day, or somebody's whom one sees. */
export async function getToday(ctx: Ctx, asked: string | undefined): Promise<Today> {
  const { timeZone } = ctx.workspace;
  const now = ctx.now();
  const { on } = localTime(now, timeZone);
  const [ownerId] = asked === undefined && ctx.access.userId === null ? [] : await ownersOf(ctx, asked);
  const [work, occasions] = await Promise.all([
    ownerId === undefined ? NOTHING : dayOf(ctx, ownerId, on, MOST_SHOWN),
    comingOccasions(ctx, { from: on, days: OCCASION_DAYS, ownerId }),
  ]);
  const overdue = work.open.filter((activity) => isOverdue(activity, now));
  const due = work.open.filter((activity) => !isOverdue(activity, now));
  return { on, overdue, due, done: work.done, more: work.more, occasions: occasions.items as Today["occasions"] };
}

const NOTHING = { open: [], done: [], more: false };

async function dayOf(ctx: Ctx, ownerId: string, on: string, limit: number) {
  const { timeZone } = ctx.workspace;
  const [begins, ends] = [startOfDay(on, timeZone), startOfDay(addDays(on, 1), timeZone)];
  const of = { ownerId };
  const [open, closed] = await Promise.all([
    readWork(ctx.table, { of, show: "open", to: ends, limit, after: null }),
    readWork(ctx.table, {
      of,
      show: "closed",
      from: startOfDay(addDays(on, -DONE_DAYS_BACK), timeZone),
      limit: MOST_COUNTED,
      after: null,
    }),
  ]);
  const done = closed.items.filter(
    ({ state, closedAt = "" }) => state === "done" && closedAt >= begins && closedAt < ends,
  );
  return { open: open.items, done, more: open.next !== null };
}

/** Two questions for each person, all at once. */
export async function getTeamDay(ctx: Ctx) {
  const { on } = localTime(ctx.now(), ctx.workspace.timeZone);
  const now = ctx.now();
  const owners = await ownersOf(ctx, "everyone");
  const items = await Promise.all(
    owners.map(async (userId) => {
      const { open, done } = await dayOf(ctx, userId, on, MOST_COUNTED);
      const overdue = open.filter((activity) => isOverdue(activity, now)).length;
      return { userId: userId as Id<"usr">, overdue, due: open.length - overdue, done: done.length };
    }),
  );
  const { members } = ctx.organisation;
  const isHere = new Set(members?.map(({ userId }) => userId as string));
  // Of those who left only who left something behind.
  const told = items.filter(({ userId, overdue, due }) => !members || isHere.has(userId) || overdue + due > 0);
  return { items: told.sort((a, b) => b.overdue - a.overdue || b.due - a.due || b.done - a.done) };
}
