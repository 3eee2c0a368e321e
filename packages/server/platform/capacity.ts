import { checkAppend, checkTransaction } from "./check-writes.ts";
import { itemSize } from "./item-size.ts";
import { type IndexDefinition, type Item, type Key, keyOf, type TablePort, type Write } from "./table.ts";
import { entryOf, keyText, resultOf } from "./table-semantics.ts";

/**
 * What a piece of work would be billed on DynamoDB, in capacity units, and how long it must wait: `requests` in all,
 * of which `depth` one after another (those sent together count once).
 */
export type Meter = {
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly requests: number;
  readonly depth: number;
  reset(): void;
};

/**
 * A port that does what `port` does and meters it by DynamoDB's rules. Source: «Read and write operations» in the
 * DynamoDB developer guide. To know what is replaced it reads old items from `port`, which costs time and no units.
 */
export function createMeteredTable(port: TablePort): { port: TablePort; meter: Meter } {
  const meter = new CountingMeter();
  const metered: TablePort = {
    indexes: port.indexes,
    engine: port.engine,
    // Not a request's, so not the meter's.
    scan: (options) => port.scan(options),
    get: (key, options) =>
      meter.request(async () => {
        const item = await port.get(key, options);
        meter.readUnits += readUnits(item ? itemSize(item) : 0, options?.stale);
        return item;
      }),
    getMany: (keys, options) =>
      meter.request(async () => {
        const answer = await port.getMany(keys, options);
        for (const item of answer.items) meter.readUnits += readUnits(itemSize(item), options?.stale);
        const missing = keys.length - answer.items.length - answer.undone.length;
        meter.readUnits += missing * readUnits(0, options?.stale);
        return answer;
      }),
    query: (query) =>
      meter.request(async () => {
        const page = await port.query(query);
        const size = page.items.reduce((sum, item) => sum + itemSize(item), 0);
        meter.readUnits += readUnits(size, query.stale || query.index !== undefined);
        return page;
      }),
    async transact(given, token) {
      checkTransaction(given, token, port.indexes);
      const writes = structuredClone(given);
      await meter.request(async () => {
        const olds = await readOld(port, writes.map(keyOf));
        const costs = writes.map((write) => costOf(write, olds, port.indexes));
        for (const { units } of costs) meter.writeUnits += 2 * units;
        await port.transact(writes, token);
        for (const { indexUnits } of costs) meter.writeUnits += indexUnits;
      });
    },
    async append(given) {
      checkAppend(given, port.indexes);
      const items = structuredClone(given);
      return meter.request(async () => {
        const olds = await readOld(port, items);
        const answer = await port.append(items);
        const undone = new Set(answer.undone.map(keyText));
        for (const item of items) {
          if (undone.has(keyText(item))) continue;
          const { units, indexUnits } = costOf({ put: item }, olds, port.indexes);
          meter.writeUnits += units + indexUnits;
        }
        return answer;
      });
    },
  };
  return { port: metered, meter };
}

class CountingMeter implements Meter {
  readUnits = 0;
  writeUnits = 0;
  requests = 0;
  depth = 0;
  #answered = 0;
  #era = 0;

  /** Counts a request, one level deeper than the deepest that has been answered. */
  async request<T>(send: () => Promise<T>): Promise<T> {
    const era = this.#era;
    const depth = this.#answered + 1;
    this.requests++;
    this.depth = Math.max(this.depth, depth);
    try {
      return await send();
    } finally {
      // What was sent before a reset says nothing about the work measured after it.
      if (era === this.#era) this.#answered = Math.max(this.#answered, depth);
    }
  }

  reset(): void {
    this.readUnits = this.writeUnits = this.requests = this.depth = this.#answered = 0;
    this.#era++;
  }
}

type Cost = { units: number; indexUnits: number };

/** The units of one write outside a transaction: the larger of old and new item, and each index entry that changes. */
function costOf(write: Write, olds: ReadonlyMap<string, Item>, indexes: readonly IndexDefinition[]): Cost {
  const old = olds.get(keyText(keyOf(write))) ?? null;
  const item = resultOf(write, old);
  const sizes = [old, item].map((each) => (each ? itemSize(each) : 0));
  const indexUnits = indexes.map((index) => entryUnits(old, item, index)).reduce((sum, units) => sum + units, 0);
  return { units: writeUnits(Math.max(...sizes)), indexUnits };
}

function entryUnits(oldItem: Item | null, item: Item | null, index: IndexDefinition): number {
  const old = entryOf(oldItem, index);
  const entry = entryOf(item, index);
  const oldSize = old ? itemSize(old.item) : 0;
  const size = entry ? itemSize(entry.item) : 0;
  if (!old || !entry) return old || entry ? writeUnits(oldSize + size) : 0;
  if (old.pk !== entry.pk || old.sk !== entry.sk) return writeUnits(oldSize) + writeUnits(size);
  return isSame(old.item, entry.item) ? 0 : writeUnits(Math.max(oldSize, size));
}

function isSame(a: Item, b: Item): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

// An update and a put may leave the same attributes in another order.
function sorted(item: Item): [string, unknown][] {
  return Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1));
}

function readUnits(bytes: number, isHalf = false): number {
  return Math.max(1, Math.ceil(bytes / 4096)) * (isHalf ? 0.5 : 1);
}

function writeUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / 1024));
}

async function readOld(port: TablePort, keys: readonly Key[]): Promise<Map<string, Item>> {
  const found = new Map<string, Item>();
  let missing = keys.map(({ pk, sk }) => ({ pk, sk }));
  while (missing.length > 0) {
    const { items, undone } = await port.getMany(missing);
    for (const item of items) found.set(keyText(item), item);
    missing = undone;
  }
  return found;
}
