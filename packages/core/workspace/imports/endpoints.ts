import * as z from "zod";
import { endpoint } from "../../platform/endpoint.ts";
import { idShape } from "../../platform/ids.ts";
import { importPreviewShape, importShape, newImportShape, newUploadShape, rehearsalShape } from "./schema.ts";

const tag = "Imports";
const one = z.strictObject({ id: idShape("imp") });

export const createUpload = endpoint({
  name: "createUpload",
  method: "POST",
  path: "/uploads",
  permission: "imports.run",
  tag,
  summary: "Announce a file; PUT its bytes to the address in the answer",
  body: newUploadShape,
  output: z.strictObject({ id: idShape("upl"), url: z.string() }),
  status: 201,
});

export const putUpload = endpoint({
  name: "putUpload",
  method: "PUT",
  path: "/uploads/{id}",
  permission: "imports.run",
  tag,
  summary: "The bytes of an announced file",
  params: z.strictObject({ id: idShape("upl") }),
  takes: "application/octet-stream",
});

export const previewImport = endpoint({
  name: "previewImport",
  method: "POST",
  path: "/imports/preview",
  permission: "imports.run",
  tag,
  summary: "Headings with their guessed fields, and what will happen to the first rows",
  body: newImportShape,
  output: importPreviewShape,
});

export const startRehearsal = endpoint({
  name: "startRehearsal",
  method: "POST",
  path: "/imports/rehearsals",
  permission: "imports.run",
  tag,
  summary: "Look through the whole file and count what an import would do; ask for its progress with its id",
  body: newImportShape,
  output: rehearsalShape,
  status: 202,
});

export const getRehearsal = endpoint({
  name: "getRehearsal",
  method: "GET",
  path: "/imports/rehearsals/{id}",
  permission: "imports.run",
  tag,
  summary: "How far a rehearsal is, and what would happen",
  params: z.strictObject({ id: idShape("job") }),
  output: rehearsalShape,
});

export const startImport = endpoint({
  name: "startImport",
  method: "POST",
  path: "/imports",
  permission: "imports.run",
  tag,
  summary: "Import an uploaded file; ask for its progress with its id",
  body: newImportShape,
  output: importShape,
  status: 202,
});

export const getImport = endpoint({
  name: "getImport",
  method: "GET",
  path: "/imports/{id}",
  permission: "imports.run",
  tag,
  summary: "How far an import is and what it did",
  params: one,
  output: importShape,
});

export const listImports = endpoint({
  name: "listImports",
  method: "GET",
  path: "/imports",
  permission: "imports.run",
  tag,
  summary: "Imports, newest first",
  output: z.strictObject({ items: z.array(importShape) }),
});

export const pauseImport = endpoint({
  name: "pauseImport",
  method: "POST",
  path: "/imports/{id}/pause",
  permission: "imports.run",
  tag,
  summary: "Let an import stand still after the rows it is at",
  params: one,
  output: importShape,
});

export const resumeImport = endpoint({
  name: "resumeImport",
  method: "POST",
  path: "/imports/{id}/resume",
  permission: "imports.run",
  tag,
  summary: "Let a paused, cancelled or failed import go on where it left off",
  params: one,
  output: importShape,
});

export const cancelImport = endpoint({
  name: "cancelImport",
  method: "POST",
  path: "/imports/{id}/cancel",
  permission: "imports.run",
  tag,
  summary: "End an import after the rows it is at; what was done stays, and can be reverted",
  params: one,
  output: importShape,
});

export const revertImport = endpoint({
  name: "revertImport",
  method: "POST",
  path: "/imports/{id}/revert",
  permission: "imports.run",
  tag,
  summary: "Take back what an import did; what people changed since is left alone and listed",
  params: one,
  output: importShape,
  status: 202,
});

export const getLeftRecords = endpoint({
  name: "getLeftRecords",
  method: "GET",
  path: "/imports/{id}/left",
  permission: "imports.run",
  tag,
  summary: "The records that reverting an import left alone, as CSV, each with the reason",
  params: one,
  answers: "text/csv",
});

export const getRefusedRows = endpoint({
  name: "getRefusedRows",
  method: "GET",
  path: "/imports/{id}/refused",
  permission: "imports.run",
  tag,
  summary: "The refused rows as CSV, each with its reasons",
  params: one,
  answers: "text/csv",
});
