import * as z from "zod";
import { CrmError } from "../../platform/errors.ts";

export const BACKUP_FORMAT = "peyvand-workspace";
/** The newest layout of the folder that this product writes and reads. */
export const BACKUP_VERSION = 1;
export const MANIFEST = "manifest.json";
/** In bytes; the list of a million files is about this. */
export const MAX_MANIFEST_BYTES = 256 * 1024 * 1024;

const checksum = z.string().regex(/^[0-9a-f]{64}$/, "is not a SHA-256 checksum");
const count = z.number().int().min(0);

/** Names inside the folder: no way out of it, nothing hidden, nothing that another system reads differently. */
const partName = z.string().regex(/^items\/\d{4,9}\.ndjson$/, "is not the name of a part");
export const fileNameShape = z
  .string()
  .max(300)
  .regex(/^[a-zA-Z0-9_-]+(\/[a-zA-Z0-9_-][a-zA-Z0-9_.-]*)*$/, "is not the name of a file")
  .refine((name) => !name.includes(".."), "is not the name of a file");

/** What the folder of an exported workspace holds, and by what it is known to be whole. */
export const manifestShape = z
  .object({
    format: z.literal(BACKUP_FORMAT),
    formatVersion: z.number().int().min(1),
    productVersion: z.string().max(40),
    exportedAt: z.string().max(40),
    /** What kept the items. */
    engine: z.string().max(40),
    workspace: z.string().max(300),
    /** Every change up to this sequence number is contained whole. */
    seq: count,
    /** Whether the items are as they were at one instant, so that nothing later is in them by half. */
    exact: z.boolean(),
    counts: z.object({ lines: count, items: count, files: count, bytes: count }),
    parts: z.array(z.object({ name: partName, bytes: count, lines: count, sha256: checksum })).max(1_000_000),
    files: z.array(z.object({ name: fileNameShape, bytes: count, sha256: checksum })).max(2_000_000),
  })
  .meta({ id: "BackupManifest" });

export type Manifest = z.output<typeof manifestShape>;

/** Reads the text of a manifest. Throws `backup.not_a_backup`, `backup.newer`, `backup.manifest_broken`. */
export function readManifest(text: string): Manifest {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw refusal("manifest_broken", `${MANIFEST} is cut off or damaged: it is not valid JSON.`);
  }
  const head = (typeof parsed === "object" && parsed !== null ? parsed : {}) as Record<string, unknown>;
  if (head.format !== BACKUP_FORMAT)
    throw refusal("not_a_backup", `${MANIFEST} is not the manifest of an exported workspace.`);
  if (typeof head.formatVersion === "number" && head.formatVersion > BACKUP_VERSION) {
    throw refusal(
      "newer",
      `This was exported by a newer Peyvand (format ${head.formatVersion}, this one reads up to ${BACKUP_VERSION}). Update first.`,
    );
  }
  const manifest = manifestShape.safeParse(parsed);
  if (!manifest.success) {
    const [issue] = manifest.error.issues;
    throw refusal("manifest_broken", `${MANIFEST}: ${issue?.path.join(".")} ${issue?.message}.`);
  }
  const names = [...manifest.data.parts, ...manifest.data.files].map(({ name }) => name);
  if (new Set(names).size < names.length) throw refusal("manifest_broken", `${MANIFEST} names a file twice.`);
  return manifest.data;
}

export function refusal(code: string, message: string): CrmError {
  return new CrmError("invalid", `backup.${code}`, message);
}
