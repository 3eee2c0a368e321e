import { hasIndexKey, indexKeyNames } from "#server/platform/index-keys.ts";
import type { IndexDefinition, Item, Key } from "#server/platform/table.ts";
import { entryOf } from "#server/platform/table-semantics.ts";

/**
 * An item as it is stored: stored keys, the other attributes as JSON text, and its row in each index or null; no list at all when it is in none.
 * An index row's body is what it projects without any key, or the item's own body when it projects all.
 */
export type ItemRow = { pk: string; sk: string; body: string; ttl: number | null; entries: (EntryRow | null)[] };
export type EntryRow = { pk: string; sk: string; body: string };

/**
 * A key as SQLite keeps it. libsql reads text up to the first NUL only, so NUL and U+0001 become pairs that begin with
 * U+0001: the order of the bytes stays as it was, and other pairs are free to part keys from each other.
 */
export function storedKey(key: string): string {
  if (!key.includes("\0") && !key.includes("\u0001")) return key;
  return key.replaceAll("\u0001", "\u0001\u0003").replaceAll("\0", "\u0001\u0002");
}

/** The key that `storedKey` was given. */
export function restoredKey(stored: string): string {
  if (!stored.includes("\u0001")) return stored;
  return stored.replaceAll("\u0001\u0002", "\0").replaceAll("\u0001\u0003", "\u0001");
}

export function keyOfRow({ pk, sk }: Pick<ItemRow, "pk" | "sk">): Key {
  return { pk: restoredKey(pk), sk: restoredKey(sk) };
}

export function toRow(item: Item, indexes: readonly IndexDefinition[]): ItemRow {
  const { pk: _pk, sk: _sk, ...attributes } = item;
  return toRowWithBody(item, JSON.stringify(attributes), indexes);
}

const NONE: (EntryRow | null)[] = [];

/** The same when the body is at hand. */
export function toRowWithBody(item: Item, body: string, indexes: readonly IndexDefinition[]): ItemRow {
  return {
    pk: storedKey(item.pk),
    sk: storedKey(item.sk),
    body,
    ttl: typeof item.ttl === "number" ? item.ttl : null,
    entries: hasIndexKey(item, indexes) ? indexes.map((index) => toEntryRow(item, body, index)) : NONE,
  };
}

export function toEntryRow(item: Item, body: string, index: IndexDefinition): EntryRow | null {
  const entry = entryOf(item, index);
  if (!entry) return null;
  return { pk: storedKey(entry.pk), sk: storedKey(entry.sk), body: entryBody(entry.item, body, index) };
}

function entryBody(projected: Item, body: string, index: IndexDefinition): string {
  if (index.project === "all") return body;
  if (index.project === "keys") return "{}";
  const names = indexKeyNames(index);
  const { pk: _pk, sk: _sk, [names.pk]: _indexPk, [names.sk]: _indexSk, ...rest } = projected;
  return JSON.stringify(rest);
}

export function toItem({ pk, sk }: Key, body: string): Item {
  return { pk, sk, ...JSON.parse(body) };
}
