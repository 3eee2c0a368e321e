import type Database from "libsql";
import { checkQuery } from "#server/platform/check-query.ts";
import type { Item, Query, QueryPage } from "#server/platform/table.ts";
import { whileOpen } from "./sqlite-errors.ts";
import { restoredKey, storedKey } from "./sqlite-rows.ts";

/** A look-up reads few rows of a partition; so many look-ups share a statement. */
const MOST_ROWS = 20;
const AT_ONCE = 100;

type Call = { query: Query; resolve(page: QueryPage): void; reject(error: unknown): void };

/** Whether a query asks for the first few items of a partition and nothing more. */
export function isHead({ index, from, to, prefix, after, holding, newestFirst, limit }: Query): boolean {
  return (
    [index, from, to, prefix, after, holding].every((one) => one === undefined) && !newestFirst && limit <= MOST_ROWS
  );
}

/**
 * Answers such queries. Those that come in one turn share a statement: imports and the search for duplicates
 * look up thousands of phones and emails, and half of each look-up's time is its statement's.
 */
export class SqliteHeads {
  readonly #db: Database.Database;
  readonly #statements = new Map<number, Database.Statement>();
  #waiting: Call[] = [];

  constructor(db: Database.Database) {
    this.#db = db;
  }

  page(query: Query): Promise<QueryPage> {
    checkQuery(query, []);
    if (this.#waiting.length === 0) queueMicrotask(() => this.#flush());
    return new Promise((resolve, reject) => this.#waiting.push({ query, resolve, reject }));
  }

  #flush(): void {
    const calls = this.#waiting;
    this.#waiting = [];
    const byLimit = new Map<number, Call[]>();
    for (const call of calls) {
      const same = byLimit.get(call.query.limit);
      if (same) same.push(call);
      else byLimit.set(call.query.limit, [call]);
    }
    for (const [limit, same] of byLimit)
      for (let at = 0; at < same.length; at += AT_ONCE) this.#answer(limit, same.slice(at, at + AT_ONCE));
  }

  #answer(limit: number, calls: readonly Call[]): void {
    try {
      const partitions = JSON.stringify(calls.map(({ query }) => storedKey(query.pk)));
      const [text] = whileOpen(this.#db, () => this.#statement(limit).get([partitions])) as [string];
      const pages = JSON.parse(`[${text}]`) as [string, Item][][];
      for (const [at, { query, resolve }] of calls.entries()) resolve(pageOf(query, pages[at]!));
    } catch (error) {
      for (const { reject } of calls) reject(error);
    }
  }

  #statement(limit: number): Database.Statement {
    const sql =
      "SELECT group_concat('[' || coalesce((SELECT group_concat('[' || json_quote(sk) || ',' || body || ']') FROM" +
      ` (SELECT sk, body FROM items WHERE pk = wanted.value ORDER BY sk LIMIT ${limit})), '') || ']')` +
      " FROM json_each(?) AS wanted";
    const known = this.#statements.get(limit) ?? this.#db.prepare(sql).raw();
    this.#statements.set(limit, known);
    return known;
  }
}

function pageOf({ pk, limit }: Query, rows: readonly [string, Item][]): QueryPage {
  const items = rows.map(([sk, attributes]): Item => ({ ...attributes, pk, sk: restoredKey(sk) }));
  const last = items.at(-1);
  return { items, next: last && items.length === limit ? { sk: last.sk } : null };
}
