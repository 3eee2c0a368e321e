import type { Actor } from "#core/platform/change.ts";
import type { ColumnDates } from "#core/workspace/imports/date-columns.ts";
import type { Import, Rehearsal } from "#core/workspace/imports/index.ts";
import { defineEntity, itemOf, putAlways, stateOf, withoutUndefined } from "#server/platform/entity.ts";
import { paddedNumber } from "#server/platform/keys.ts";
import type { Table, Value, Write } from "#server/platform/table.ts";
import type { ImportSettings } from "./importer.ts";

/** `importId`: the import that reads it. */
export type Upload = { id: string; fileName: string; bytes: number; createdAt: string; importId?: string };

/** An import with what it needs to be gone on with by another process. */
export type StoredImport = Omit<Import, "total"> & {
  uploadId: string;
  settings: ImportSettings;
  /** The rows of the file, once they were counted. */
  total?: number;
  /** The chunks of rows that had refused ones; each has a file of them. */
  refusedChunks: number[];
  /** How far its revert is: chunks of the journal, and those of them with records left alone. */
  reverting?: { done: number; leftChunks: number[]; by: Actor };
};

/** Which records the rows of a chunk became or were merged into. */
type Journal = { importId: string; chunk: number; ids: string[] };

const journalEntity = defineEntity<Journal>({
  type: "importJournal",
  key: ({ importId, chunk }) => ({ pk: `import#${importId}`, sk: `j#${paddedNumber(chunk, 6)}` }),
});

/** Written before the chunk is counted, and again the same when it is done again. */
export async function saveJournal(table: Table, importId: string, chunk: number, ids: string[]): Promise<void> {
  if (ids.length > 0) await table.append([itemOf(journalEntity, { importId, chunk, ids })]);
}

/** The journal from a chunk on, some chunks at a time, the newest first: what built on earlier rows goes before them. */
export async function readJournal(table: Table, importId: string, before: number | null): Promise<Journal[]> {
  const to = before === null ? "j#~" : `j#${paddedNumber(before - 1, 6)}`;
  if (before === 0) return [];
  const { items } = await table.query({ pk: `import#${importId}`, from: "j#", to, newestFirst: true, limit: 1 });
  return items.map((item) => stateOf(journalEntity, item));
}

type Wish = { importId: string; wanted: "pause" | "cancel" };

/** What a person asked of an import that is under way. It is a row of its own: the import's is its run's alone. */
const wishEntity = defineEntity<Wish>({
  type: "importWish",
  key: ({ importId }) => ({ pk: `import#${importId}`, sk: "wish" }),
});

export function writeOfWish(importId: string, wanted: Wish["wanted"]): Write {
  return putAlways(wishEntity, { importId, wanted });
}

export function removalOfWish(importId: string): Write {
  return { delete: wishEntity.key({ importId, wanted: "pause" }) };
}

export async function findWish(table: Table, importId: string): Promise<Wish["wanted"] | null> {
  const item = await table.get(wishEntity.key({ importId, wanted: "pause" }));
  return item && stateOf(wishEntity, item).wanted;
}

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
export const leftFile = (id: string, chunk: number) => `left/${id}/${chunk}.csv`;
export const refusedFile = (id: string, chunk: number) => `refused/${id}/${chunk}.csv`;

export function shownImport({
  uploadId: _upload,
  settings: _settings,
  total,
  refusedChunks: _chunks,
  reverting: _reverting,
  ...shown
}: StoredImport): Import {
  // Imports of before these were kept have none.
  return { ...shown, total: total ?? null, reasons: shown.reasons ?? {}, revert: shown.revert ?? null };
}

export async function findImport(table: Table, id: string): Promise<StoredImport | null> {
  const item = await table.get({ pk: IMPORTS, sk: id });
  return item && stateOf(importEntity, item);
}

export async function listStoredImports(table: Table): Promise<StoredImport[]> {
  const { items } = await table.query({ pk: IMPORTS, newestFirst: true, limit: 100 });
  return items.map((item) => stateOf(importEntity, item));
}

/** Keeps how far the revert of an ended import is, beside what waits for a time. */
export async function saveRevert(table: Table, state: StoredImport): Promise<void> {
  const { pk, sk, data } = itemOf(importEntity, state);
  await table.transact([{ update: { pk, sk }, set: { data: data as Value } }]);
}

/** Keeps how far an import is; only its own run writes it. */
export async function saveProgress(table: Table, state: StoredImport): Promise<void> {
  await table.append([itemOf(importEntity, state)]);
}
