import type { Subscriber } from "#server/platform/subscribers.ts";

/** Makes customers findable by their names, emails, codes and numbers. */
export const customerSearch: Subscriber = {
  name: "customers.search",
  verbs: ["customer.created", "customer.updated", "customer.merged", "customer.archived", "customer.restored"],
  run: async (ctx, change) => (await import("./index-customer.ts")).indexCustomer(ctx, change),
};
