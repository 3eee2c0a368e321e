import { type HolidayTable, usualTable } from "#core/workspace/holidays/index.ts";
import { defineEntity, itemOf, stateOf } from "#server/platform/entity.ts";
import type { Key, Table, Write } from "#server/platform/table.ts";

/** A company's days are few: one item. */
const KEY: Key = { pk: "workspace", sk: "holidays" };
const holidaysEntity = defineEntity<HolidayTable>({ type: "holidays", key: () => KEY });

/** The table, and the version under which it was read (0: there is none yet). */
export async function readHolidays(table: Table, region: string): Promise<{ days: HolidayTable; version: number }> {
  const item = await table.get(KEY);
  if (!item) return { days: usualTable(region), version: 0 };
  return { days: stateOf(holidaysEntity, item), version: Number(item.version) };
}

export function writeOfHolidays(days: HolidayTable, readVersion: number): Write {
  const put = itemOf(holidaysEntity, days, { version: readVersion + 1 });
  return { put, if: readVersion === 0 ? { absent: true } : { equals: { version: readVersion } } };
}
