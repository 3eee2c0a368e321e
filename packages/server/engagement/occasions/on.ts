import type { Subscriber } from "#server/platform/subscribers.ts";

/** Keeps the yearly days of customers where their day finds them. */
export const keptOccasions: Subscriber = {
  name: "occasions.kept",
  verbs: [
    "customer.created",
    "customer.updated",
    "customer.merged",
    "customer.undone",
    "customer.archived",
    "customer.restored",
    "customer.importReverted",
    "customer.removed",
    "customer.absorbed",
    "customer.mergedInto",
    "customer.unmerged",
    "customer.separated",
  ],
  run: async (ctx, change) => (await import("./keep.ts")).keepOccasions(ctx, change),
};
