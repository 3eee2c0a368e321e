import * as z from "zod";
import { endpoint } from "../../platform/endpoint.ts";
import { idShape } from "../../platform/ids.ts";
import { fileNameShape } from "./manifest.ts";
import { changedShape, copyPageShape, copyShape, newRestoreShape, restoreShape, storedFileShape } from "./schema.ts";

const tag = "Backup";
const permission = "workspace.backup";
const one = z.strictObject({ id: idShape("cpy") });
const place = z.coerce.number().int().min(0).max(1_000_000_000);

export const startCopy = endpoint({
  name: "startCopy",
  method: "POST",
  path: "/backup/copies",
  permission,
  tag,
  summary: "Begin to read the whole workspace; the command line's `export` does the rest",
  output: copyShape,
  status: 201,
});

export const readCopy = endpoint({
  name: "readCopy",
  method: "GET",
  path: "/backup/copies/{id}/items",
  permission,
  tag,
  summary: "A page of every item there is, password hashes included, sessions left out",
  params: one,
  query: z.strictObject({ cursor: z.string().max(10_000).optional() }),
  output: copyPageShape,
});

export const readChanged = endpoint({
  name: "readChanged",
  method: "POST",
  path: "/backup/copies/{id}/changed",
  permission,
  tag,
  summary: "What was written since the copy began, as it is now; ask with `end` until it is `done`",
  params: one,
  query: z.strictObject({ since: place, end: z.stringbool().default(false) }),
  output: changedShape,
  secret: true,
});

export const listFiles = endpoint({
  name: "listStoredFiles",
  method: "GET",
  path: "/backup/files",
  permission,
  tag,
  summary: "The uploads and other files of the workspace, by name",
  query: z.strictObject({ after: z.string().max(300).default("") }),
  output: z.strictObject({ items: z.array(storedFileShape) }),
});

export const readFile = endpoint({
  name: "readStoredFile",
  method: "GET",
  path: "/backup/file",
  permission,
  tag,
  summary: "The bytes of one file of the workspace",
  query: z.strictObject({ name: fileNameShape }),
  answers: "application/octet-stream",
});

export const getRestore = endpoint({
  name: "getRestore",
  method: "GET",
  path: "/backup/restore",
  permission,
  tag,
  summary: "Whether this workspace is empty, filled or half restored, and where a restore goes on",
  output: restoreShape,
  duringRestore: true,
});

export const startRestore = endpoint({
  name: "startRestore",
  method: "POST",
  path: "/backup/restore",
  permission,
  tag,
  summary: "Begin to restore an exported workspace into this one, which must be empty; or go on",
  body: newRestoreShape,
  output: restoreShape,
  secret: true,
  duringRestore: true,
});

export const putRestoreLines = endpoint({
  name: "putRestoreLines",
  method: "PUT",
  path: "/backup/restore/lines",
  permission,
  tag,
  summary: "Some lines of a part, at most 4 MB, from the place where the restore is",
  query: z.strictObject({ part: place, line: place, last: z.stringbool() }),
  takes: "application/x-ndjson",
  duringRestore: true,
});

export const putRestoreFile = endpoint({
  name: "putRestoreFile",
  method: "PUT",
  path: "/backup/restore/file",
  permission,
  tag,
  summary: "One file of the exported workspace",
  query: z.strictObject({ name: fileNameShape, number: place }),
  takes: "application/octet-stream",
  duringRestore: true,
});

const placed = { name: fileNameShape, number: place, bytes: z.number().int().min(0) };

export const addressRestoreFile = endpoint({
  name: "addressRestoreFile",
  method: "POST",
  path: "/backup/restore/file/address",
  permission,
  tag,
  summary: "Where the bytes of one file are put straight, for some minutes; null where this server takes them itself",
  body: z.strictObject(placed),
  output: z.strictObject({ url: z.string().nullable() }),
  secret: true,
  duringRestore: true,
});

export const confirmRestoreFile = endpoint({
  name: "confirmRestoreFile",
  method: "POST",
  path: "/backup/restore/file/placed",
  permission,
  tag,
  summary: "The file was put there; its size is compared",
  body: z.strictObject(placed),
  secret: true,
  duringRestore: true,
});

export const finishRestore = endpoint({
  name: "finishRestore",
  method: "POST",
  path: "/backup/restore/finish",
  permission,
  tag,
  summary: "Everything was sent: the workspace is served from now on",
  output: z.strictObject({ done: z.literal(true) }),
  secret: true,
  duringRestore: true,
});
