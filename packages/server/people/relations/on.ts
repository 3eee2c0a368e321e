import type { Subscriber } from "#server/platform/subscribers.ts";

/** Keeps the names that relations show up to date. */
export const relationNames: Subscriber = {
  name: "relations.names",
  verbs: [
    "customer.updated",
    "customer.undone",
    "customer.importReverted",
    "customer.absorbed",
    "customer.mergedInto",
    "customer.unmerged",
    "customer.separated",
  ],
  run: async (ctx, change) => (await import("./rename-ends.ts")).renameEnds(ctx, change),
};
