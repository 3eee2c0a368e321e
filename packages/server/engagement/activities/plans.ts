import { type Activity, changesOf } from "#core/engagement/activities/index.ts";
import type { CustomerStats } from "#core/people/customers/index.ts";
import { versionConflict } from "#core/platform/errors.ts";
import type { Verb } from "#core/platform/verbs.ts";
import { cardKey, ownStatsOf, writeOfStats } from "#server/people/customers/index.ts";
import type { ChangeInput, Plan } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { Item, Write } from "#server/platform/table.ts";
import { writeOfNotice } from "#server/workspace/notices/index.ts";
import { ACTIVITY_STATS } from "./on.ts";
import { writesOfActivity } from "./store.ts";

/** One activity turned into another; null is one that is not there. */
export type Step = { verb: Verb; before: Activity | null; after: Activity | null };

/** What else happens to the counts of a customer in the same transaction. */
export type StatsChange = { customerId: string; change: (stats: CustomerStats) => CustomerStats };

type Also = { stats?: StatsChange; plan?: Plan };

/**
 * What some activities' steps write: the activities, their rows, and the open ones counted on their customers' cards, all in
 * one transaction. The first step tells; the others are told with it.
 */
export async function planOfSteps(ctx: Ctx, steps: readonly [Step, ...Step[]], also: Also = {}): Promise<Plan> {
  const deltas = new Map<string, number>();
  for (const { before, after } of steps) {
    for (const [activity, by] of [[before, -1] as const, [after, 1] as const]) {
      if (activity?.state !== "open" || !activity.customerId) continue;
      deltas.set(activity.customerId, (deltas.get(activity.customerId) ?? 0) + by);
    }
  }
  const counted = [...deltas.keys()].filter((id) => deltas.get(id) !== 0);
  if (also.stats && !counted.includes(also.stats.customerId)) counted.push(also.stats.customerId);
  const cards = new Map(
    (await ctx.table.getMany(counted.map(cardKey))).flatMap((item) => (item ? [[item.pk, item]] : [])),
  );
  const writes = steps.flatMap(({ before, after }) => writesOfActivity(before, after));
  const stats = counted.flatMap((id) => {
    const card = cards.get(id);
    return card ? [writeOfStats(card, countedStats(card, deltas.get(id) ?? 0, also.stats))] : [];
  });
  const isDone = (id: string | undefined) => !id || !counted.includes(id) || !isAbsorbed(cards.get(id));
  const told = steps.map((step) => changeOf(step, isDone((step.after ?? step.before)?.customerId)));
  const [change, ...others] = told as [ChangeInput, ...ChangeInput[]];
  const alsoTold = [...others, ...(also.plan ? [also.plan.change] : [])];
  const own = writes.length;
  const notices = steps.flatMap((step) => noticeOfGiving(ctx, step));
  return {
    writes: [...writes, ...(also.plan?.writes ?? []), ...stats, ...notices],
    change,
    ...(alsoTold.length > 0 && { alsoTold }),
    refuse: (failed) => {
      const home = failed.find(({ index }) => index < own);
      return home ? versionConflict("activity", home.item?.data ?? null) : versionConflict("customer", null);
    },
  };
}

function countedStats(card: Item, by: number, more: StatsChange | undefined): CustomerStats {
  const stats = ownStatsOf(card);
  const counted = { ...stats, openActivities: Math.max(0, stats.openActivities + by) };
  return more && more.customerId === card.pk ? more.change(counted) : counted;
}

/** Whoever is given work by somebody else is told. */
function noticeOfGiving(ctx: Ctx, { before, after }: Step): Write[] {
  if (after?.state !== "open" || after.ownerId === before?.ownerId || after.ownerId === ctx.access.userId) return [];
  // The next occurrence is given by nobody.
  if (after.afterId && after.scheduledOn && !before) return [];
  const { id: activityId, subject, kind, dueOn, dueAt, dueTime, ownerId, customerId } = after;
  return [
    writeOfNotice({
      id: ctx.newId("ntc"),
      userId: ownerId,
      at: ctx.now(),
      kind: "activity.given",
      about: {
        activityId,
        subject,
        kind,
        dueOn,
        dueAt,
        by: ctx.actor.name,
        ...(dueTime && { dueTime }),
        ...(customerId && { customerId }),
      },
      late: false,
    }),
  ];
}

const isAbsorbed = (card: Item | undefined) => typeof card?.mergedInto === "string";

function changeOf({ verb, before, after }: Step, isCounted: boolean): ChangeInput {
  const activity = (after ?? before) as Activity;
  return {
    entity: "activity",
    entityId: activity.id,
    ...(activity.customerId && { customerId: activity.customerId }),
    verb,
    fields: after ? changesOf(before, after) : {},
    ...(isCounted && { done: [ACTIVITY_STATS] }),
  };
}
