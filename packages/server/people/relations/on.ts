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

/** Relates whom a file added to the organisation that it says they work at. */
export const employersFromFiles: Subscriber = {
  name: "relations.employers",
  verbs: ["customer.created"],
  async run(ctx, change) {
    if (change.fields.worksAt) await (await import("./relate-to-employer.ts")).relateToEmployer(ctx, change);
  },
};

/** A customer who is gone altogether is related to nobody. */
export const relationsOfRemoved: Subscriber = {
  name: "relations.removed",
  verbs: ["customer.removed"],
  run: async (ctx, change) => (await import("./relate-to-employer.ts")).forgetRelations(ctx, change),
};
