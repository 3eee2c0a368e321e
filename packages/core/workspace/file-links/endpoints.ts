import * as z from "zod";
import { endpoint } from "../../platform/endpoint.ts";

const tag = "Files";
export const LINK_MINUTES = 15;

/** A file that a link may lead to: of a list export, or of an import its refused rows or the records its revert left alone. */
export const newFileLinkShape = z.strictObject({
  of: z.enum(["export", "refusedRows", "leftRecords"]),
  id: z.string().regex(/^(exp|imp)_[0-7][0-9A-HJKMNP-TV-Z]{25}$/, "is no export and no import"),
});
export type NewFileLink = z.output<typeof newFileLinkShape>;

export const createFileLink = endpoint({
  name: "createFileLink",
  secret: true,
  method: "POST",
  path: "/file-links",
  permission: "signedIn",
  tag,
  summary:
    "A signed address of a file, for fifteen minutes and without credentials: for programs that cannot send them",
  body: newFileLinkShape,
  output: z.strictObject({ url: z.string(), expiresAt: z.string() }),
  status: 201,
});

export const openFileLink = endpoint({
  name: "openFileLink",
  method: "GET",
  path: "/files/{token}",
  permission: "public",
  tag,
  summary: "The file that a signed address leads to",
  params: z.strictObject({ token: z.string().regex(/^[\w-]{10,600}\.[\w-]{43}$/, "is no address of a file") }),
  answers: "application/octet-stream",
});
