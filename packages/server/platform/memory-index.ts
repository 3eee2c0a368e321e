import { MemoryRows } from "./memory-rows.ts";
import type { IndexDefinition, Item, Key } from "./table.ts";
import { entryOf, type IndexEntry, keyText } from "./table-semantics.ts";

type Update = { at: number; name: string; key: Key; entry: IndexEntry | null };

/**
 * One index in memory, which may lag. An update waits until the table's count of calls reaches its `at`.
 * Updates of different items overtake each other; those of one item stay in order.
 */
export class MemoryIndex {
  readonly rows = new MemoryRows();
  readonly definition: IndexDefinition;
  readonly #visible = new Map<string, IndexEntry>();
  #waiting: Update[] = [];

  constructor(definition: IndexDefinition) {
    this.definition = definition;
  }

  write(key: Key, item: Item | null, at: number): void {
    const name = keyText(key);
    const before = this.#waiting.findLast((update) => update.name === name);
    const entry = entryOf(item, this.definition);
    this.#waiting.push({ at: Math.max(at, before?.at ?? 0), name, key, entry });
  }

  /** Makes visible what was to be by the call numbered `clock`. */
  settle(clock: number): void {
    if (this.#waiting.length === 0) return;
    const waiting = this.#waiting;
    this.#waiting = waiting.filter(({ at }) => at > clock);
    for (const update of waiting) if (update.at <= clock) this.#show(update);
  }

  #show({ name, key, entry }: Update): void {
    const old = this.#visible.get(name);
    if (old) this.rows.delete(old.pk, { sk: old.sk, key });
    if (entry) this.rows.put(entry.pk, { sk: entry.sk, key, item: entry.item });
    if (entry) this.#visible.set(name, entry);
    else this.#visible.delete(name);
  }
}
