import type { Subscriber } from "#server/platform/subscribers.ts";

/** Everything that a rule about a customer may ask about follows from one of these. */
const VERBS = [
  "customer.created",
  "customer.updated",
  "customer.merged",
  "customer.undone",
  "customer.archived",
  "customer.restored",
  "customer.importReverted",
  "customer.removed",
  "customer.erased",
  "customer.absorbed",
  "customer.mergedInto",
  "customer.unmerged",
  "customer.separated",
  "interaction.logged",
  "interaction.corrected",
  "interaction.withdrawn",
  "interaction.removed",
  ...["message.sent", "message.bounced", "message.complained", "message.failed", "message.settled"],
  "activity.planned",
  "activity.updated",
  "activity.completed",
  "activity.cancelled",
  "activity.reopened",
  "activity.removed",
];

/** Keeps the segments of a customer up to date with every change: one read, and no write when nothing changes. */
export const segmentMembers: Subscriber = {
  name: "segments.members",
  verbs: VERBS,
  follows: ["interactions.stats", "activities.stats", "customers.absorbedStats"],
  async run(ctx, change) {
    if (!change.customerId) return;
    const { followChange } = await import("./follow-change.ts");
    const cause = { changeId: change.id, depth: change.depth + 1 };
    await followChange(ctx, change, change.customerId, cause);
  },
};

/** A field that is back, or has its choices back, makes rules whole again: what they missed meanwhile is made up for. */
export const segmentFieldsChanged: Subscriber = {
  name: "segments.fields",
  verbs: ["field.changed", "field.restored"],
  run: async (ctx, change) => (await import("./follow-change.ts")).fieldChanged(ctx, change),
};
