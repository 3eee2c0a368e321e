import { EXPORT_KEPT_DAYS, type Export } from "#core/workspace/exports/index.ts";
import { dueAttributes } from "#server/platform/due.ts";
import { defineEntity, itemOf, stateOf, withoutUndefined } from "#server/platform/entity.ts";
import { type Item, type Table, TableError, type Write } from "#server/platform/table.ts";
import type { ExportQuestion } from "./exporter.ts";

/** An export with what it needs to be gone on with by another process. */
export type StoredExport = Export & {
  question: ExportQuestion;
  /** How many files of rows it has read, and where the next begins; `after` is null before the first and after the last. */
  chunks: number;
  after: string | null;
  isRead: boolean;
  widths: { [list: string]: number };
};

const EXPORTS = "exports";
export const DUE_KIND = "export";

export const exportEntity = defineEntity<StoredExport>({
  type: "export",
  key: ({ id }) => ({ pk: EXPORTS, sk: id }),
  pack: (state) => ({
    data: withoutUndefined(state),
    state: state.state,
    ...dueAttributes(DUE_KIND, state.id, state.expiresAt),
  }),
});

export const rowsFile = (id: string, chunk: number) => `exports/${id}/rows-${chunk}.ndjson`;
export const listFile = (id: string) => `exports/${id}/list`;

export function expiryOf(startedAt: string): string {
  return new Date(Date.parse(startedAt) + EXPORT_KEPT_DAYS * 86_400_000).toISOString();
}

export function shownExport(stored: StoredExport): Export {
  const { question: _question, chunks: _chunks, after: _after, isRead: _isRead, widths: _widths, ...shown } = stored;
  return shown;
}

export function exportOf(item: Item): StoredExport {
  return stateOf(exportEntity, item);
}

export async function findExport(table: Table, id: string): Promise<StoredExport | null> {
  const item = await table.get({ pk: EXPORTS, sk: id });
  return item && exportOf(item);
}

export async function listStoredExports(table: Table): Promise<StoredExport[]> {
  const { items } = await table.query({ pk: EXPORTS, newestFirst: true, limit: 100 });
  return items.map(exportOf);
}

/** The export as it is now, written only while it runs. */
export function writeWhileRunning(state: StoredExport): Write {
  return { put: itemOf(exportEntity, state), if: { equals: { state: "running" } } };
}

/** Keeps how far an export is; false when it was cancelled meanwhile. */
export async function saveProgress(table: Table, state: StoredExport): Promise<boolean> {
  try {
    await table.transact([writeWhileRunning(state)]);
    return true;
  } catch (error) {
    if (error instanceof TableError && error.kind === "conditionFailed") return false;
    throw error;
  }
}
