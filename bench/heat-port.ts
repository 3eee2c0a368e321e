import { itemSize } from "#server/platform/item-size.ts";
import type { IndexDefinition, Item, Key, TablePort, Write } from "#server/platform/table.ts";
import { keyOf } from "#server/platform/table.ts";
import { entryOf, resultOf } from "#server/platform/table-semantics.ts";

/** Units by partition: `pk` of the table, or `index:pk`. */
export type Heat = { read: Map<string, number>; write: Map<string, number> };

/** A port that does what `port` does and adds up, for each partition, what DynamoDB would count there. */
export function createHeatPort(port: TablePort): { port: TablePort; heat: Heat; take(): Heat } {
  let heat: Heat = { read: new Map(), write: new Map() };
  const add = (to: Map<string, number>, partition: string, units: number) =>
    units > 0 && to.set(partition, (to.get(partition) ?? 0) + units);
  const read = (partition: string, bytes: number, isWeak: boolean) =>
    add(heat.read, partition, Math.max(1, Math.ceil(bytes / 4096)) * (isWeak ? 0.5 : 1));
  const wrote = (old: Item | null, item: Item | null, key: Key, times: 1 | 2) => {
    const bytes = Math.max(old ? itemSize(old) : 0, item ? itemSize(item) : 0);
    add(heat.write, key.pk, times * Math.max(1, Math.ceil(bytes / 1024)));
    for (const index of port.indexes) indexed(old, item, index);
  };
  const indexed = (old: Item | null, item: Item | null, index: IndexDefinition) => {
    const [before, after] = [entryOf(old, index), entryOf(item, index)];
    const units = (entry: { item: Item }) => Math.max(1, Math.ceil(itemSize(entry.item) / 1024));
    const isSame = before && after && before.pk === after.pk && before.sk === after.sk;
    if (isSame && JSON.stringify(before.item) === JSON.stringify(after.item)) return;
    if (before && !isSame) add(heat.write, `${index.name}:${before.pk}`, units(before));
    if (after) add(heat.write, `${index.name}:${after.pk}`, units(after));
  };
  const oldOf = (key: Key) => port.get(key);
  const heated: TablePort = {
    ...port,
    async get(key, options) {
      const item = await port.get(key, options);
      read(key.pk, item ? itemSize(item) : 0, options?.stale ?? false);
      return item;
    },
    async getMany(keys, options) {
      const answer = await port.getMany(keys, options);
      for (const key of keys) {
        const item = answer.items.find(({ pk, sk }) => pk === key.pk && sk === key.sk);
        read(key.pk, item ? itemSize(item) : 0, options?.stale ?? false);
      }
      return answer;
    },
    async query(query) {
      const page = await port.query(query);
      const bytes = page.items.reduce((sum, item) => sum + itemSize(item), 0);
      const { index, pk } = query;
      read(index ? `${index}:${pk}` : pk, bytes, index !== undefined || (query.stale ?? false));
      return page;
    },
    async transact(writes, token) {
      const olds = await Promise.all(writes.map((write: Write) => oldOf(keyOf(write))));
      await port.transact(writes, token);
      for (const [at, write] of writes.entries()) wrote(olds[at]!, resultOf(write, olds[at]!), keyOf(write), 2);
    },
    async append(items) {
      const olds = await Promise.all(items.map(oldOf));
      const answer = await port.append(items);
      for (const [at, item] of items.entries()) wrote(olds[at]!, item, item, 1);
      return answer;
    },
  };
  return {
    port: heated,
    heat,
    take() {
      const taken = heat;
      heat = { read: new Map(), write: new Map() };
      return taken;
    },
  };
}
