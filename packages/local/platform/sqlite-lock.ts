import Database from "libsql";
import { TableError } from "#server/platform/table.ts";

/**
 * Takes the data file for this process alone, until it gives it back or ends, however it ends: by a lock of the system on a file
 * beside it. Throws `unavailable` when another process has it.
 */
export function takeLock(file: string): () => void {
  let lock: Database.Database;
  try {
    lock = new Database(`${file}-lock`);
  } catch (error) {
    throw new TableError("unavailable", `the data file ${file} cannot be opened: ${(error as Error).message}`);
  }
  try {
    lock.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    lock.close();
    if ((error as { code?: string }).code === "SQLITE_BUSY")
      throw new TableError("unavailable", `the data folder is in use by another process: ${file}`);
    throw new TableError("unavailable", `the data file ${file} cannot be used: ${(error as Error).message}`);
  }
  return () => {
    if (!lock.open) return;
    lock.exec("ROLLBACK");
    lock.close();
  };
}
