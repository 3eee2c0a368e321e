import * as z from "zod";
import { endpoint } from "../../platform/endpoint.ts";
import { pageQuery } from "../../platform/page.ts";
import { auditPageShape, auditQuestion } from "./schema.ts";

export const listAudit = endpoint({
  name: "listAudit",
  method: "GET",
  path: "/audit",
  permission: "audit.read",
  tag: "Audit",
  summary: "Who did what, when and from where, newest first; by record, person, verb and period",
  query: z.strictObject({ ...auditQuestion, ...pageQuery }),
  output: auditPageShape,
});
