import type { Subscriber } from "#server/platform/subscribers.ts";

/** Keeps the counts of contacts on a customer's card. */
export const interactionStats: Subscriber = {
  name: "interactions.stats",
  verbs: ["interaction.logged", "interaction.corrected", "interaction.withdrawn"],
  run: async (ctx, change) => (await import("./count-contacts.ts")).countContacts(ctx, change),
};
