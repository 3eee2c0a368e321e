import { checkItemSize } from "#server/platform/check-values.ts";
import { itemSize } from "#server/platform/item-size.ts";
import {
  type Condition,
  type FailedCondition,
  type IndexDefinition,
  keyOf,
  type TableError,
  type Write,
} from "#server/platform/table.ts";
import { conditionFailed, isAllowed, resultOf } from "#server/platform/table-semantics.ts";
import { fingerprintOf } from "#server/platform/token-memory.ts";
import { type ItemRow, keyOfRow, toRow } from "./sqlite-rows.ts";
import type { SqliteStore, Stored } from "./sqlite-store.ts";

/** A write as it was when the call came: the caller may change its objects before the transaction runs. */
export type PendingWrite = { write: Write; row: ItemRow | null };

export function toPending(write: Write, indexes: readonly IndexDefinition[]): PendingWrite {
  const condition = write.if && copyCondition(write.if);
  if ("put" in write) {
    const { pk, sk } = write.put;
    return { write: { put: { pk, sk }, if: condition }, row: toRow(write.put, indexes) };
  }
  return { write: { ...JSON.parse(JSON.stringify(write)), if: condition }, row: null };
}

/** Equal for equal writes only. */
export function fingerprintOfWrites(pending: readonly PendingWrite[]): string {
  return fingerprintOf(pending.map(({ write, row }) => JSON.stringify(write) + (row?.body ?? "")).join("\n"));
}

// Through JSON an expectation of «missing», which is undefined, would be lost.
function copyCondition(condition: Condition): Condition {
  return "equals" in condition ? { equals: { ...condition.equals } } : condition;
}

/**
 * Makes all the writes, or throws `conditionFailed` or `tooLarge` with none of them made. What is only put is not looked up first:
 * most of what is written is new.
 */
export function applyWrites(store: SqliteStore, pending: readonly PendingWrite[]): void {
  const [fresh, others]: [ItemRow[], Step[]] = [[], []];
  const puts: ItemRow[] = [];
  for (const [index, { write, row }] of pending.entries()) {
    if (row && !write.if) puts.push(row);
    else if (row && write.if && "absent" in write.if) fresh.push(row);
    else others.push({ index, write, row, old: store.find(keyOf(write)) });
  }
  if (others.some(({ write, old }) => !isAllowed(write, old?.item ?? null))) throw refused(store, pending);
  for (const step of others) {
    if (!("update" in step.write)) continue;
    const item = resultOf(step.write, step.old!.item)!;
    checkItemSize(itemSize(item), `write ${step.index}`);
    step.row = toRow(item, store.indexes);
  }
  for (const [at, row] of fresh.entries()) {
    if (store.insert(row)) continue;
    for (const inserted of fresh.slice(0, at)) store.takeBack(inserted);
    throw refused(store, pending);
  }
  for (const row of puts) if (!store.insert(row)) store.replace(store.find(keyOfRow(row)), row);
  for (const { write, row, old } of others) if (!("check" in write) && (row || old)) store.replace(old, row);
}

type Step = { index: number; write: Write; row: ItemRow | null; old: Stored | null };

/** Every condition that does not hold, with the item as it is. */
function refused(store: SqliteStore, pending: readonly PendingWrite[]): TableError {
  const failed: FailedCondition[] = [];
  for (const [index, { write }] of pending.entries()) {
    const item = store.find(keyOf(write))?.item ?? null;
    if (!isAllowed(write, item)) failed.push({ index, item });
  }
  return conditionFailed(failed);
}
