import Database from "libsql";
import { TableError } from "#server/platform/table.ts";

const APPLICATION_ID = 0x50657976; // "Peyv"
const SCHEMA_VERSION = 1;

/**
 * Opens the data file for this process alone. Throws `unavailable` when another process has it, or when it is not
 * ours or of a newer version.
 */
export function openDatabase(file: string): Database.Database {
  const db = connect(file);
  try {
    takeForOurselves(db, file);
    checkSchemaVersion(db, file);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Closes for good: statements that libsql still holds would keep the file, and its lock, open until collected. */
export function closeDatabase(db: Database.Database): void {
  if (!db.open) return;
  try {
    // An exclusive lock taken before WAL is given back only outside WAL, by the first read in the normal mode.
    db.exec("PRAGMA journal_mode=DELETE");
    db.exec("PRAGMA locking_mode=NORMAL");
    readPragma(db, "user_version");
  } catch {
    // On a full disk the log cannot be merged into the file. It stays, and the next opening reads it.
  }
  db.close();
}

function connect(file: string): Database.Database {
  try {
    return new Database(file);
  } catch (error) {
    throw new TableError("unavailable", `the data file ${file} cannot be opened: ${(error as Error).message}`);
  }
}

function takeForOurselves(db: Database.Database, file: string): void {
  try {
    // The order matters: the page size before the file has pages, the lock before WAL, which then needs no shared memory.
    db.exec("PRAGMA page_size=8192");
    db.exec("PRAGMA locking_mode=EXCLUSIVE");
    db.exec("PRAGMA journal_mode=WAL");
    // Commits are brought to the disk by LogSync, beside the event loop.
    db.exec("PRAGMA synchronous=NORMAL");
    db.exec("PRAGMA cache_size=-8000");
    db.exec("PRAGMA wal_autocheckpoint=4000");
    db.exec("PRAGMA journal_size_limit=67108864");
    db.exec("BEGIN IMMEDIATE; COMMIT");
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code === "SQLITE_BUSY")
      throw new TableError("unavailable", `the data folder is in use by another process: ${file}`);
    throw new TableError("unavailable", `the data file ${file} cannot be used: ${message}`);
  }
}

function checkSchemaVersion(db: Database.Database, file: string): void {
  const id = readPragma(db, "application_id");
  const version = readPragma(db, "user_version");
  const isNew = id === 0 && version === 0 && readPragma(db, "schema_version") === 0;
  if (!isNew && id !== APPLICATION_ID) throw new TableError("unavailable", `${file} is not a data file of Peyvand`);
  if (version > SCHEMA_VERSION)
    throw new TableError(
      "unavailable",
      `${file} was written by a newer Peyvand (data version ${version}); this one knows up to ${SCHEMA_VERSION}`,
    );
  if (isNew) db.exec(`PRAGMA application_id=${APPLICATION_ID}`);
  if (version < SCHEMA_VERSION) db.exec(`PRAGMA user_version=${SCHEMA_VERSION}`);
}

function readPragma(db: Database.Database, name: string): number {
  const [value] = db.prepare(`PRAGMA ${name}`).raw().get() as [number];
  return value;
}
