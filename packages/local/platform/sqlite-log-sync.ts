import { closeSync, fdatasync, fdatasyncSync, openSync } from "node:fs";
import type Database from "libsql";
import { TableError } from "#server/platform/table.ts";

/**
 * Brings SQLite's log to the disk beside the event loop. SQLite writes a commit into the log file and leaves it to the
 * system (`synchronous=NORMAL`); who wrote is answered only once the log is on the disk, as with `FULL`, but the
 * process goes on meanwhile, and all that was written meanwhile shares the next wait.
 */
export class LogSync {
  readonly #file: string;
  #fd: number | null = null;
  #waiting: ((error: Error | null) => void)[] = [];
  #isSyncing = false;
  #isClosed = false;
  /** After one failure the system may call lost pages written: nothing more is promised by this process. */
  #failed: Error | null = null;

  constructor(db: Database.Database) {
    const [row] = db.prepare("PRAGMA database_list").raw().all() as [[number, string, string]];
    this.#file = `${row[2]}-wal`;
  }

  /** Calls `told` once everything committed before this call is on the disk, or could not be brought there. */
  after(told: (error: Error | null) => void): void {
    if (this.#failed) {
      told(this.#failed);
      return;
    }
    this.#waiting.push(told);
    if (!this.#isSyncing) this.#sync();
  }

  #sync(): void {
    const told = this.#waiting;
    this.#waiting = [];
    this.#isSyncing = true;
    const done = (error: Error | null) => {
      this.#isSyncing = false;
      if (this.#isClosed) this.#giveBack();
      this.#failed ??= error && new TableError("full", `the disk took nothing more: ${error.message}`);
      for (const tell of told) tell(this.#failed);
      if (this.#waiting.length > 0) this.#sync();
    };
    try {
      fdatasync(this.#open(), done);
    } catch (error) {
      queueMicrotask(() => done(error as Error));
    }
  }

  // The log is one file from the first commit until the database is closed. Opened for writing: some systems ask it.
  #open(): number {
    this.#fd ??= openSync(this.#file, "r+");
    return this.#fd;
  }

  /** Brings what waits to the disk at once and gives the file back. */
  close(): void {
    const told = this.#waiting;
    this.#waiting = [];
    let failed = this.#failed;
    try {
      if (told.length > 0 || this.#fd !== null) fdatasyncSync(this.#open());
      this.#isClosed = true;
      // A wait that is under way has this file in its hands, and gives it back when it ends.
      if (!this.#isSyncing) this.#giveBack();
    } catch (error) {
      failed = error as Error;
    }
    for (const tell of told) tell(failed);
  }

  #giveBack(): void {
    if (this.#fd !== null) closeSync(this.#fd);
    this.#fd = null;
  }
}
