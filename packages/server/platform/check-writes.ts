import { checkAttributes, checkIndexKeys, checkItemSize, checkKey, invalid } from "./check-values.ts";
import { indexKeyNames } from "./index-keys.ts";
import { itemSize } from "./item-size.ts";
import {
  type Condition,
  type IndexDefinition,
  type Item,
  type Key,
  keyOf,
  MAX_BATCH_GET,
  MAX_BATCH_PUT,
  MAX_ITEM_BYTES,
  MAX_TRANSACTION_BYTES,
  MAX_TRANSACTION_WRITES,
  TableError,
  type Write,
} from "./table.ts";
import { keyText } from "./table-semantics.ts";

const MAX_TOKEN = 36;

/**
 * What every adapter checks before it writes: 1 to 100 writes on distinct items, all storable, within DynamoDB's sizes.
 * Throws `invalid` or `tooLarge`. An updated item's final size is known to the adapter only; see `checkItemSize`.
 */
export function checkTransaction(writes: readonly Write[], token: string, indexes: readonly IndexDefinition[]): void {
  if (token === "" || token.length > MAX_TOKEN) throw invalid(`a token has 1 to ${MAX_TOKEN} characters`);
  checkCount(writes.length, MAX_TRANSACTION_WRITES, "writes in a transaction");
  let atMost = 0;
  for (const [i, write] of writes.entries()) atMost += checkWrite(write, indexes, `write ${i}`);
  checkDistinct(writes.map(keyOf));
  if (atMost <= MAX_TRANSACTION_BYTES) return;
  const bytes = writes.reduce((sum, write) => sum + writeSize(write), 0);
  if (bytes > MAX_TRANSACTION_BYTES)
    throw new TableError("tooLarge", `the transaction is ${bytes} bytes, the limit is ${MAX_TRANSACTION_BYTES}`);
}

/** The same for `append`: 1 to 25 distinct items. */
export function checkAppend(items: readonly Item[], indexes: readonly IndexDefinition[]): void {
  checkCount(items.length, MAX_BATCH_PUT, "items in an append");
  for (const [i, item] of items.entries()) checkPut(item, indexes, `item ${i}`);
  checkDistinct(items);
}

/** The same for `getMany`: 1 to 100 distinct keys. */
export function checkGetMany(keys: readonly Key[]): void {
  checkCount(keys.length, MAX_BATCH_GET, "keys");
  for (const [i, key] of keys.entries()) checkKey(key, `key ${i}`);
  checkDistinct(keys);
}

/** Returns how many bytes it is at most, as `writeSize` counts them. */
function checkWrite(write: Write, indexes: readonly IndexDefinition[], where: string): number {
  checkCondition(write.if, where);
  if ("put" in write) return checkPut(write.put, indexes, where);
  const key = keyOf(write);
  checkKey(key, where);
  return keySize(key) + ("update" in write ? checkUpdate(write, indexes, where) : 0);
}

function checkPut(item: Item, indexes: readonly IndexDefinition[], where: string): number {
  checkKey(item, where);
  checkIndexKeys(item, indexes, where);
  const atMost = checkAttributes(item, where);
  if (atMost > MAX_ITEM_BYTES) checkItemSize(itemSize(item), where);
  return atMost;
}

function checkUpdate(
  write: Extract<Write, { update: Key }>,
  indexes: readonly IndexDefinition[],
  where: string,
): number {
  const { update: key, set = {}, remove = [] } = write;
  const removed = new Set(remove);
  if (removed.size + Object.keys(set).length === 0) throw invalid(`${where}: an update changes something`);
  for (const name of ["pk", "sk"])
    if (removed.has(name) || Object.hasOwn(set, name)) throw invalid(`${where}: an update may not change ${name}`);
  for (const name of Object.keys(set))
    if (removed.has(name)) throw invalid(`${where}: ${name} is both set and removed`);
  checkIndexKeys(set, indexes, where);
  for (const index of indexes) {
    const names = indexKeyNames(index);
    if (removed.has(names.pk) !== removed.has(names.sk))
      throw invalid(`${where}: ${index.name} loses one of its two keys`);
  }
  const atMost = checkAttributes(set, where);
  if (keySize(key) + atMost > MAX_ITEM_BYTES) checkItemSize(keySize(key) + itemSize(set), where);
  return atMost;
}

function checkCondition(condition: Condition | undefined, where: string): void {
  if (!condition || !("equals" in condition)) return;
  const expected = Object.entries(condition.equals);
  if (expected.length === 0) throw invalid(`${where}: a condition without attributes`);
  for (const [name, value] of expected) if (value !== undefined) checkAttributes({ [name]: value }, `${where}: if`);
}

function checkCount(count: number, most: number, what: string): void {
  if (count < 1 || count > most) throw invalid(`${count} ${what}; the table takes 1 to ${most}`);
}

function checkDistinct(keys: readonly Key[]): void {
  const seen = new Set<string>();
  for (const [i, key] of keys.entries())
    if (seen.size === seen.add(keyText(key)).size) throw invalid(`two are on one item, the second is number ${i}`);
}

function writeSize(write: Write): number {
  if ("put" in write) return itemSize(write.put);
  return keySize(keyOf(write)) + ("update" in write ? itemSize(write.set ?? {}) : 0);
}

function keySize({ pk, sk }: Key): number {
  return itemSize({ pk, sk });
}
