import type Database from "libsql";
import { checkQuery, type KeyRange } from "#server/platform/check-query.ts";
import { indexKeyNames } from "#server/platform/index-keys.ts";
import type { IndexDefinition, Item, Position, Query, QueryPage, Value } from "#server/platform/table.ts";
import { restoredKey, storedKey } from "./sqlite-rows.ts";
import { indexTable } from "./sqlite-schema.ts";

// As DynamoDB does, so that one page never costs much memory; counted in characters of the stored text.
const MAX_PAGE_LENGTH = 1024 * 1024;
const FIRST_READ = 32;
/** Where most come bare. */
const FIRST_READ_BARE = 500;

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
    let length = 0;
    let after = query.after;
    // In several reads, so that a page of a few large items is not read a hundred deep to be cut at the third.
    for (
      let most = query.lacking ? FIRST_READ_BARE : FIRST_READ;
      ;
      most = Math.ceil((MAX_PAGE_LENGTH - length) / (length / items.length))
    ) {
      const limit = Math.min(most, query.limit - items.length);
      const { rows, read } = this.#read({ ...query, after, limit }, range, index);
      for (const row of rows) items.push(itemOf(row, query.pk, index));
      length += read;
      const last = rows.at(-1);
      if (!last || rows.length < limit) return { items, next: null };
      after = positionOf(last, index);
      if (items.length === query.limit || length >= MAX_PAGE_LENGTH) return { items, next: after };
    }
  }

  /** The rows as two texts, bodies and keys: libsql gives one value for much less time and memory than many rows. */
  #read(query: Query, range: KeyRange, index: IndexDefinition | null): { rows: Row[]; read: number } {
    const columns = index ? ["isk", "pk", "sk"] : ["sk"];
    const bounds = boundsOf(query, range, index !== null);
    const { lacking } = query;
    const body = lacking ? "CASE WHEN instr(body, ?) OR NOT instr(body, ?) THEN body ELSE '{}' END" : "body";
    const sql =
      `SELECT group_concat(${body}), group_concat(${columns.join("||char(1,4)||")}, char(1,4)) FROM (` +
      ` SELECT ${columns.join(", ")}, body FROM ${index ? indexTable(index.name) : "items"}` +
      ` WHERE ${index ? "ipk" : "pk"} = ?${bounds.map((bound) => ` AND ${bound.sql}`).join("")}` +
      ` ORDER BY ${orderOf(query, index !== null)} LIMIT ?)`;
    const values = [
      ...(lacking ? [lacking.text, lacking.mark] : []),
      storedKey(query.pk),
      ...bounds.flatMap((bound) => bound.values.map(storedKey)),
      query.limit,
    ];
    const [bodies, names] = this.#statement(sql).get(values) as [string | null, string | null];
    if (bodies === null) return { rows: [], read: 0 };
    const stored = names!.split("\u0001\u0004");
    const keys = ESCAPES.some((one) => names!.includes(one)) ? stored.map(restoredKey) : stored;
    const rows = (JSON.parse(`[${bodies}]`) as Attributes[]).map((attributes, at): Row => {
      const first = at * columns.length;
      return { attributes, sk: keys[first]!, itemPk: keys[first + 1]!, itemSk: keys[first + 2]! };
    });
    return { rows, read: bodies.length };
  }

  #statement(sql: string): Database.Statement {
    const known = this.#statements.get(sql) ?? this.#db.prepare(sql).raw();
    this.#statements.set(sql, known);
    return known;
  }
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
