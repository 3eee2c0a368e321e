import type Database from "libsql";
import type { IndexDefinition, Key } from "#server/platform/table.ts";
import { TokenMemory } from "#server/platform/token-memory.ts";
import { GroupCommit, type Work } from "./sqlite-commits.ts";
import { whileOpen } from "./sqlite-errors.ts";
import { SqliteStore } from "./sqlite-store.ts";
import { applyWrites, fingerprintOfWrites, type PendingWrite } from "./sqlite-writes.ts";

/** Everything that changes the data file goes through one of these. */
export type Writer = {
  /** Resolves once the writes are on the disk: all of them or none. The same token is the same call. */
  write(pending: readonly PendingWrite[], token: string | null): Promise<void>;
  /** Deletes what has expired; answers the keys of what it deleted. */
  deleteExpired(nowSeconds: number): Promise<Key[]>;
  /** Finishes what waits. */
  close(): Promise<void>;
};

export function createWriter(db: Database.Database, indexes: readonly IndexDefinition[]): Writer {
  const store = new SqliteStore(db, indexes);
  const commits = new GroupCommit(db);
  const tokens = new TokenMemory();
  return {
    write: (pending, token) =>
      commits.add(token === null ? { run: () => applyWrites(store, pending) } : onceFor(token, store, tokens, pending)),
    deleteExpired: async (nowSeconds) => whileOpen(db, () => deleteExpired(db, store, nowSeconds)),
    close: async () => commits.close(),
  };
}

function onceFor(token: string, store: SqliteStore, tokens: TokenMemory, pending: readonly PendingWrite[]): Work {
  const fingerprint = fingerprintOfWrites(pending);
  let isRemembered = false;
  return {
    run() {
      if (tokens.isDone(token, fingerprint, Date.now())) return;
      applyWrites(store, pending);
      tokens.remember(token, fingerprint, Date.now());
      isRemembered = true;
    },
    rolledBack() {
      if (isRemembered) tokens.forget(token);
      isRemembered = false;
    },
  };
}

function deleteExpired(db: Database.Database, store: SqliteStore, nowSeconds: number): Key[] {
  const deleted: Key[] = [];
  for (;;) {
    const keys = store.listExpired(nowSeconds);
    if (keys.length === 0) return deleted;
    db.transaction(() => {
      for (const key of keys) store.replace(store.find(key), null);
    })();
    deleted.push(...keys);
  }
}
