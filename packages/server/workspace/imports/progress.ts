import type { ColumnDates } from "#core/workspace/imports/date-columns.ts";
import type { Import } from "#core/workspace/imports/index.ts";
import { hasEnded } from "#core/workspace/jobs/index.ts";
import type { Value } from "#server/platform/table.ts";
import type { StoredJob } from "#server/workspace/jobs/index.ts";
import type { StoredImport } from "./store.ts";

/** What the job of an import keeps: how far it is, and how the dates of each column are read. */
export type ImportKept = Pick<Import, "rows" | "total" | "added" | "merged" | "skipped" | "refused" | "reasons"> & {
  bytesRead: number;
  dates: (ColumnDates | null)[];
  /** The chunks of rows that had refused ones; each has a file of them. */
  refusedChunks: number[];
};

/** What the job that reverts an import keeps; the journal is taken back from its end. */
export type RevertKept = {
  chunk: number | null;
  seen: number;
  removed: number;
  restored: number;
  left: number;
  /** The chunks with records that were left alone; each has a file of them. */
  leftChunks: number[];
};

export function importKept(state: Value | null): ImportKept {
  const begun = { rows: 0, total: null, added: 0, merged: 0, skipped: 0, refused: 0, bytesRead: 0 };
  return structuredClone((state as ImportKept | null) ?? { ...begun, reasons: {}, dates: [], refusedChunks: [] });
}

export function revertKept(state: Value | null): RevertKept {
  const begun = { chunk: null, seen: 0, removed: 0, restored: 0, left: 0 };
  return structuredClone((state as RevertKept | null) ?? { ...begun, leftChunks: [] });
}

type JobOfImport = Pick<StoredJob, "state" | "kept" | "error" | "finishedAt">;

/** An import as people see it: what it was asked, with what its job and the job that takes it back did. */
export function shownImport(stored: StoredImport, job: JobOfImport, undo: StoredJob | null): Import {
  const { uploadId: _upload, settings: _settings, refusedGone, leftGone, ...asked } = stored;
  const { dates: _dates, refusedChunks: _chunks, ...progress } = importKept(job.kept);
  const { state, error, finishedAt } = job;
  return {
    ...asked,
    ...progress,
    state: state === "queued" ? "running" : state,
    refusedFile: progress.refused > 0 && !refusedGone ? `/api/v1/imports/${asked.id}/refused` : null,
    ...(error && { error: { ...error, code: error.code === "job.failed" ? "import.failed" : error.code } }),
    ...(finishedAt !== null && { finishedAt }),
    revert: undo && shownRevert(asked.id, undo, leftGone === true),
  };
}

function shownRevert(id: string, undo: StoredJob, isGone: boolean): NonNullable<Import["revert"]> {
  const { removed, restored, left } = revertKept(undo.kept);
  return {
    state: undo.state === "done" ? "done" : hasEnded(undo.state) ? "failed" : "running",
    removed,
    restored,
    left,
    leftFile: left > 0 && !isGone ? `/api/v1/imports/${id}/left` : null,
    startedAt: undo.createdAt,
    ...(undo.finishedAt !== null && { finishedAt: undo.finishedAt }),
  };
}
