import type Database from "libsql";
import { TableError } from "#server/platform/table.ts";
import { toTableError, whileOpen } from "./sqlite-errors.ts";
import { LogSync } from "./sqlite-log-sync.ts";

/** A part of a shared transaction. When `run` throws a TableError it has written nothing. */
export type Work = { run(): void; rolledBack?(): void };

type Call = { work: Work; resolve(): void; reject(error: unknown): void };

/** Lets all work of one turn of the event loop share one transaction, and so one wait for the disk. */
export class GroupCommit {
  readonly #db: Database.Database;
  readonly #log: LogSync;
  #waiting: Call[] = [];
  #isSyncing = false;

  constructor(db: Database.Database) {
    this.#db = db;
    this.#log = new LogSync(db);
  }

  /** Resolves once the work is on the disk; rejects with what it threw, or with what the disk did. */
  add(work: Work): Promise<void> {
    // While the disk is busy work gathers: it would wait for the next turn of the disk in any case.
    if (this.#waiting.length === 0 && !this.#isSyncing) setImmediate(() => this.flush());
    return new Promise((resolve, reject) => this.#waiting.push({ work, resolve, reject }));
  }

  /** Does what waits and gives the log back. */
  close(): void {
    this.flush();
    this.#log.close();
  }

  /** Does at once what waits. */
  flush(): void {
    const calls = this.#waiting;
    this.#waiting = [];
    if (calls.length > 0) this.#commit(calls);
  }

  #commit(calls: readonly Call[]): void {
    try {
      whileOpen(this.#db, () => this.#db.exec("BEGIN IMMEDIATE"));
      const refusals = calls.map(({ work }) => refusalOf(work));
      this.#db.exec("COMMIT");
      this.#isSyncing = true;
      this.#log.after((error) => {
        this.#isSyncing = false;
        for (const [i, call] of calls.entries()) {
          if (refusals[i]) call.reject(refusals[i]);
          else if (error) call.reject(error);
          else call.resolve();
        }
        if (this.#waiting.length > 0) setImmediate(() => this.flush());
      });
    } catch (error) {
      this.#rollBack(calls);
      // One call too large for the disk must not take the others down with it.
      if (calls.length > 1) for (const call of calls) this.#commit([call]);
      else calls[0]!.reject(toTableError(error));
    }
  }

  #rollBack(calls: readonly Call[]): void {
    // SQLite has rolled back by itself after most failures of the disk.
    if (this.#db.open && this.#db.inTransaction) this.#db.exec("ROLLBACK");
    for (const { work } of calls) work.rolledBack?.();
  }
}

function refusalOf(work: Work): TableError | null {
  try {
    work.run();
    return null;
  } catch (error) {
    if (error instanceof TableError) return error;
    throw error;
  }
}
