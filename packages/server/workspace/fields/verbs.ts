import { type CustomField, RECORD_KINDS, type RecordKind } from "#core/platform/custom-fields/definition.ts";
import { bytesInLists } from "#core/platform/custom-fields/on-card.ts";
import { CrmError, notFound, versionConflict } from "#core/platform/errors.ts";
import type { Verb } from "#core/platform/verbs.ts";
import {
  type Decided,
  decideBringBack,
  decideChange,
  decideDefine,
  decideFilled,
  decideRetire,
  FIELD_LIMITS,
  type FieldPatch,
  fieldsInUse,
  type NewField,
} from "#core/workspace/fields/index.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { readFields, writeOfFields } from "./store.ts";

const MAX_RACES = 5;

export async function listFields(ctx: Ctx, kind: RecordKind) {
  const items = ctx.fields.filter((field) => field.kind === kind);
  const use = {
    fields: items.length,
    inLists: fieldsInUse(items, kind).filter(({ inLists }) => inLists).length,
    cardBytes: bytesInLists(items, kind),
    limits: { fields: FIELD_LIMITS.fields, inLists: FIELD_LIMITS.inLists, cardBytes: FIELD_LIMITS.cardBytes },
  };
  return { items, use };
}

export async function defineField(ctx: Ctx, input: NewField): Promise<CustomField> {
  const id = ctx.newId("fld");
  return write(ctx, input.kind, "field.defined", (fields) =>
    decideDefine(fields, input, { now: ctx.now(), id, currency: ctx.workspace.currency }),
  );
}

export async function changeField(ctx: Ctx, id: string, patch: FieldPatch): Promise<CustomField> {
  return write(ctx, kindOf(ctx, id), "field.changed", (fields) => {
    const field = find(fields, id);
    if (field.version !== patch.version) throw versionConflict("field", field);
    return decideChange(fields, field, patch, { now: ctx.now() });
  });
}

export async function retireField(ctx: Ctx, id: string): Promise<CustomField> {
  return write(ctx, kindOf(ctx, id), "field.retired", (fields) =>
    decideRetire(fields, find(fields, id), { now: ctx.now() }),
  );
}

export async function restoreField(ctx: Ctx, id: string): Promise<CustomField> {
  return write(ctx, kindOf(ctx, id), "field.restored", (fields) =>
    decideBringBack(fields, find(fields, id), { now: ctx.now() }),
  );
}

/** Says that the cards of all records carry these fields: by id, since when they were being filled. */
export async function markFilled(ctx: Ctx, kind: RecordKind, filled: ReadonlyMap<string, string>): Promise<void> {
  await write(ctx, kind, "field.filled", (fields) => decideFilled(fields, filled));
}

/** The definitions of a kind are one item: two people may change two fields of it at once, and both go through. */
async function write(
  ctx: Ctx,
  kind: RecordKind,
  verb: Verb,
  decide: (fields: readonly CustomField[]) => Decided,
): Promise<CustomField> {
  for (let tries = 1; ; tries++) {
    const { fields, version } = await readFields(ctx.table, kind);
    const decided = decide(fields);
    if (Object.keys(decided.changes).length === 0) return decided.field;
    try {
      await commit(ctx, {
        writes: [writeOfFields(kind, decided.fields, version)],
        change: { entity: "field", entityId: decided.field.id, verb, fields: decided.changes },
        refuse: () => new CrmError("conflict", RACE, "Somebody changed the fields meanwhile. Try again."),
      });
      return decided.field;
    } catch (error) {
      if (!(error instanceof CrmError) || error.code !== RACE || tries >= MAX_RACES) throw error;
    }
  }
}

const RACE = "field.raced";

function kindOf(ctx: Ctx, id: string): RecordKind {
  return ctx.fields.find((field) => field.id === id)?.kind ?? RECORD_KINDS[0];
}

function find(fields: readonly CustomField[], id: string): CustomField {
  const field = fields.find((one) => one.id === id);
  if (!field) throw notFound("field");
  return field;
}
