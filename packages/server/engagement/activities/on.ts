import type { Subscriber } from "#server/platform/subscribers.ts";

export const ACTIVITY_STATS = "activities.stats";

/** What is open with a customer is counted anew where the change itself could not be sure; of a record that was merged, with whom it lives on in. */
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
  run: async (ctx, change) => (await import("./count-open.ts")).recountAfter(ctx, change),
};
