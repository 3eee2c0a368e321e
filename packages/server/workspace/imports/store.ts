import type { Id } from "#core/platform/ids.ts";
import type { ColumnDates } from "#core/workspace/imports/date-columns.ts";
import type { Import } from "#core/workspace/imports/index.ts";
import { dueAttributes } from "#server/platform/due.ts";
import { defineEntity, itemOf, putAlways, stateOf, withoutUndefined } from "#server/platform/entity.ts";
import { paddedNumber } from "#server/platform/keys.ts";
import type { Table, Write } from "#server/platform/table.ts";
import type { ImportSettings } from "./importer.ts";

/** `importId`: the import that reads it; `rehearsalId`: the newest job that looks through it. */
export type Upload = {
  id: string;
  fileName: string;
  bytes: number;
  createdAt: string;
  /** Whose it is; an older Peyvand did not say. */
  byId?: string;
  importId?: string;
  rehearsalId?: Id<"job">;
};

/** What an import was asked, and which job does it; how far it is and what it did is the job's. */
export type StoredImport = Pick<
  Import,
  "id" | "jobId" | "as" | "fileName" | "onDuplicate" | "bytes" | "startedAt" | "by"
> & {
  uploadId: string;
  settings: ImportSettings;
  /** Its files of refused rows, and of records that its revert left alone, had their time. */
  refusedGone?: boolean;
  leftGone?: boolean;
};

/** Which records the rows of a chunk became or were merged into. */
export type Journal = { importId: string; chunk: number; ids: string[] };

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
const FILES_KEPT_DAYS = 30;

export const importEntity = defineEntity<StoredImport>({ type: "import", key: ({ id }) => ({ pk: IMPORTS, sk: id }) });

/** Its files are looked after when their days are over. */
export function writeOfNewImport(one: StoredImport): Write {
  const due = dueAttributes("importFiles", one.id, daysAfter(one.startedAt, FILES_KEPT_DAYS));
  return { put: { ...itemOf(importEntity, one), ...due }, if: { absent: true } };
}

/** The files of its revert have their days as well. */
export function writeOfFilesDue(one: StoredImport, now: string): Write {
  const due = dueAttributes("importFiles", one.id, daysAfter(now, FILES_KEPT_DAYS));
  return { update: importEntity.key(one), set: due, if: { present: true } };
}

export function daysAfter(at: string, days: number): string {
  return new Date(Date.parse(at) + days * 86_400_000).toISOString();
}

// Its rehearsal is an attribute of its own: one that begins must not undo what an import says at the same moment.
export const uploadEntity = defineEntity<Upload>({
  type: "upload",
  key: ({ id }) => ({ pk: `upload#${id}`, sk: "upload" }),
  pack: ({ rehearsalId, ...data }) => ({ data: withoutUndefined(data), ...(rehearsalId && { rehearsalId }) }),
  unpack: ({ data, rehearsalId }) => ({
    ...(data as Upload),
    ...(rehearsalId && { rehearsalId: rehearsalId as Id<"job"> }),
  }),
});

/** Says which import reads an upload, so that nobody writes over it meanwhile. */
export function writeOfUse({ rehearsalId: _, ...upload }: Upload, importId: string): Write {
  const data = withoutUndefined({ ...upload, importId });
  return { update: uploadEntity.key(upload), set: { data }, if: { present: true } };
}

export function writeOfRehearsal(upload: Upload, rehearsalId: string): Write {
  return { update: uploadEntity.key(upload), set: { rehearsalId }, if: { present: true } };
}

export const uploadFile = (id: string) => `uploads/${id}`;
export const leftFile = (id: string, chunk: number) => `left/${id}/${chunk}.csv`;
export const refusedFile = (id: string, chunk: number) => `refused/${id}/${chunk}.csv`;

export async function findImport(table: Table, id: string): Promise<StoredImport | null> {
  const item = await table.get({ pk: IMPORTS, sk: id });
  return item && stateOf(importEntity, item);
}

export async function listStoredImports(table: Table): Promise<StoredImport[]> {
  const { items } = await table.query({ pk: IMPORTS, newestFirst: true, limit: 100 });
  return items.map((item) => stateOf(importEntity, item));
}

/** The records that an import added or added to, some at a time, after a place; those of its last rows first. */
export async function* idsOfImport(
  { table }: { table: Table },
  importId: string,
  after: string | null,
): AsyncGenerator<{ ids: string[]; next: string | null }> {
  let place = after === null ? null : Number(after);
  for (;;) {
    const [journal] = await readJournal(table, importId, place);
    if (!journal) return;
    place = journal.chunk;
    yield { ids: [...new Set(journal.ids)], next: place > 0 ? String(place) : null };
  }
}
