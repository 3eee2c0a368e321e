import * as z from "zod";
import { CHANNELS } from "../../people/customers/index.ts";
import { endpoint } from "../../platform/endpoint.ts";
import { idShape } from "../../platform/ids.ts";
import { pageOf, pageQuery } from "../../platform/page.ts";
import { dateShape, line } from "../../platform/text-shape.ts";
import { DIRECTIONS, interactionShape } from "../interactions/schema.ts";
import { ACTIVITY_KINDS, activityPatchShape, activityShape, MAX_REMIND_MINUTES, newActivityShape } from "./schema.ts";

export * from "./feed-endpoints.ts";

const one = z.strictObject({ id: idShape("act") });
const tag = "Activities";
const version = z.number().int().min(1);
/** Whose: one's own unless said. */
const owner = z.union([idShape("usr"), z.literal("everyone")]).optional();

export const createActivity = endpoint({
  name: "createActivity",
  method: "POST",
  path: "/activities",
  permission: "activities.write",
  tag,
  summary: "Plan a task, call, meeting or visit, once or recurring",
  body: newActivityShape,
  output: activityShape,
  status: 201,
});

export const listActivities = endpoint({
  name: "listActivities",
  method: "GET",
  path: "/activities",
  permission: "activities.read",
  tag,
  summary:
    "Planned work in the order it is due (`show=open`), or what was done and cancelled, latest due first (`show=closed`). A page may be short, `nextCursor` tells whether there is more",
  query: z.strictObject({
    ...pageQuery,
    ownerId: owner,
    show: z.enum(["open", "closed"]).default("open"),
    kind: z.enum(ACTIVITY_KINDS).optional(),
    customerId: idShape("cus").optional(),
    /** Only what is due on this day or later, and on this day or earlier, by the workspace's clocks. */
    from: dateShape.optional(),
    to: dateShape.optional(),
  }),
  output: pageOf(activityShape),
});

export const getCalendar = endpoint({
  name: "getCalendar",
  method: "GET",
  path: "/activities/calendar",
  permission: "activities.read",
  tag,
  summary: "What is due in at most 62 days, open and done, in order; `more` when there was too much to show",
  query: z.strictObject({ from: dateShape, to: dateShape, ownerId: owner }),
  output: z.strictObject({ items: z.array(activityShape), more: z.boolean() }),
});

export const getActivity = endpoint({
  name: "getActivity",
  method: "GET",
  path: "/activities/{id}",
  permission: "activities.read",
  tag,
  summary: "One activity",
  params: one,
  output: activityShape,
});

export const updateActivity = endpoint({
  name: "updateActivity",
  method: "PATCH",
  path: "/activities/{id}",
  permission: "activities.write",
  tag,
  summary: "Change what is named of an open activity (merge patch): move it, assign it, say more",
  params: one,
  body: activityPatchShape,
  output: activityShape,
});

export const completeActivity = endpoint({
  name: "completeActivity",
  method: "POST",
  path: "/activities/{id}/complete",
  permission: "activities.write",
  tag,
  summary:
    "Say that it is done. With a customer the contact is logged; of a recurring one the next is made, once; `followUp` plans the next step",
  params: one,
  body: z.strictObject({
    version,
    outcome: line(200).optional(),
    /** What to log with the customer, besides what the activity says; `false` logs nothing. */
    log: z
      .union([
        z.literal(false),
        z.strictObject({
          channel: z.enum(CHANNELS).optional(),
          direction: z.enum(DIRECTIONS).optional(),
          body: z.string().trim().max(20_000).optional(),
        }),
      ])
      .optional(),
    followUp: newActivityShape.optional(),
  }),
  output: z.strictObject({
    activity: activityShape,
    interaction: interactionShape.nullable(),
    next: activityShape.nullable(),
    followUp: activityShape.nullable(),
  }),
});

export const cancelActivity = endpoint({
  name: "cancelActivity",
  method: "POST",
  path: "/activities/{id}/cancel",
  permission: "activities.write",
  tag,
  summary: "Say that it will not be done; a recurring one ends with it",
  params: one,
  body: z.strictObject({ version, reason: line(200).optional() }),
  output: activityShape,
});

export const reopenActivity = endpoint({
  name: "reopenActivity",
  method: "POST",
  path: "/activities/{id}/reopen",
  permission: "activities.write",
  tag,
  summary:
    "Take back that it was done or cancelled: what it logged is withdrawn, the next one it made goes unless somebody changed it",
  params: one,
  body: z.strictObject({ version }),
  output: activityShape,
});

export const snoozeActivity = endpoint({
  name: "snoozeActivity",
  method: "POST",
  path: "/activities/{id}/snooze",
  permission: "activities.write",
  tag,
  summary: "Be reminded again after so many minutes; when it is due stays",
  params: one,
  body: z.strictObject({ minutes: z.number().int().min(1).max(MAX_REMIND_MINUTES) }),
  output: activityShape,
});

export const MAX_MOVED = 100;

export const moveActivities = endpoint({
  name: "moveActivities",
  method: "POST",
  path: "/activities/move",
  permission: "activities.write",
  tag,
  summary: "Move or assign many open activities; each says whether it could be. Moved by days, or to a day; times stay",
  body: z.strictObject({
    ids: z.array(idShape("act")).min(1).max(MAX_MOVED),
    days: z.number().int().min(-366).max(366).optional(),
    dueOn: dateShape.optional(),
    ownerId: idShape("usr").optional(),
  }),
  output: z.strictObject({
    moved: z.array(activityShape),
    refused: z.array(z.strictObject({ id: idShape("act"), code: z.string(), message: z.string() })),
  }),
});
