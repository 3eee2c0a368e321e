import { dueAttributes } from "#server/platform/due.ts";
import type { Key, Table, Write } from "#server/platform/table.ts";

export const NIGHTLY = "nightly";
const key: Key = { pk: "workspace", sk: NIGHTLY };

export async function isArmed(table: Table): Promise<boolean> {
  return (await table.get(key)) !== null;
}

/** The workspace's own due item of the night. */
export function writeOfNightly(dueAt: string): Write {
  return { put: { ...key, type: NIGHTLY, ...dueAttributes(NIGHTLY, NIGHTLY, dueAt) }, if: { absent: true } };
}
