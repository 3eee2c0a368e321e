import type { Subscriber } from "#server/platform/subscribers.ts";

export const ACTIVITY_STATS = "activities.stats";

/** An activity of a record that was merged is counted with the customer it lives on in. */
export const activityStats: Subscriber = {
  name: ACTIVITY_STATS,
  verbs: [
    "activity.planned",
    "activity.updated",
    "activity.completed",
    "activity.cancelled",
    "activity.reopened",
    "activity.removed",
  ],
  run: async (ctx, change) => (await import("./count-open.ts")).recountSurvivor(ctx, change.customerId),
};
