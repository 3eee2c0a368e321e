import type { ColumnDates } from "#core/workspace/imports/date-columns.ts";
import type { Import, Rehearsal } from "#core/workspace/imports/index.ts";
import { defineEntity, itemOf, putAlways, stateOf, withoutUndefined } from "#server/platform/entity.ts";
import type { Table, Write } from "#server/platform/table.ts";
import type { ImportSettings } from "./importer.ts";

/** `importId`: the import that reads it. */
export type Upload = { id: string; fileName: string; bytes: number; createdAt: string; importId?: string };

/** An import with what it needs to be gone on with by another process. */
export type StoredImport = Import & {
  uploadId: string;
  settings: ImportSettings;
  /** The rows of the file, once they were counted. */
  total?: number;
  /** The chunks of rows that had refused ones; each has a file of them. */
  refusedChunks: number[];
};

/** How the columns of a set of headings were imported last. */
export type RememberedMapping = {
  key: string;
  fields: (string | null)[];
  said: (Partial<ColumnDates> | null)[];
};

const mappingEntity = defineEntity<RememberedMapping>({
  type: "importMapping",
  key: ({ key }) => ({ pk: "importMappings", sk: key }),
});

export async function findMapping(table: Table, key: string): Promise<RememberedMapping | null> {
  const item = await table.get({ pk: "importMappings", sk: key });
  return item && stateOf(mappingEntity, item);
}

export function writeOfMapping(mapping: RememberedMapping): Write {
  return putAlways(mappingEntity, mapping);
}

const IMPORTS = "imports";

export const importEntity = defineEntity<StoredImport>({ type: "import", key: ({ id }) => ({ pk: IMPORTS, sk: id }) });
export const uploadEntity = defineEntity<Upload>({
  type: "upload",
  key: ({ id }) => ({ pk: `upload#${id}`, sk: "upload" }),
});

/** Says which import reads an upload, so that nobody writes over it meanwhile. */
export function writeOfUse(upload: Upload, importId: string): Write {
  const data = withoutUndefined({ ...upload, importId });
  return { update: uploadEntity.key(upload), set: { data }, if: { present: true } };
}

/** A rehearsal is of use while its file is being prepared. */
const rehearsalEntity = defineEntity<Rehearsal>({
  type: "rehearsal",
  key: ({ id }) => ({ pk: `rehearsal#${id}`, sk: "rehearsal" }),
});

const REHEARSAL_SECONDS = 86_400;

export async function saveRehearsal(table: Table, state: Rehearsal, now: string): Promise<void> {
  const ttl = Math.floor(Date.parse(now) / 1000) + REHEARSAL_SECONDS;
  await table.append([itemOf(rehearsalEntity, state, { ttl })]);
}

export async function findRehearsal(table: Table, id: string): Promise<Rehearsal | null> {
  const item = await table.get({ pk: `rehearsal#${id}`, sk: "rehearsal" });
  return item && stateOf(rehearsalEntity, item);
}

export const uploadFile = (id: string) => `uploads/${id}`;
export const refusedFile = (id: string, chunk: number) => `refused/${id}/${chunk}.csv`;

export function shownImport({
  uploadId: _upload,
  settings: _settings,
  total: _total,
  refusedChunks: _chunks,
  ...shown
}: StoredImport): Import {
  return shown;
}

export async function findImport(table: Table, id: string): Promise<StoredImport | null> {
  const item = await table.get({ pk: IMPORTS, sk: id });
  return item && stateOf(importEntity, item);
}

export async function listStoredImports(table: Table): Promise<StoredImport[]> {
  const { items } = await table.query({ pk: IMPORTS, newestFirst: true, limit: 100 });
  return items.map((item) => stateOf(importEntity, item));
}

/** Keeps how far an import is; only its own run writes it. */
export async function saveProgress(table: Table, state: StoredImport): Promise<void> {
  await table.append([itemOf(importEntity, state)]);
}
