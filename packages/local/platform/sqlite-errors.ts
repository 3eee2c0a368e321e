import type Database from "libsql";
import { TableError } from "#server/platform/table.ts";

/** What SQLite's refusal means to the caller: `full` when nothing could be written, `unavailable` for all else. */
export function toTableError(error: unknown): unknown {
  if (error instanceof TableError || !isSqliteError(error)) return error;
  // 13 is SQLITE_FULL; 10 in the low byte is SQLITE_IOERR, which a quota or a failing disk gives instead.
  if (error.code === "SQLITE_FULL" || error.code.startsWith("SQLITE_IOERR") || (error.rawCode ?? 0) % 256 === 10)
    return new TableError("full", `the disk took nothing more: ${error.message}`);
  return new TableError("unavailable", `the data file failed: ${error.code} ${error.message}`);
}

/** Runs a piece of work on the database and throws what it throws as a `TableError`. */
export function withTableErrors<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toTableError(error);
  }
}

/** The same on a database that may have been closed meanwhile: libsql would end the process. */
export function whileOpen<T>(db: Database.Database, work: () => T): T {
  if (!db.open) throw new TableError("unavailable", "the data file is closed");
  return withTableErrors(work);
}

function isSqliteError(error: unknown): error is Error & { code: string; rawCode?: number } {
  return error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_");
}
