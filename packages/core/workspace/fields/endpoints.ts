import * as z from "zod";
import { RECORD_KINDS } from "../../platform/custom-fields/definition.ts";
import { endpoint } from "../../platform/endpoint.ts";
import { idShape } from "../../platform/ids.ts";
import { customFieldShape, fieldPatchShape, fieldUseShape, newFieldShape } from "./schema.ts";

const tag = "Workspace";
const one = z.strictObject({ id: idShape("fld") });

export const listFields = endpoint({
  name: "listFields",
  method: "GET",
  path: "/fields",
  permission: "signedIn",
  tag,
  summary:
    "The custom fields of a kind of record in their order, retired ones included, and what they take of the limits",
  query: z.strictObject({ kind: z.enum(RECORD_KINDS).default("customer") }),
  output: z.strictObject({ items: z.array(customFieldShape), use: fieldUseShape }),
});

export const defineField = endpoint({
  name: "defineField",
  method: "POST",
  path: "/fields",
  permission: "fields.manage",
  tag,
  summary: "Add a custom field; it can be used at once everywhere",
  body: newFieldShape,
  output: customFieldShape,
  status: 201,
});

export const changeField = endpoint({
  name: "changeField",
  method: "PATCH",
  path: "/fields/{id}",
  permission: "fields.manage",
  tag,
  summary: "Rename, move or change a custom field (merge patch); its key and type stay",
  params: one,
  body: fieldPatchShape,
  output: customFieldShape,
});

export const retireField = endpoint({
  name: "retireField",
  method: "POST",
  path: "/fields/{id}/retire",
  permission: "fields.manage",
  tag,
  summary: "Take a custom field out of use; its values stay and it can be brought back",
  params: one,
  output: customFieldShape,
});

export const restoreField = endpoint({
  name: "restoreField",
  method: "POST",
  path: "/fields/{id}/restore",
  permission: "fields.manage",
  tag,
  summary: "Bring a retired custom field back with all its values",
  params: one,
  output: customFieldShape,
});
