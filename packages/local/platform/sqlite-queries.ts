import type Database from "libsql";
import { checkQuery, type KeyRange } from "#server/platform/check-query.ts";
import { indexKeyNames } from "#server/platform/index-keys.ts";
import type { IndexDefinition, Item, Position, Query, QueryPage, Value } from "#server/platform/table.ts";
import { restoredKey, storedKey } from "./sqlite-rows.ts";
import { indexTable } from "./sqlite-schema.ts";

// As DynamoDB does, so that one page never costs much memory; counted in characters of the stored text.
const MAX_PAGE_LENGTH = 1024 * 1024;
const FIRST_READ = 32;
/** Where most are left out. */
const FIRST_LOOK = 500;

/** A row of a partition: its sort key and its attributes, and in an index the item's own key. */
type Row = { sk: string; attributes: Attributes; itemPk: string; itemSk: string };
type Attributes = { [name: string]: Value };
type Bound = { sql: string; values: string[] };

/** What `storedKey` writes in place of other letters. */
const ESCAPES = ["\u0001\u0002", "\u0001\u0003"];

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
    let read = 0;
    let length = 0;
    let after = query.after;
    // In several reads, so that a page of a few large items is not read a hundred deep to be cut at the third.
    for (
      let most = query.holding ? FIRST_LOOK : FIRST_READ;
      ;
      most = Math.ceil((MAX_PAGE_LENGTH - length) / (length / read))
    ) {
      const limit = Math.min(most, query.limit - read);
      const found = this.#read({ ...query, after, limit }, range, index);
      for (const row of found.rows) items.push(itemOf(row, query.pk, index));
      if (!found.end) return { items, next: null };
      read += limit;
      length += found.length;
      after = found.end;
      if (read === query.limit || length >= MAX_PAGE_LENGTH) return { items, next: after, read };
    }
  }

  /**
   * The rows as two texts, bodies and keys: libsql gives one value for much less time and memory than many rows. `end` is where
   * the last stands that was looked at; null when there were fewer than the limit.
   */
  #read(
    query: Query,
    range: KeyRange,
    index: IndexDefinition | null,
  ): { rows: Row[]; end: Position | null; length: number } {
    const { holding, limit } = query;
    const columns = index ? ["isk", "pk", "sk"] : ["sk"];
    const names = columns.join("||char(1,4)||");
    const bounds = boundsOf(query, range, index !== null);
    const source =
      `FROM ${index ? indexTable(index.name) : "items"}` +
      ` WHERE ${index ? "ipk" : "pk"} = ?${bounds.map((bound) => ` AND ${bound.sql}`).join("")}` +
      ` ORDER BY ${orderOf(query, index !== null)}`;
    const bound = [storedKey(query.pk), ...bounds.flatMap(({ values }) => values.map(storedKey))];
    // Of what is left out not even the keys are brought, but for the last.
    const last = holding ? `(SELECT ${names} ${source} LIMIT 1 OFFSET ?)` : "NULL";
    const sql =
      `SELECT group_concat(body), group_concat(${names}, char(1,4)), ${last}` +
      ` FROM (SELECT ${columns.join(", ")}, body ${source} LIMIT ?)` +
      (holding ? " WHERE instr(body, ?) OR NOT instr(body, ?)" : "");
    const values = [
      ...(holding ? [...bound, limit - 1] : []),
      ...bound,
      limit,
      ...(holding ? [holding.text, holding.mark] : []),
    ];
    const [bodies, keys, end] = this.#statement(sql).get(values) as (string | null)[];
    const rows = bodies ? rowsOf(bodies, keysOf(keys!), columns.length) : [];
    const [lastRow] = holding ? (end ? rowsOf("{}", keysOf(end), columns.length) : []) : rows.slice(limit - 1);
    return { rows, end: lastRow ? positionOf(lastRow, index) : null, length: bodies?.length ?? 0 };
  }

  #statement(sql: string): Database.Statement {
    const known = this.#statements.get(sql) ?? this.#db.prepare(sql).raw();
    this.#statements.set(sql, known);
    return known;
  }
}

function keysOf(names: string): string[] {
  const keys = names.split("\u0001\u0004");
  return ESCAPES.some((one) => names.includes(one)) ? keys.map(restoredKey) : keys;
}

function rowsOf(bodies: string, keys: readonly string[], width: number): Row[] {
  return (JSON.parse(`[${bodies}]`) as Attributes[]).map((attributes, at) => {
    const first = at * width;
    return { attributes, sk: keys[first]!, itemPk: keys[first + 1]!, itemSk: keys[first + 2]! };
  });
}

function boundsOf({ after, newestFirst }: Query, { least, most, below }: KeyRange, inIndex: boolean): Bound[] {
  const sk = inIndex ? "isk" : "sk";
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

function itemOf({ sk, attributes, itemPk, itemSk }: Row, pk: string, index: IndexDefinition | null): Item {
  if (!index) return { pk, sk, ...attributes };
  const names = indexKeyNames(index);
  // Added to what was parsed: copying it takes longer than all else that is done for a row.
  attributes[names.pk] = pk;
  attributes[names.sk] = sk;
  attributes.pk = itemPk;
  attributes.sk = itemSk;
  return attributes as Item;
}

function positionOf({ sk, itemPk, itemSk }: Row, index: IndexDefinition | null): Position {
  if (!index) return { sk };
  return { sk, key: { pk: itemPk, sk: itemSk } };
}
