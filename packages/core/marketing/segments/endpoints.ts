import * as z from "zod";
import { endpoint } from "../../platform/endpoint.ts";
import { idShape } from "../../platform/ids.ts";
import { pageOf, pageQuery } from "../../platform/page.ts";
import { ruleShape } from "../../platform/rules/shape.ts";
import { jobShape } from "../../workspace/jobs/schema.ts";
import {
  customerSegmentsShape,
  flowDayShape,
  memberShape,
  membersChangeShape,
  movementShape,
  newSegmentShape,
  segmentPatchShape,
  segmentPreviewShape,
  segmentShape,
} from "./schema.ts";

const tag = "Segments";
const one = z.strictObject({ id: idShape("seg") });
const [read, write] = ["segments.read", "segments.write"] as const;

export const listSegments = endpoint({
  name: "listSegments",
  method: "GET",
  path: "/segments",
  permission: read,
  tag,
  summary:
    "Segments, newest first, each with its size and who came and went in thirty days; `archived=true` those put away",
  query: z.strictObject({ ...pageQuery, archived: z.stringbool().default(false) }),
  output: pageOf(segmentShape),
});

export const createSegment = endpoint({
  name: "createSegment",
  method: "POST",
  path: "/segments",
  permission: write,
  tag,
  summary: "A segment by rule, or a static one, also of whom an import brought; a job goes over everybody for it",
  body: newSegmentShape,
  output: segmentShape,
  status: 201,
});

export const previewSegment = endpoint({
  name: "previewSegment",
  method: "POST",
  path: "/segments/preview",
  permission: read,
  tag,
  summary: "How many customers a rule would match: counted, or estimated from a sample and saying so",
  body: z.strictObject({
    rule: ruleShape,
    /** The segment whose rule it would be, so that a circle is seen. */
    of: idShape("seg").optional(),
  }),
  output: segmentPreviewShape,
});

export const getSegment = endpoint({
  name: "getSegment",
  method: "GET",
  path: "/segments/{id}",
  permission: read,
  tag,
  summary: "One segment",
  params: one,
  output: segmentShape,
});

export const updateSegment = endpoint({
  name: "updateSegment",
  method: "PATCH",
  path: "/segments/{id}",
  permission: write,
  tag,
  summary: "Change what is named of a segment; another rule goes over everybody anew",
  params: one,
  body: segmentPatchShape,
  output: segmentShape,
});

export const archiveSegment = endpoint({
  name: "archiveSegment",
  method: "POST",
  path: "/segments/{id}/archive",
  permission: write,
  tag,
  summary: "Put a segment away: everybody leaves it; segments whose rules ask about it stand still",
  params: one,
  output: segmentShape,
});

export const restoreSegment = endpoint({
  name: "restoreSegment",
  method: "POST",
  path: "/segments/{id}/restore",
  permission: write,
  tag,
  summary: "Bring a segment back with those who belong to it",
  params: one,
  output: segmentShape,
});

export const listMembers = endpoint({
  name: "listSegmentMembers",
  method: "GET",
  path: "/segments/{id}/members",
  permission: read,
  tag,
  summary: "Who is in a segment, of those one sees, newest customers first; a page may be short",
  params: one,
  query: z.strictObject({ ...pageQuery }),
  output: pageOf(memberShape),
});

export const changeMembers = endpoint({
  name: "changeSegmentMembers",
  method: "POST",
  path: "/segments/{id}/members",
  permission: write,
  tag,
  summary: "Put customers into a static segment or take them out: a job, which can be undone",
  params: one,
  body: membersChangeShape,
  output: jobShape,
  status: 202,
});

export const listMovements = endpoint({
  name: "listSegmentHistory",
  method: "GET",
  path: "/segments/{id}/history",
  permission: read,
  tag,
  summary: "Who came and who went, newest first, and why",
  params: one,
  query: z.strictObject({ ...pageQuery }),
  output: pageOf(movementShape),
});

export const getFlow = endpoint({
  name: "getSegmentFlow",
  method: "GET",
  path: "/segments/{id}/flow",
  permission: read,
  tag,
  summary: "Day by day how many came and went, and how many there were; days on which nothing happened are left out",
  params: one,
  query: z.strictObject({ days: z.coerce.number().int().min(1).max(730).default(90) }),
  output: z.strictObject({ items: z.array(flowDayShape) }),
});

export const getCustomerSegments = endpoint({
  name: "getCustomerSegments",
  method: "GET",
  path: "/customers/{id}/segments",
  permission: read,
  tag,
  summary: "The segments a customer is in and why, and the latest comings and goings",
  params: z.strictObject({ id: idShape("cus") }),
  output: customerSegmentsShape,
});
