import type Database from "libsql";
import { checkQuery, type KeyRange } from "#server/platform/check-query.ts";
import type { IndexDefinition, Item, Position, Query, QueryPage } from "#server/platform/table.ts";
import { restoredKey, storedKey, toItem, toProjectedItem } from "./sqlite-rows.ts";
import { indexTable } from "./sqlite-schema.ts";

// As DynamoDB does, so that one page never costs much memory; counted in characters of the stored text.
const MAX_PAGE_LENGTH = 1024 * 1024;
const FIRST_READ = 32;

/** The rows of a partition: (sk, body) of the table, (isk, body, pk, sk) of an index. */
type Row = [sk: string, body: string, itemPk: string, itemSk: string];
type Bound = { sql: string; values: string[] };

/** Answers queries of one partition of the table or of an index. An index is answered from its own rows alone. */
export class SqliteQueries {
  readonly #db: Database.Database;
  readonly #indexes: readonly IndexDefinition[];
  readonly #statements = new Map<string, Database.Statement>();

  constructor(db: Database.Database, indexes: readonly IndexDefinition[]) {
    this.#db = db;
    this.#indexes = indexes;
  }

  page(query: Query): QueryPage {
    const range = checkQuery(query, this.#indexes);
    const index = this.#indexes.find(({ name }) => name === query.index) ?? null;
    const items: Item[] = [];
    let length = 0;
    let after = query.after;
    // In several reads, because libsql cannot leave a result half read without keeping the file's log from ending.
    for (let read = FIRST_READ; ; read = Math.ceil((MAX_PAGE_LENGTH - length) / (length / items.length))) {
      const limit = Math.min(read, query.limit - items.length);
      const rows = this.#read({ ...query, after, limit }, range, index);
      for (const row of rows) {
        items.push(itemOf(row, query.pk, index));
        length += row[1].length;
        after = positionOf(row, index);
        if (items.length === query.limit || length >= MAX_PAGE_LENGTH) return { items, next: after };
      }
      if (rows.length < limit) return { items, next: null };
    }
  }

  #read(query: Query, range: KeyRange, index: IndexDefinition | null): Row[] {
    const sk = index ? "isk" : "sk";
    const bounds = boundsOf(query, range, sk, index !== null);
    const sql =
      `SELECT ${sk}, body${index ? ", pk, sk" : ""} FROM ${index ? indexTable(index.name) : "items"}` +
      ` WHERE ${index ? "ipk" : "pk"} = ?${bounds.map((bound) => ` AND ${bound.sql}`).join("")}` +
      ` ORDER BY ${orderOf(query, index !== null)} LIMIT ?`;
    const values = [storedKey(query.pk), ...bounds.flatMap((bound) => bound.values.map(storedKey)), query.limit];
    return this.#statement(sql).all(values) as Row[];
  }

  #statement(sql: string): Database.Statement {
    const known = this.#statements.get(sql) ?? this.#db.prepare(sql).raw();
    this.#statements.set(sql, known);
    return known;
  }
}

function boundsOf({ after, newestFirst }: Query, { least, most, below }: KeyRange, sk: string, inIndex: boolean) {
  const bounds: Bound[] = [];
  // A cursor lies in the range, so it takes the place of the bound it started from.
  if (after && inIndex && after.key)
    bounds.push({
      sql: `(isk, pk, sk) ${newestFirst ? "<" : ">"} (?, ?, ?)`,
      values: [after.sk, after.key.pk, after.key.sk],
    });
  else if (after) bounds.push({ sql: `sk ${newestFirst ? "<" : ">"} ?`, values: [after.sk] });
  if (least !== null && !(after && !newestFirst)) bounds.push({ sql: `${sk} >= ?`, values: [least] });
  if (most !== null && !(after && newestFirst)) bounds.push({ sql: `${sk} <= ?`, values: [most] });
  if (below !== null && !(after && newestFirst)) bounds.push({ sql: `${sk} < ?`, values: [below] });
  return bounds;
}

function orderOf({ newestFirst }: Query, inIndex: boolean): string {
  const direction = newestFirst ? "DESC" : "ASC";
  return (inIndex ? ["isk", "pk", "sk"] : ["sk"]).map((column) => `${column} ${direction}`).join(", ");
}

function itemOf([sk, body, itemPk, itemSk]: Row, pk: string, index: IndexDefinition | null): Item {
  const place = { pk, sk: restoredKey(sk) };
  if (!index) return toItem(place, body);
  return toProjectedItem({ pk: restoredKey(itemPk), sk: restoredKey(itemSk) }, body, index, place);
}

function positionOf([sk, , itemPk, itemSk]: Row, index: IndexDefinition | null): Position {
  if (!index) return { sk: restoredKey(sk) };
  return { sk: restoredKey(sk), key: { pk: restoredKey(itemPk), sk: restoredKey(itemSk) } };
}
