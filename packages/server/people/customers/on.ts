import type { Subscriber } from "#server/platform/subscribers.ts";

/** What is told of a merge and of its undoing, of the survivor and of the absorbed record. */
const MERGE_VERBS = ["customer.absorbed", "customer.mergedInto", "customer.unmerged", "customer.separated"];

/** Makes customers findable by their names, emails, codes and numbers. */
export const customerSearch: Subscriber = {
  name: "customers.search",
  verbs: [
    "customer.created",
    "customer.updated",
    "customer.merged",
    "customer.undone",
    "customer.archived",
    "customer.restored",
    "customer.importReverted",
    "customer.removed",
    ...MERGE_VERBS,
  ],
  run: async (ctx, change) => (await import("./index-customer.ts")).indexCustomers(ctx, [change]),
  runMany: async (ctx, changes) => (await import("./index-customer.ts")).indexCustomers(ctx, changes),
};

/** Keeps in a survivor's counts those of the records merged into it. */
export const absorbedStats: Subscriber = {
  name: "customers.absorbedStats",
  verbs: ["customer.absorbed", "customer.unmerged"],
  run: async (ctx, change) => (await import("./recount-absorbed.ts")).recountAbsorbed(ctx, change.entityId),
};

/** Gives fields that were put in lists, or brought back, to the cards of the customers who are there. */
export const filledCards: Subscriber = {
  name: "customers.filledCards",
  verbs: ["field.changed", "field.restored"],
  run: async (ctx, change) => (await import("./fill-cards.ts")).startFill(ctx, change),
};
