import type { Subscriber } from "#server/platform/subscribers.ts";

export const STATS_SUBSCRIBER = "interactions.stats";

/** Keeps the counts of contacts on a customer's card. */
export const interactionStats: Subscriber = {
  name: STATS_SUBSCRIBER,
  verbs: [
    ...["interaction.logged", "interaction.corrected", "interaction.withdrawn", "interaction.removed"],
    ...["message.sent", "message.bounced", "message.complained", "message.failed", "message.settled"],
  ],
  run: async (ctx, change) => (await import("./count-contacts.ts")).countContacts(ctx, change),
};
