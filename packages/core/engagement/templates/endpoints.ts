import * as z from "zod";
import { endpoint } from "../../platform/endpoint.ts";
import { idShape } from "../../platform/ids.ts";
import { line } from "../../platform/text-shape.ts";
import {
  newTemplateShape,
  previewShape,
  TEMPLATE_CHANNELS,
  templatePatchShape,
  templateShape,
  templateTextShape,
} from "./schema.ts";

const one = z.strictObject({ id: idShape("tpl") });
const tag = "Templates";

export const listTemplates = endpoint({
  name: "listTemplates",
  method: "GET",
  path: "/templates",
  permission: "messages.read",
  tag,
  summary: "All templates, by name",
  output: z.strictObject({ items: z.array(templateShape) }),
});

export const getTemplate = endpoint({
  name: "getTemplate",
  method: "GET",
  path: "/templates/{id}",
  permission: "messages.read",
  tag,
  summary: "One template",
  params: one,
  output: templateShape,
});

export const createTemplate = endpoint({
  name: "createTemplate",
  method: "POST",
  path: "/templates",
  permission: "templates.manage",
  tag,
  summary: "Add a template",
  body: newTemplateShape,
  output: templateShape,
  status: 201,
});

export const updateTemplate = endpoint({
  name: "updateTemplate",
  method: "PATCH",
  path: "/templates/{id}",
  permission: "templates.manage",
  tag,
  summary: "Change a template; what was decided with it before keeps its words",
  params: one,
  body: templatePatchShape,
  output: templateShape,
});

export const deleteTemplate = endpoint({
  name: "deleteTemplate",
  method: "DELETE",
  path: "/templates/{id}",
  permission: "templates.manage",
  tag,
  summary: "Put a template away; it can be restored",
  params: one,
  output: templateShape,
});

export const restoreTemplate = endpoint({
  name: "restoreTemplate",
  method: "POST",
  path: "/templates/{id}/restore",
  permission: "templates.manage",
  tag,
  summary: "Bring a template back",
  params: one,
  output: templateShape,
});

const said = {
  channel: z.enum(TEMPLATE_CHANNELS),
  language: z.enum(["fa", "en"]),
  text: templateTextShape,
};

export const previewTemplate = endpoint({
  name: "previewTemplate",
  method: "POST",
  path: "/templates/preview",
  permission: "messages.read",
  tag,
  summary: "What a text becomes for a customer, saved or not, and what is wrong with it",
  body: z.strictObject({ ...said, customerId: idShape("cus").optional() }),
  output: previewShape,
});

export const testTemplate = endpoint({
  name: "testTemplate",
  method: "POST",
  path: "/templates/test",
  permission: "templates.manage",
  tag,
  summary: "Send a text to oneself, as it would be for a customer: an email to one's own address, an SMS to a number",
  body: z.strictObject({ ...said, customerId: idShape("cus").optional(), to: line(254).optional() }),
  output: z.strictObject({ to: z.string() }),
});
