import type Database from "libsql";
import { checkScan } from "#server/platform/check-query.ts";
import { checkKey } from "#server/platform/check-values.ts";
import { checkAppend, checkGetMany, checkTransaction } from "#server/platform/check-writes.ts";
import { type IndexDefinition, type Key, keyOf, type TablePort } from "#server/platform/table.ts";
import { Watches } from "#server/platform/watches.ts";
import { whileOpen, withTableErrors } from "./sqlite-errors.ts";
import { isHead, SqliteHeads } from "./sqlite-heads.ts";
import { takeLock } from "./sqlite-lock.ts";
import { closeDatabase, openDatabase } from "./sqlite-open.ts";
import { SqliteQueries } from "./sqlite-queries.ts";
import { SqliteScan } from "./sqlite-scan.ts";
import { prepareSchema } from "./sqlite-schema.ts";
import { SqliteReader } from "./sqlite-store.ts";
import { writeBeside } from "./sqlite-thread.ts";
import { createWriter, type Writer } from "./sqlite-writer.ts";
import { toPending } from "./sqlite-writes.ts";

export type SqliteTable = TablePort & {
  /** Finishes what waits and gives the file back. */
  close(): Promise<void>;
  /** Deletes the items whose `ttl` (epoch seconds) has come, as DynamoDB does by itself. Resolves to how many. */
  deleteExpired(nowSeconds: number): Promise<number>;
};

/**
 * The table in one SQLite file, durable once a promise resolves. Only one process may have the file open: throws
 * `unavailable` when another has. Indexes that are new since last time are filled before this returns. With `thread`, the built
 * file of `sqlite-thread-main.ts`, everything is written in a thread beside this one.
 */
export function openSqliteTable(options: {
  file: string;
  indexes: readonly IndexDefinition[];
  thread?: string;
}): SqliteTable {
  const { file, indexes, thread } = options;
  const release = takeLock(file);
  try {
    const db = withTableErrors(() => openDatabase(file));
    try {
      return createSqliteTable(db, indexes, { thread: thread && { program: thread, file }, release });
    } catch (error) {
      closeDatabase(db);
      throw error;
    }
  } catch (error) {
    release();
    throw error;
  }
}

/** The same on a database that is open already. */
export function createSqliteTable(
  db: Database.Database,
  indexes: readonly IndexDefinition[],
  { thread, release }: { thread?: { program: string; file: string } | ""; release?(): void } = {},
): SqliteTable {
  withTableErrors(() => prepareSchema(db, indexes));
  const reader = new SqliteReader(db);
  const queries = new SqliteQueries(db, indexes);
  const heads = new SqliteHeads(db);
  const scanner = new SqliteScan(db);
  const watches = new Watches();
  const read = <T>(work: () => T): T => whileOpen(db, work);
  const writer: Writer = thread
    ? writeBeside(thread.program, { file: thread.file, indexes })
    : createWriter(db, indexes);
  return {
    indexes,
    engine: "sqlite",
    watch: () => watches.open(),
    async scan({ limit, after }) {
      checkScan(limit, after);
      return read(() => scanner.page(limit, after ?? null));
    },
    async get(key) {
      checkKey(key, "key");
      return read(() => reader.find(key)?.item ?? null);
    },
    async getMany(keys) {
      checkGetMany(keys);
      return { items: read(() => reader.findMany(keys)), undone: [] };
    },
    async query(query) {
      return isHead(query) ? heads.page(query) : read(() => queries.page(query));
    },
    async transact(writes, token) {
      checkTransaction(writes, token, indexes);
      const pending = writes.map((write) => toPending(write, indexes));
      await watches.during(writer.write(pending, token), () => writes.map(keyOf));
    },
    async append(items) {
      checkAppend(items, indexes);
      const pending = items.map((item) => toPending({ put: item }, indexes));
      await watches.during(writer.write(pending, null), () => pending.map(({ write }) => keyOf(write)));
      return { undone: [] };
    },
    async deleteExpired(nowSeconds) {
      let deleted: Key[] = [];
      const deleting = writer.deleteExpired(nowSeconds).then((keys) => {
        deleted = keys;
      });
      await watches.during(deleting, () => deleted);
      return deleted.length;
    },
    async close() {
      await writer.close();
      closeDatabase(db);
      release?.();
    },
  };
}
