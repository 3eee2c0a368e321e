import type Database from "libsql";
import type { IndexDefinition, Item, Key } from "#server/platform/table.ts";
import { type EntryRow, type ItemRow, restoredKey, storedKey, toItem, toRowWithBody } from "./sqlite-rows.ts";
import { indexTable } from "./sqlite-schema.ts";

/** An item and the text it is stored as. */
export type Stored = { item: Item; body: string };

type IndexStatements = { put: Database.Statement; delete: Database.Statement };

export class SqliteReader {
  readonly #find: Database.Statement;
  readonly #findMany: Database.Statement;

  constructor(db: Database.Database) {
    this.#find = db.prepare("SELECT body FROM items WHERE pk = ? AND sk = ?").raw();
    this.#findMany = db
      .prepare(
        "SELECT group_concat(wanted.key), group_concat(body) FROM json_each(?) AS wanted" +
          " CROSS JOIN items ON pk = wanted.value->>0 AND sk = wanted.value->>1",
      )
      .raw();
  }

  /** The items that are there, in one statement: a third of the time that one for each takes. */
  findMany(keys: readonly Key[]): Item[] {
    const wanted = JSON.stringify(keys.map(({ pk, sk }) => [storedKey(pk), storedKey(sk)]));
    const [places, bodies] = this.#findMany.get([wanted]) as [string | null, string | null];
    if (bodies === null) return [];
    const attributes = JSON.parse(`[${bodies}]`) as Item[];
    const found = JSON.parse(`[${places}]`) as number[];
    return found.map((place, at) => ({ ...attributes[at]!, pk: keys[place]!.pk, sk: keys[place]!.sk }));
  }

  find(key: Key): Stored | null {
    const row = this.#find.get([storedKey(key.pk), storedKey(key.sk)]) as [string] | undefined;
    return row ? { item: toItem(key, row[0]), body: row[0] } : null;
  }
}

/** Reads and writes single items and keeps every index row in step. The caller holds the transaction. */
export class SqliteStore extends SqliteReader {
  readonly indexes: readonly IndexDefinition[];
  readonly #insert: Database.Statement;
  readonly #put: Database.Statement;
  readonly #delete: Database.Statement;
  readonly #expired: Database.Statement;
  readonly #indexStatements: IndexStatements[];

  constructor(db: Database.Database, indexes: readonly IndexDefinition[]) {
    super(db);
    this.indexes = indexes;
    this.#insert = db.prepare(
      "INSERT INTO items (pk, sk, body, ttl) VALUES (?, ?, ?, ?) ON CONFLICT (pk, sk) DO NOTHING",
    );
    this.#put = db.prepare(
      "INSERT INTO items (pk, sk, body, ttl) VALUES (?, ?, ?, ?)" +
        " ON CONFLICT (pk, sk) DO UPDATE SET body = excluded.body, ttl = excluded.ttl",
    );
    this.#delete = db.prepare("DELETE FROM items WHERE pk = ? AND sk = ?");
    this.#expired = db.prepare("SELECT pk, sk FROM items WHERE ttl IS NOT NULL AND ttl <= ? LIMIT 500").raw();
    this.#indexStatements = indexes.map(({ name }) => ({
      put: db.prepare(
        `INSERT INTO ${indexTable(name)} (ipk, isk, pk, sk, body) VALUES (?, ?, ?, ?, ?)` +
          " ON CONFLICT (ipk, isk, pk, sk) DO UPDATE SET body = excluded.body",
      ),
      delete: db.prepare(`DELETE FROM ${indexTable(name)} WHERE ipk = ? AND isk = ? AND pk = ? AND sk = ?`),
    }));
  }

  /** Adds an item that is not there; false, and nothing done, when one of its key is. Much less work than looking first. */
  insert(row: ItemRow): boolean {
    const { pk, sk, body, ttl, entries } = row;
    if (this.#insert.run([pk, sk, body, ttl]).changes === 0) return false;
    for (const [i, entry] of entries.entries()) if (entry) replaceEntry(this.#indexStatements[i]!, pk, sk, null, entry);
    return true;
  }

  /** Takes back `insert`. */
  takeBack({ pk, sk, entries }: ItemRow): void {
    this.#delete.run([pk, sk]);
    for (const [i, statements] of this.#indexStatements.entries())
      replaceEntry(statements, pk, sk, entries[i] ?? null, null);
  }

  /** Puts `row` in the place of the item as it stands; either may be missing. Touches only what differs. */
  replace(old: Stored | null, row: ItemRow | null): void {
    const oldRow = old && toRowWithBody(old.item, old.body, this.indexes);
    const { pk, sk } = (row ?? oldRow)!;
    if (row === null) this.#delete.run([pk, sk]);
    else if (row.body !== old?.body) this.#put.run([pk, sk, row.body, row.ttl]);
    for (const [i, statements] of this.#indexStatements.entries())
      replaceEntry(statements, pk, sk, oldRow?.entries[i] ?? null, row?.entries[i] ?? null);
  }

  /** Up to 500 keys of items whose expiry has come. */
  listExpired(nowSeconds: number): Key[] {
    const rows = this.#expired.all([nowSeconds]) as [string, string][];
    return rows.map(([pk, sk]) => ({ pk: restoredKey(pk), sk: restoredKey(sk) }));
  }
}

function replaceEntry(
  statements: IndexStatements,
  pk: string,
  sk: string,
  old: EntryRow | null,
  entry: EntryRow | null,
): void {
  const stays = old !== null && entry !== null && old.pk === entry.pk && old.sk === entry.sk;
  if (old && !stays) statements.delete.run([old.pk, old.sk, pk, sk]);
  if (entry && !(stays && old.body === entry.body)) statements.put.run([entry.pk, entry.sk, pk, sk, entry.body]);
}
