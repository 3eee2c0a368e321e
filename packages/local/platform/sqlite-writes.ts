import { checkItemSize } from "#server/platform/check-values.ts";
import { itemSize } from "#server/platform/item-size.ts";
import { type Condition, type FailedCondition, keyOf, type Write } from "#server/platform/table.ts";
import { conditionFailed, isAllowed, resultOf } from "#server/platform/table-semantics.ts";
import { type ItemRow, toRow } from "./sqlite-rows.ts";
import type { SqliteStore } from "./sqlite-store.ts";

/** A write as it was when the call came: the caller may change its objects before the transaction runs. */
export type PendingWrite = { write: Write; row: ItemRow | null; text: string };

/** `text` differs where the writes differ. */
export function toPending(write: Write, { indexes }: SqliteStore): PendingWrite {
  const condition = write.if && copyCondition(write.if);
  if ("put" in write) {
    const row = toRow(write.put, indexes);
    const { pk, sk } = write.put;
    return { write: { put: { pk, sk }, if: condition }, row, text: JSON.stringify([pk, sk, condition]) + row.body };
  }
  const text = JSON.stringify(write);
  return { write: { ...JSON.parse(text), if: condition }, row: null, text };
}

// Through JSON an expectation of «missing», which is undefined, would be lost.
function copyCondition(condition: Condition): Condition {
  return "equals" in condition ? { equals: { ...condition.equals } } : condition;
}

/** Makes all the writes, or throws `conditionFailed` or `tooLarge` before the first one. */
export function applyWrites(store: SqliteStore, pending: readonly PendingWrite[]): void {
  const steps = pending.map(({ write, row }) => ({ write, row, old: store.find(keyOf(write)) }));
  const failed: FailedCondition[] = [];
  for (const [index, { write, old }] of steps.entries())
    if (!isAllowed(write, old?.item ?? null)) failed.push({ index, item: old?.item ?? null });
  if (failed.length > 0) throw conditionFailed(failed);
  for (const [i, step] of steps.entries()) {
    if (!("update" in step.write)) continue;
    const item = resultOf(step.write, step.old!.item)!;
    checkItemSize(itemSize(item), `write ${i}`);
    step.row = toRow(item, store.indexes);
  }
  for (const { write, row, old } of steps) if (!("check" in write) && (row || old)) store.replace(old, row);
}
