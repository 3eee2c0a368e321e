import { checkQuery, checkScan } from "./check-query.ts";
import { checkKey } from "./check-values.ts";
import { checkAppend, checkGetMany, checkTransaction } from "./check-writes.ts";
import { MemoryIndex } from "./memory-index.ts";
import { MemoryRows } from "./memory-rows.ts";
import {
  type FailedCondition,
  type IndexDefinition,
  type Item,
  type Key,
  keyOf,
  type Query,
  type QueryPage,
  type ScanPage,
  type TablePort,
  type Watch,
  type Write,
} from "./table.ts";
import { checkedResult, conditionFailed, copyItem, isAllowed } from "./table-semantics.ts";
import { fingerprintOf, TokenMemory } from "./token-memory.ts";
import { Watches } from "./watches.ts";

export type MemoryTableOptions = {
  indexes: readonly IndexDefinition[];
  /** Asked for each index update: how many further calls of the table do not see it yet. None by default. */
  indexDelay?: () => number;
  /** Milliseconds, for the ten minutes of a token. */
  now?: () => number;
};

export type MemoryTable = TablePort & {
  /** Lets every index catch up. */
  settle(): void;
  /** DynamoDB's own deletion of expired items, run when the test says so. Returns how many went. */
  deleteExpired(nowSeconds: number): number;
};

/** The table in memory, for tests: what is put in and taken out is copied, and its indexes can be made to lag. */
export function createMemoryTable(options: MemoryTableOptions): MemoryTable {
  return new InMemoryTable(options);
}

class InMemoryTable implements MemoryTable {
  readonly indexes: readonly IndexDefinition[];
  readonly engine = "memory";
  readonly #watches = new Watches();
  readonly #rows = new MemoryRows();
  readonly #indexes: MemoryIndex[];
  readonly #tokens = new TokenMemory();
  readonly #delay: () => number;
  readonly #now: () => number;
  #calls = 0;

  constructor({ indexes, indexDelay = () => 0, now = Date.now }: MemoryTableOptions) {
    this.indexes = indexes;
    this.#indexes = indexes.map((definition) => new MemoryIndex(definition));
    this.#delay = indexDelay;
    this.#now = now;
  }

  async get(key: Key): Promise<Item | null> {
    this.#beginCall();
    checkKey(key, "key");
    const item = this.#find(key);
    return item && copyItem(item);
  }

  async getMany(keys: readonly Key[]): Promise<{ items: Item[]; undone: Key[] }> {
    this.#beginCall();
    checkGetMany(keys);
    const items = keys.map((key) => this.#find(key)).filter((item) => item !== null);
    return { items: items.map(copyItem), undone: [] };
  }

  async query(query: Query): Promise<QueryPage> {
    this.#beginCall();
    const range = checkQuery(query, this.indexes);
    const index = this.#indexes.find(({ definition }) => definition.name === query.index);
    return (index?.rows ?? this.#rows).page(query, range);
  }

  async transact(writes: readonly Write[], token: string): Promise<void> {
    this.#beginCall();
    checkTransaction(writes, token, this.indexes);
    const fingerprint = fingerprintOf(JSON.stringify(writes));
    if (this.#tokens.isDone(token, fingerprint, this.#now())) return;
    const steps = writes.map((write) => ({ write, old: this.#find(keyOf(write)) }));
    const failed: FailedCondition[] = [];
    for (const [index, { write, old }] of steps.entries())
      if (!isAllowed(write, old)) failed.push({ index, item: old && copyItem(old) });
    if (failed.length > 0) throw conditionFailed(failed);
    const results = steps.map(({ write, old }, i) => checkedResult(write, old, `write ${i}`));
    for (const [i, write] of writes.entries()) if (!("check" in write)) this.#write(keyOf(write), results[i] ?? null);
    this.#tokens.remember(token, fingerprint, this.#now());
  }

  async append(items: readonly Item[]): Promise<{ undone: Item[] }> {
    this.#beginCall();
    checkAppend(items, this.indexes);
    for (const item of items) this.#write(item, item);
    return { undone: [] };
  }

  async scan({ limit, after }: { limit: number; after?: Key }): Promise<ScanPage> {
    this.#beginCall();
    checkScan(limit, after);
    return this.#rows.scan(limit, after ?? null);
  }

  watch(): Watch {
    return this.#watches.open();
  }

  settle(): void {
    this.#settle(Number.POSITIVE_INFINITY);
  }

  deleteExpired(nowSeconds: number): number {
    const expired = [...this.#rows.all()].filter(({ item }) => typeof item.ttl === "number" && item.ttl <= nowSeconds);
    for (const { key } of expired) this.#write(key, null);
    return expired.length;
  }

  #beginCall(): void {
    this.#settle(this.#calls);
    this.#calls++;
  }

  #settle(clock: number): void {
    for (const index of this.#indexes) index.settle(clock);
  }

  #find(key: Key): Item | null {
    return this.#rows.find(key.pk, { sk: key.sk, key })?.item ?? null;
  }

  #write({ pk, sk }: Key, result: Item | null): void {
    const key = { pk, sk };
    this.#watches.note(key);
    const item = result && copyItem(result);
    if (item) this.#rows.put(pk, { sk, key, item });
    else this.#rows.delete(pk, { sk, key });
    for (const index of this.#indexes) index.write(key, item, this.#calls + this.#delay());
  }
}
