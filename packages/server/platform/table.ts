/**
 * The table: DynamoDB's semantics behind a narrow port. Three adapters meet it (DynamoDB, SQLite, memory)
 * and `test/table.suite.ts` holds all three to what is written here.
 */
export type Value = string | number | boolean | null | Value[] | { [name: string]: Value };
export type Key = { pk: string; sk: string };
export type Item = Key & { [attribute: string]: Value };

/** An index: its key attributes are `<name>Pk` and `<name>Sk`; an item without both is not in it. */
export type IndexDefinition = { name: string; project: "keys" | "all" | readonly string[] };

/** `equals` compares attributes with what was read; `undefined` means the attribute must be missing. */
export type Condition =
  | { absent: true }
  | { present: true }
  | { equals: { [attribute: string]: string | number | boolean | null | undefined } };

/** `update` and `delete` of an item: an update is refused when the item does not exist. */
export type Write =
  | { put: Item; if?: Condition }
  | { update: Key; set?: { [attribute: string]: Value }; remove?: readonly string[]; if?: Condition }
  | { delete: Key; if?: Condition }
  | { check: Key; if: Condition };

/** Where a page ended: the sort key in the order read and, in an index, the item's own key. */
export type Position = { sk: string; key?: Key };

export type Query = {
  index?: string;
  pk: string;
  /** Sort-key range, both ends included; or every key with `prefix`. */
  from?: string;
  to?: string;
  prefix?: string;
  newestFirst?: boolean;
  limit: number;
  after?: Position;
  /**
   * Items whose stored text has `mark` but not `text` may be left out: less to read. They count for `limit`, and `next` says
   * how far was looked. Only for callers who leave them out anyway; an adapter may ignore it.
   */
  holding?: { text: string; mark: string };
  /** Half the price; may miss writes of the last second. An index is always read this way. */
  stale?: boolean;
};

/**
 * `next` is null at the end of the range. A page may be shorter than `limit` without being the last. `read`: how many were
 * looked at, where that is more than came.
 */
export type QueryPage = { items: Item[]; next: Position | null; read?: number };

export type FailedCondition = { index: number; item: Item | null };

export type TableErrorKind =
  | "conditionFailed"
  | "conflict"
  | "throttled"
  | "timeout"
  | "tooLarge"
  | "invalid"
  | "full"
  | "unavailable";

/**
 * What an adapter throws. `conditionFailed` carries each failed write's index and the item as it is;
 * `timeout` means the outcome is unknown; `conflict` and `throttled` mean nothing was written.
 */
export class TableError extends Error {
  constructor(
    readonly kind: TableErrorKind,
    message: string,
    readonly failed: FailedCondition[] = [],
  ) {
    super(message);
    this.name = "TableError";
  }
}

/** One page of everything, in an order of the adapter's own that stays the same from page to page. */
export type ScanPage = { items: Item[]; next: Key | null };

/** Notes the keys that are written from when it was made. */
export type Watch = {
  /** At most so many of the keys noted, which are noted no longer. Keys are noted in the very turn of their write. */
  take(most: number): Key[];
  waiting(): number;
  /** False when more keys waited than are kept, and so it has ended. */
  isWhole(): boolean;
  stop(): void;
};

/**
 * The table as a whole: for exports, restores and migrations alone. Nothing that answers a question of
 * people reaches it: a `Ctx` has no way here, and `test/architecture.test.ts` holds who may name it.
 */
export type WholeTable = {
  /** What keeps the items, such as `sqlite`. */
  readonly engine: string;
  /** Every item, page by page: at most `limit` items or about 1 MB. An item written meanwhile may be seen old, new, or not at all. */
  scan(options: { limit: number; after?: Key }): Promise<ScanPage>;
  /** Missing where other processes write as well. */
  watch?(): Watch;
};

/** What an adapter provides. Batch calls may leave part undone, as DynamoDB's do; `createTable` finishes them. */
export type TablePort = WholeTable & {
  readonly indexes: readonly IndexDefinition[];
  get(key: Key, options?: { stale?: boolean }): Promise<Item | null>;
  /** At most 100 distinct keys. Order is not kept, missing items are left out. */
  getMany(keys: readonly Key[], options?: { stale?: boolean }): Promise<{ items: Item[]; undone: Key[] }>;
  query(query: Query): Promise<QueryPage>;
  /** All or nothing: at most 100 writes on distinct items, 4 MB. The same token within ten minutes is the same call. */
  transact(writes: readonly Write[], token: string): Promise<void>;
  /** Unconditional puts, at most 25, each on its own. */
  append(items: readonly Item[]): Promise<{ undone: Item[] }>;
};

/** What the rest of the server uses: the port with its batches finished and its passing faults retried. */
export type Table = {
  readonly indexes: readonly IndexDefinition[];
  /** How many transactions or batches it is best to have under way at once. */
  readonly atOnce: number;
  get(key: Key, options?: { stale?: boolean }): Promise<Item | null>;
  /** In the order of the keys, null where there is no such item. Any number of keys. */
  getMany(keys: readonly Key[], options?: { stale?: boolean }): Promise<(Item | null)[]>;
  query(query: Query): Promise<QueryPage>;
  transact(writes: readonly Write[]): Promise<void>;
  append(items: readonly Item[]): Promise<void>;
};

export const MAX_TRANSACTION_WRITES = 100;
export const MAX_TRANSACTION_BYTES = 4 * 1024 * 1024;
export const MAX_ITEM_BYTES = 400 * 1024;
export const MAX_BATCH_GET = 100;
export const MAX_BATCH_PUT = 25;

/** `items` has an expiry in `ttl` (epoch seconds). DynamoDB deletes late, so readers check it themselves. */
export function isExpired(item: Item, now: string): boolean {
  return typeof item.ttl === "number" && item.ttl * 1000 <= Date.parse(now);
}

export function keyOf(write: Write): Key {
  if ("put" in write) return { pk: write.put.pk, sk: write.put.sk };
  if ("update" in write) return write.update;
  if ("delete" in write) return write.delete;
  return write.check;
}
