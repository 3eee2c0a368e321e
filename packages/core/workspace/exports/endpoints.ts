import * as z from "zod";
import { endpoint } from "../../platform/endpoint.ts";
import { idShape } from "../../platform/ids.ts";
import { EXPORT_KINDS, exportColumnShape, exportShape, newExportShape } from "./schema.ts";

const tag = "Exports";
const permission = "exports.run";
const one = z.strictObject({ id: idShape("exp") });

export const startExport = endpoint({
  name: "startExport",
  method: "POST",
  path: "/exports",
  permission,
  tag,
  summary: "Write a list into a CSV or XLSX file; ask for its progress with its id",
  body: newExportShape,
  output: exportShape,
  status: 202,
});

export const listExports = endpoint({
  name: "listExports",
  method: "GET",
  path: "/exports",
  permission,
  tag,
  summary: "Exports, newest first; each is deleted after seven days",
  output: z.strictObject({ items: z.array(exportShape) }),
});

export const listExportColumns = endpoint({
  name: "listExportColumns",
  method: "GET",
  path: "/exports/columns",
  permission,
  tag,
  summary: "The columns that an export may have, to choose among",
  query: z.strictObject({ of: z.enum(EXPORT_KINDS), language: z.enum(["fa", "en"]).optional() }),
  output: z.strictObject({ items: z.array(exportColumnShape) }),
});

export const getExport = endpoint({
  name: "getExport",
  method: "GET",
  path: "/exports/{id}",
  permission,
  tag,
  summary: "How far an export is",
  params: one,
  output: exportShape,
});

export const cancelExport = endpoint({
  name: "cancelExport",
  method: "POST",
  path: "/exports/{id}/cancel",
  permission,
  tag,
  summary: "Stop an export that is running; what it has written is deleted",
  params: one,
  output: exportShape,
});

export const getExportFile = endpoint({
  name: "getExportFile",
  method: "GET",
  path: "/exports/{id}/file",
  permission,
  tag,
  summary: "The file of an export",
  params: one,
  answers: "text/csv",
});
