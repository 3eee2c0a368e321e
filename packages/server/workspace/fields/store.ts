import type { CustomField, RecordKind } from "#core/platform/custom-fields/definition.ts";
import { fieldsEntity, fieldsKey } from "#server/platform/custom-fields.ts";
import { putNew, putVersion, stateOf } from "#server/platform/entity.ts";
import type { Table, Write } from "#server/platform/table.ts";

/** The definitions of one kind as they are now, and the version of the whole; 0 while there are none. */
export async function readFields(table: Table, kind: RecordKind): Promise<{ fields: CustomField[]; version: number }> {
  const item = await table.get(fieldsKey(kind));
  return item
    ? { fields: stateOf(fieldsEntity, item).fields, version: Number(item.version) }
    : { fields: [], version: 0 };
}

/** Writes the definitions of a kind; refused when they were written since they were read as `version`. */
export function writeOfFields(kind: RecordKind, fields: CustomField[], version: number): Write {
  const state = { kind, fields };
  return version === 0 ? putNew(fieldsEntity, state, { version: 1 }) : putVersion(fieldsEntity, state, version);
}
