import type Database from "libsql";
import { checkScan } from "#server/platform/check-query.ts";
import { checkKey } from "#server/platform/check-values.ts";
import { checkAppend, checkGetMany, checkTransaction } from "#server/platform/check-writes.ts";
import type { IndexDefinition, TablePort } from "#server/platform/table.ts";
import { fingerprintOf, TokenMemory } from "#server/platform/token-memory.ts";
import { GroupCommit, type Work } from "./sqlite-commits.ts";
import { withTableErrors } from "./sqlite-errors.ts";
import { closeDatabase, openDatabase } from "./sqlite-open.ts";
import { SqliteQueries } from "./sqlite-queries.ts";
import { SqliteScan } from "./sqlite-scan.ts";
import { prepareSchema } from "./sqlite-schema.ts";
import { SqliteStore } from "./sqlite-store.ts";
import { applyWrites, type PendingWrite, toPending } from "./sqlite-writes.ts";

export type SqliteTable = TablePort & {
  /** Finishes what waits and gives the file back. */
  close(): void;
  /** Deletes the items whose `ttl` (epoch seconds) has come, as DynamoDB does by itself. Returns how many. */
  deleteExpired(nowSeconds: number): number;
};

/**
 * The table in one SQLite file, durable once a promise resolves. Only one process may have the file open: throws
 * `unavailable` when another has. Indexes that are new since last time are filled before this returns.
 */
export function openSqliteTable({ file, indexes }: { file: string; indexes: readonly IndexDefinition[] }): SqliteTable {
  const db = withTableErrors(() => openDatabase(file));
  try {
    return createSqliteTable(db, indexes);
  } catch (error) {
    closeDatabase(db);
    throw error;
  }
}

/** The same on a database that is open already. */
export function createSqliteTable(db: Database.Database, indexes: readonly IndexDefinition[]): SqliteTable {
  withTableErrors(() => prepareSchema(db, indexes));
  const store = new SqliteStore(db, indexes);
  const queries = new SqliteQueries(db, indexes);
  const commits = new GroupCommit(db);
  const tokens = new TokenMemory();
  const scanner = new SqliteScan(db);
  return {
    indexes,
    engine: "sqlite",
    watch: () => store.watches.open(),
    async scan({ limit, after }) {
      checkScan(limit, after);
      return withTableErrors(() => scanner.page(limit, after ?? null));
    },
    async get(key) {
      checkKey(key, "key");
      return withTableErrors(() => store.find(key)?.item ?? null);
    },
    async getMany(keys) {
      checkGetMany(keys);
      const found = withTableErrors(() => keys.map((key) => store.find(key)));
      return { items: found.flatMap((stored) => stored?.item ?? []), undone: [] };
    },
    async query(query) {
      return withTableErrors(() => queries.page(query));
    },
    async transact(writes, token) {
      checkTransaction(writes, token, indexes);
      const pending = writes.map((write) => toPending(write, store));
      await commits.add(transaction(store, tokens, pending, token));
    },
    async append(items) {
      checkAppend(items, indexes);
      const pending = items.map((item) => toPending({ put: item }, store));
      await commits.add({ run: () => applyWrites(store, pending) });
      return { undone: [] };
    },
    close() {
      commits.close();
      closeDatabase(db);
    },
    deleteExpired: (nowSeconds) => withTableErrors(() => deleteExpired(db, store, nowSeconds)),
  };
}

function transaction(store: SqliteStore, tokens: TokenMemory, pending: PendingWrite[], token: string): Work {
  const fingerprint = fingerprintOf(pending.map(({ text }) => text).join("\n"));
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

function deleteExpired(db: Database.Database, store: SqliteStore, nowSeconds: number): number {
  let deleted = 0;
  for (;;) {
    const keys = store.listExpired(nowSeconds);
    if (keys.length === 0) return deleted;
    db.transaction(() => {
      for (const key of keys) store.replace(store.find(key), null);
    })();
    deleted += keys.length;
  }
}
