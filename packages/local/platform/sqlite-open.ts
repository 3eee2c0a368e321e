import Database from "libsql";
import { TableError } from "#server/platform/table.ts";

const APPLICATION_ID = 0x50657976; // "Peyv"
const SCHEMA_VERSION = 1;
/** How long one thread waits for another to end its transaction. */
const WAITS_MS = 10_000;

/** Opens the data file. Throws `unavailable` when it cannot be used, is not ours or is of a newer version. */
export function openDatabase(file: string): Database.Database {
  const db = connect(file);
  try {
    checkSchemaVersion(db, file);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Closes for good: with the log merged into the file. */
export function closeDatabase(db: Database.Database): void {
  if (!db.open) return;
  try {
    db.exec("PRAGMA journal_mode=DELETE");
  } catch {
    // On a full disk the log cannot be merged into the file. It stays, and the next opening reads it.
  }
  db.close();
}

/** A connection to the data file, of which a process has one for each of its threads. */
export function connect(file: string): Database.Database {
  const db = open(file);
  try {
    // The page size before the file has pages.
    db.exec("PRAGMA page_size=8192");
    db.exec(`PRAGMA busy_timeout=${WAITS_MS}`);
    db.exec("PRAGMA journal_mode=WAL");
    // Commits are brought to the disk by LogSync, beside the event loop.
    db.exec("PRAGMA synchronous=NORMAL");
    db.exec("PRAGMA cache_size=-8000");
    db.exec("PRAGMA wal_autocheckpoint=4000");
    db.exec("PRAGMA journal_size_limit=67108864");
    db.exec("BEGIN IMMEDIATE; COMMIT");
    return db;
  } catch (error) {
    db.close();
    throw new TableError("unavailable", `the data file ${file} cannot be used: ${(error as Error).message}`);
  }
}

function open(file: string): Database.Database {
  try {
    return new Database(file);
  } catch (error) {
    throw new TableError("unavailable", `the data file ${file} cannot be opened: ${(error as Error).message}`);
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
