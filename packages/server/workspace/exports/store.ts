import { EXPORT_KEPT_DAYS, type Export } from "#core/workspace/exports/index.ts";
import { hasEnded } from "#core/workspace/jobs/index.ts";
import { dueAttributes } from "#server/platform/due.ts";
import { defineEntity, stateOf, withoutUndefined } from "#server/platform/entity.ts";
import type { Item, Table, Value } from "#server/platform/table.ts";
import type { StoredJob } from "#server/workspace/jobs/index.ts";
import type { ExportQuestion } from "./exporter.ts";

/** What an export was asked, and which job does it. */
export type StoredExport = Pick<
  Export,
  "id" | "jobId" | "of" | "format" | "fileName" | "startedAt" | "expiresAt" | "by"
> & {
  question: ExportQuestion;
};

/** What its job keeps. */
export type ExportKept = {
  rows: number;
  /** How many files of rows it has read, and where the next begins; `after` is null before the first and after the last. */
  chunks: number;
  after: string | null;
  isRead: boolean;
  widths: { [list: string]: number };
  bytes: number | null;
};

export function exportKept(state: Value | null): ExportKept {
  const begun = { rows: 0, chunks: 0, after: null, isRead: false, widths: {}, bytes: null };
  return structuredClone((state as ExportKept | null) ?? begun);
}

const EXPORTS = "exports";
export const DUE_KIND = "export";

export const exportEntity = defineEntity<StoredExport>({
  type: "export",
  key: ({ id }) => ({ pk: EXPORTS, sk: id }),
  pack: (state) => ({
    data: withoutUndefined(state),
    ...dueAttributes(DUE_KIND, state.id, state.expiresAt),
  }),
});

export const rowsFile = (id: string, chunk: number) => `exports/${id}/rows-${chunk}.ndjson`;
export const listFile = (id: string) => `exports/${id}/list`;

export function expiryOf(startedAt: string): string {
  return new Date(Date.parse(startedAt) + EXPORT_KEPT_DAYS * 86_400_000).toISOString();
}

export function shownExport(
  { question: _question, ...asked }: StoredExport,
  job: Pick<StoredJob, "state" | "kept" | "error" | "finishedAt">,
): Export {
  const { rows, bytes } = exportKept(job.kept);
  const { error, finishedAt } = job;
  return {
    ...asked,
    state: hasEnded(job.state) ? job.state : "running",
    rows,
    bytes,
    file: job.state === "done" ? `/api/v1/exports/${asked.id}/file` : null,
    ...(error && { error: { ...error, code: error.code === "job.failed" ? "export.failed" : error.code } }),
    ...(finishedAt !== null && { finishedAt }),
  };
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
