import type { Subscriber } from "#server/platform/subscribers.ts";

/** Whose customer was given to them, merged or written about by somebody else is told. */
export const concernedTold: Subscriber = {
  name: "today.concerned",
  verbs: ["customer.created", "customer.updated", "customer.absorbed", "interaction.logged"],
  run: async (ctx, change) => {
    const { fields, via } = change;
    // Seen before anything is read: most changes concern nobody else.
    const concerns =
      (change.verb === "customer.created" && !via && change.actor.kind === "user") ||
      typeof fields.ownerId?.after === "string" ||
      change.verb === "customer.absorbed" ||
      (fields.channel?.after === "note" && !via);
    if (concerns && change.actor.kind !== "system") await (await import("./tell.ts")).tellConcerned(ctx, change);
  },
};
