import * as z from "zod";
import { CHANNELS, customerShape } from "../../people/customers/index.ts";
import { relationShape } from "../../people/relations/index.ts";
import { endpoint } from "../../platform/endpoint.ts";
import { idShape } from "../../platform/ids.ts";
import { pageOf, pageQuery } from "../../platform/page.ts";
import { line } from "../../platform/text-shape.ts";
import { correctionShape, interactionShape, newInteractionShape, timelineEntryShape } from "./schema.ts";

const one = z.strictObject({ id: idShape("int") });
const tag = "Interactions";

export const logInteraction = endpoint({
  name: "logInteraction",
  method: "POST",
  path: "/interactions",
  permission: "interactions.write",
  tag,
  summary: "Log a contact with a customer, now or back-dated",
  body: newInteractionShape,
  output: interactionShape,
  status: 201,
});

export const getInteraction = endpoint({
  name: "getInteraction",
  method: "GET",
  path: "/interactions/{id}",
  permission: "interactions.read",
  tag,
  summary: "One interaction",
  params: one,
  output: interactionShape,
});

export const correctInteraction = endpoint({
  name: "correctInteraction",
  method: "PATCH",
  path: "/interactions/{id}",
  permission: "interactions.write",
  tag,
  summary: "Correct an interaction; the version before is kept",
  params: one,
  body: correctionShape,
  output: interactionShape,
});

export const withdrawInteraction = endpoint({
  name: "withdrawInteraction",
  method: "POST",
  path: "/interactions/{id}/withdraw",
  permission: "interactions.write",
  tag,
  summary: "Withdraw an interaction that should not have been logged",
  params: one,
  body: z.strictObject({ version: z.number().int().min(1), reason: line(300).optional() }),
  output: interactionShape,
});

export const listInteractionVersions = endpoint({
  name: "listInteractionVersions",
  method: "GET",
  path: "/interactions/{id}/versions",
  permission: "audit.read",
  tag,
  summary: "Every version of an interaction, newest first, withdrawn ones included",
  params: one,
  output: z.strictObject({ items: z.array(interactionShape) }),
});

export const getCustomerPage = endpoint({
  name: "getCustomerPage",
  method: "GET",
  path: "/customers/{id}/page",
  permission: "customers.read",
  tag: "Customers",
  summary: "Everything the page of a customer shows first: the record, relations, the newest of the timeline",
  params: z.strictObject({ id: idShape("cus") }),
  output: z.strictObject({
    customer: customerShape,
    relations: z.array(relationShape),
    timeline: pageOf(timelineEntryShape),
  }),
});

export const getTimeline = endpoint({
  name: "getTimeline",
  method: "GET",
  path: "/customers/{id}/timeline",
  permission: "interactions.read",
  tag: "Customers",
  summary: "A customer's timeline, newest first: interactions and changes in one",
  params: z.strictObject({ id: idShape("cus") }),
  query: z.strictObject({
    ...pageQuery,
    /** Only interactions in this channel, or only changes of the record. */
    only: z.enum([...CHANNELS, "changes", "interactions"]).optional(),
  }),
  output: pageOf(timelineEntryShape),
});
