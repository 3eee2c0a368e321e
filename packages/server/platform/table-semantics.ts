import { checkItemSize } from "./check-values.ts";
import { indexKeyNames } from "./index-keys.ts";
import { itemSize } from "./item-size.ts";
import {
  type Condition,
  type FailedCondition,
  type IndexDefinition,
  type Item,
  type Key,
  TableError,
  type Value,
  type Write,
} from "./table.ts";

/** What an index holds of one item: where it stands, and the attributes that a query of the index returns. */
export type IndexEntry = { pk: string; sk: string; item: Item };

/** Whether the write may go ahead on the item as it is: its condition holds, and what it updates exists. */
export function isAllowed(write: Write, old: Item | null): boolean {
  if ("update" in write && old === null) return false;
  return write.if === undefined || holds(write.if, old);
}

function holds(condition: Condition, old: Item | null): boolean {
  if ("absent" in condition) return old === null;
  if ("present" in condition) return old !== null;
  return Object.entries(condition.equals).every(([name, value]) => attributeOf(old, name) === value);
}

// An attribute called "toString" must not be found on Object.prototype.
function attributeOf(item: Item | null, name: string): Value | undefined {
  return item !== null && Object.hasOwn(item, name) ? item[name] : undefined;
}

/** What a transaction throws whose conditions do not all hold. */
export function conditionFailed(failed: FailedCondition[]): TableError {
  const writes = failed.map(({ index }) => index).join(", ");
  return new TableError("conditionFailed", `the conditions of these writes do not hold: ${writes}`, failed);
}

/** The same as `resultOf`; throws `tooLarge` when an update made the item larger than an item may be. */
export function checkedResult(write: Write, old: Item | null, where: string): Item | null {
  const item = resultOf(write, old);
  if ("update" in write && item) checkItemSize(itemSize(item), where);
  return item;
}

/** The item as an allowed write leaves it; null when it is gone. Shares its values with the write and the old item. */
export function resultOf(write: Write, old: Item | null): Item | null {
  if ("put" in write) return write.put;
  if ("delete" in write) return null;
  if ("check" in write || old === null) return old;
  const item = { ...old, ...write.set };
  for (const name of write.remove ?? []) delete item[name];
  return item;
}

/** The item's entry in an index, or null when it is not in it. */
export function entryOf(item: Item | null, index: IndexDefinition): IndexEntry | null {
  const names = indexKeyNames(index);
  const pk = item?.[names.pk];
  const sk = item?.[names.sk];
  if (item === null || typeof pk !== "string" || typeof sk !== "string") return null;
  if (index.project === "all") return { pk, sk, item };
  const projected: Item = { pk: item.pk, sk: item.sk, [names.pk]: pk, [names.sk]: sk };
  for (const name of index.project === "keys" ? [] : index.project) {
    const value = attributeOf(item, name);
    if (value !== undefined) projected[name] = value;
  }
  return { pk, sk, item: projected };
}

/** A copy that shares nothing with the item. Minus zero becomes zero, as in the table. */
export function copyItem(item: Item): Item {
  return copyValue(item) as Item;
}

function copyValue(value: Value): Value {
  if (typeof value === "number") return value + 0;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(copyValue);
  const copy: { [name: string]: Value } = {};
  for (const name of Object.keys(value)) copy[name] = copyValue(value[name]!);
  return copy;
}

/** One text for a key, for use in a Map: the two parts cannot run into each other. */
export function keyText({ pk, sk }: Key): string {
  return `${pk.length}:${pk}${sk}`;
}
