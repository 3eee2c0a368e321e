import { type CustomField, RECORD_KINDS, type RecordKind } from "#core/platform/custom-fields/definition.ts";
import type { Ctx } from "./context.ts";
import { defineEntity, stateOf } from "./entity.ts";
import type { Item } from "./table.ts";

/** All definitions of one kind of record: one small item, read with the settings by every request. */
export const fieldsEntity = defineEntity<{ kind: RecordKind; fields: CustomField[] }>({
  type: "fields",
  key: ({ kind }) => ({ pk: "workspace", sk: `fields#${kind}` }),
});

export const fieldsKey = (kind: RecordKind) => fieldsEntity.key({ kind, fields: [] });

export const FIELDS_KEYS = RECORD_KINDS.map(fieldsKey);

export function fieldsOf(items: readonly (Item | null)[]): CustomField[] {
  return items.flatMap((item) => (item ? stateOf(fieldsEntity, item).fields : []));
}

/** A context that knows the fields as they are now, for work that goes on while people change them. */
export async function withFieldsNow(ctx: Ctx): Promise<Ctx> {
  return { ...ctx, fields: fieldsOf(await ctx.table.getMany(FIELDS_KEYS)) };
}
