import { type Activity, changesOf } from "#core/engagement/activities/index.ts";
import type { CustomerStats } from "#core/people/customers/index.ts";
import { versionConflict } from "#core/platform/errors.ts";
import type { Verb } from "#core/platform/verbs.ts";
import { cardKey, ownStatsOf, writeOfStats } from "#server/people/customers/index.ts";
import type { ChangeInput, Plan } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { Item, Write } from "#server/platform/table.ts";
import { writeOfNotice } from "#server/workspace/notices/index.ts";
import { firstDue } from "./count-open.ts";
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
  const touched = touchedCustomers(steps);
  if (also.stats && !touched.has(also.stats.customerId)) touched.set(also.stats.customerId, { gone: [], come: [] });
  const cards = new Map(
    (await ctx.table.getMany([...touched.keys()].map(cardKey))).flatMap((item) => (item ? [[item.pk, item]] : [])),
  );
  const writes = steps.flatMap(({ before, after }) => writesOfActivity(before, after));
  const stats: Write[] = [];
  for (const [id, { gone, come }] of touched) {
    const card = cards.get(id);
    if (!card) continue;
    const was = ownStatsOf(card);
    const openActivities = Math.max(0, was.openActivities + come.length - gone.length);
    const nextActivityAt = await nextAfter(ctx, id, was, { gone, come });
    const counted = { ...was, openActivities, nextActivityAt };
    const now = also.stats?.customerId === id ? also.stats.change(counted) : counted;
    if (JSON.stringify(now) !== JSON.stringify(was)) stats.push(writeOfStats(card, now));
  }
  const isDone = ({ before, after }: Step) =>
    before?.state !== "open" && (!after?.customerId || !isAbsorbed(cards.get(after.customerId)));
  const isUntouched = (step: Step) => touchedCustomers([step]).size === 0;
  const told = steps.map((step) => changeOf(step, isDone(step) || isUntouched(step)));
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

type Due = Pick<Activity, "id" | "dueAt">;
type Moves = { gone: Due[]; come: Due[] };

/** The customers whose open activities, or the times of them, are others afterwards: what went, and what came. */
function touchedCustomers(steps: readonly Step[]): Map<string, Moves> {
  const touched = new Map<string, Moves>();
  for (const { before, after } of steps) {
    const [was, is] = [before, after].map((one) => (one?.state === "open" && one.customerId ? one : null));
    if (was?.customerId === is?.customerId && was?.dueAt === is?.dueAt) continue;
    for (const [activity, way] of [[was, "gone"] as const, [is, "come"] as const]) {
      if (!activity?.customerId) continue;
      const moves = touched.get(activity.customerId) ?? { gone: [], come: [] };
      moves[way].push(activity);
      touched.set(activity.customerId, moves);
    }
  }
  return touched;
}

/** When a customer's first open activity is due afterwards; the others are looked at only when what came first went. */
async function nextAfter(ctx: Ctx, id: string, was: CustomerStats, { gone, come }: Moves): Promise<string | null> {
  const { nextActivityAt } = was;
  const isKept = gone.every(({ dueAt }) => nextActivityAt !== null && dueAt > nextActivityAt);
  const others = isKept ? nextActivityAt : await firstDue(ctx, id, new Set(gone.map((one) => one.id)));
  return come.reduce<string | null>((first, { dueAt }) => (first === null || dueAt < first ? dueAt : first), others);
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
    // Beside the customer's own, where their audit looks.
    ...(activity.customerId && { customerId: activity.customerId, partition: activity.customerId }),
    verb,
    fields: after ? changesOf(before, after) : {},
    ...(isCounted && { done: [ACTIVITY_STATS] }),
  };
}
