import type { Subscriber } from "#server/platform/subscribers.ts";

/** Lets messages go that waited for what a customer now has: consent, an address. */
export const releasedMessages: Subscriber = {
  name: "messages.released",
  verbs: ["customer.updated", "customer.undone", "customer.merged", "customer.restored"],
  run: async (ctx, change) => {
    const names = Object.keys(change.fields);
    if (!names.some((name) => ["consents", "emails", "phones", "timeZone"].includes(name))) return;
    if (change.customerId) await (await import("./release.ts")).releaseHeld(ctx, change.customerId);
  },
};
