import type { ScheduledRun } from "#core/workspace/scheduled/index.ts";
import { dueAttributes } from "#server/platform/due.ts";
import { defineEntity, itemOf, stateOf } from "#server/platform/entity.ts";
import type { Item, Key, Table, Write } from "#server/platform/table.ts";

/** Scheduled work as it is kept; it is the due item of its next run. */
export type StoredScheduled = { name: string; at: string; runs: readonly ScheduledRun[] };

const SCHEDULE = "schedule";
const keyOfName = (name: string): Key => ({ pk: SCHEDULE, sk: name });
const scheduledEntity = defineEntity<StoredScheduled>({ type: "scheduled", key: ({ name }) => keyOfName(name) });

export const scheduledOf = (item: Item): StoredScheduled => stateOf(scheduledEntity, item);

export async function readScheduled(table: Table, names: readonly string[]): Promise<(Item | null)[]> {
  return table.getMany(names.map(keyOfName));
}

export function writeOfScheduled(scheduled: StoredScheduled, dueAt: string, readVersion: number): Write {
  const item = itemOf(scheduledEntity, scheduled, { version: readVersion + 1 });
  return {
    put: { ...item, ...dueAttributes("scheduled", scheduled.name, dueAt) },
    if: readVersion === 0 ? { absent: true } : { equals: { version: readVersion } },
  };
}
