import type Database from "libsql";
import type { Item, Key, ScanPage } from "#server/platform/table.ts";
import { restoredKey, storedKey, toItem } from "./sqlite-rows.ts";

const MAX_PAGE_LENGTH = 1024 * 1024;
const ROWS_AT_ONCE = 100;

/** Reads the table as a whole, in the order of its keys. */
export class SqliteScan {
  readonly #rows: Database.Statement;

  constructor(db: Database.Database) {
    this.#rows = db.prepare("SELECT pk, sk, body FROM items WHERE (pk, sk) > (?, ?) ORDER BY pk, sk LIMIT ?").raw();
  }

  page(limit: number, after: Key | null): ScanPage {
    const items: Item[] = [];
    let length = 0;
    let from: [string, string] = after ? [storedKey(after.pk), storedKey(after.sk)] : ["", ""];
    for (;;) {
      const most = Math.min(ROWS_AT_ONCE, limit - items.length);
      const rows = this.#rows.all([...from, most]) as [string, string, string][];
      for (const [pk, sk, body] of rows) {
        items.push(toItem({ pk: restoredKey(pk), sk: restoredKey(sk) }, body));
        length += body.length;
        from = [pk, sk];
      }
      if (rows.length < most) return { items, next: null };
      const last = items.at(-1)!;
      if (items.length >= limit || length >= MAX_PAGE_LENGTH) return { items, next: { pk: last.pk, sk: last.sk } };
    }
  }
}
