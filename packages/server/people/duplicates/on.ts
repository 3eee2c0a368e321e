import type { Subscriber } from "#server/platform/subscribers.ts";

/** Keeps the pairs of likely duplicates as the records are. */
export const duplicatePairs: Subscriber = {
  name: "duplicates.pairs",
  verbs: [
    "customer.created",
    "customer.updated",
    "customer.merged",
    "customer.archived",
    "customer.restored",
    "customer.importReverted",
    "customer.removed",
    "customer.absorbed",
    "customer.mergedInto",
    "customer.unmerged",
    "customer.separated",
  ],
  run: async (ctx, change) => (await import("./find-pairs.ts")).findPairs(ctx, [change]),
  runMany: async (ctx, changes) => (await import("./find-pairs.ts")).findPairs(ctx, changes),
};
