import type Database from "libsql";
import type { IndexDefinition } from "#server/platform/table.ts";
import { restoredKey, toEntryRow, toItem } from "./sqlite-rows.ts";

/** The name, quoted, of the table that holds an index. */
export function indexTable(name: string): string {
  if (!/^\w{3,}$/.test(name)) throw new Error(`"${name}" cannot name an index`);
  return `"index_${name}"`;
}

/** Makes the tables that are missing, fills indexes that are new or project something else, and drops those no longer declared. */
export function prepareSchema(db: Database.Database, indexes: readonly IndexDefinition[]): void {
  db.exec("BEGIN IMMEDIATE");
  try {
    db.exec(`
      CREATE TABLE IF NOT EXISTS items (
        pk TEXT NOT NULL, sk TEXT NOT NULL, body TEXT NOT NULL, ttl REAL, PRIMARY KEY (pk, sk)
      ) WITHOUT ROWID;
      CREATE INDEX IF NOT EXISTS items_by_ttl ON items (ttl) WHERE ttl IS NOT NULL;
      CREATE TABLE IF NOT EXISTS indexes (name TEXT PRIMARY KEY, project TEXT NOT NULL) WITHOUT ROWID;
    `);
    const known = new Map(db.prepare("SELECT name, project FROM indexes").raw().all() as [string, string][]);
    for (const index of indexes) {
      if (known.get(index.name) !== JSON.stringify(index.project)) buildIndex(db, index);
      known.delete(index.name);
    }
    for (const name of known.keys()) dropIndex(db, name);
    db.exec("COMMIT");
  } catch (error) {
    if (db.inTransaction) db.exec("ROLLBACK");
    throw error;
  }
}

function buildIndex(db: Database.Database, index: IndexDefinition): void {
  dropIndex(db, index.name);
  const table = indexTable(index.name);
  db.exec(`
    CREATE TABLE ${table} (
      ipk TEXT NOT NULL, isk TEXT NOT NULL, pk TEXT NOT NULL, sk TEXT NOT NULL, body TEXT NOT NULL,
      PRIMARY KEY (ipk, isk, pk, sk)
    ) WITHOUT ROWID
  `);
  db.prepare("INSERT INTO indexes VALUES (?, ?)").run([index.name, JSON.stringify(index.project)]);
  const insert = db.prepare(`INSERT INTO ${table} VALUES (?, ?, ?, ?, ?)`);
  const having = db.prepare("SELECT pk, sk, body FROM items WHERE instr(body, ?) > 0").raw();
  const rows = having.iterate([`"${index.name}Pk":`]) as IterableIterator<[string, string, string]>;
  for (const [pk, sk, body] of rows) {
    const item = toItem({ pk: restoredKey(pk), sk: restoredKey(sk) }, body);
    const entry = toEntryRow(item, body, index);
    if (entry) insert.run([entry.pk, entry.sk, pk, sk, entry.body]);
  }
}

function dropIndex(db: Database.Database, name: string): void {
  db.exec(`DROP TABLE IF EXISTS ${indexTable(name)}`);
  db.prepare("DELETE FROM indexes WHERE name = ?").run([name]);
}
