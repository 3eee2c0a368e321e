import * as z from "zod";
import { idShape } from "../../platform/ids.ts";

/** An item of the table as it is: its keys and attributes. */
export const itemShape = z.record(z.string(), z.unknown());
export const keyShape = z.strictObject({ pk: z.string(), sk: z.string() });

/** A copy of the whole workspace that is being read. */
export const copyShape = z.strictObject({
  id: idShape("cpy"),
  at: z.string(),
  engine: z.string(),
  workspace: z.string(),
  productVersion: z.string(),
  /** The last sequence number given when the copy began. */
  seq: z.number().int(),
});

export type Copy = z.output<typeof copyShape>;

export const copyPageShape = z.strictObject({
  items: z.array(itemShape),
  nextCursor: z.string().nullable(),
  /** How many items are known to have been written since the copy began and wait to be read again. */
  waiting: z.number().int(),
});

export type CopyPage = z.output<typeof copyPageShape>;

export const changedShape = z.strictObject({
  items: z.array(itemShape),
  gone: z.array(keyShape),
  /** Nothing was written since the last of these was read: the copy is whole. */
  done: z.boolean(),
  seq: z.number().int(),
  /** False when others wrote where it could not be seen what: read all of it once more. */
  exact: z.boolean(),
});

export type Changed = z.output<typeof changedShape>;

export const storedFileShape = z.strictObject({ name: z.string(), bytes: z.number().int() });

const checksum = z.string().regex(/^[0-9a-f]{64}$/, "is not a SHA-256 checksum");

/** Which folder is restored: by the checksum of its manifest. */
export const newRestoreShape = z.strictObject({ manifest: checksum });

export const restoreShape = z.strictObject({
  state: z.enum(["empty", "filled", "restoring"]),
  manifest: z.string().nullable(),
  /** Where to go on: the part, by its place in the manifest from 0, the line in it from 0, and the file. */
  part: z.number().int(),
  line: z.number().int(),
  file: z.number().int(),
  /** What makes it not empty. */
  because: z.string().nullable(),
});

export type Restore = z.output<typeof restoreShape>;

/** In bytes: lines that are sent at once. */
export const MAX_LINES_BYTES = 4 * 1024 * 1024;
