import * as z from "zod";
import { CUSTOM_TYPES, FIELD_LIMITS, RECORD_KINDS } from "../../platform/custom-fields/definition.ts";
import { customValueShape } from "../../platform/custom-fields/shape.ts";
import { idShape } from "../../platform/ids.ts";
import { line } from "../../platform/text-shape.ts";

/** A name in Persian, English or both: the one that is missing falls back to the other. */
const labels = (max: number) => z.strictObject({ fa: line(max).optional(), en: line(max).optional() });

const someLabel = labels(FIELD_LIMITS.label).refine(({ fa, en }) => fa !== undefined || en !== undefined, {
  message: "Give a name in one language at least.",
});

const keyShape = z
  .string()
  .max(FIELD_LIMITS.key)
  .regex(/^[a-z][A-Za-z0-9]*$/, "Latin letters and digits, beginning with a small letter.");
const choiceValue = z
  .string()
  .max(FIELD_LIMITS.key)
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, "Latin letters, digits, - and _.");

const valueInput = z.union([
  z.string().max(FIELD_LIMITS.longText),
  z.number(),
  z.boolean(),
  z.array(z.string().max(FIELD_LIMITS.key)).max(FIELD_LIMITS.chosen),
]);

const choiceShape = z.strictObject({ value: choiceValue, label: someLabel, retired: z.boolean().optional() });
const choicesInput = z
  .array(z.strictObject({ value: choiceValue.optional(), label: someLabel, retired: z.boolean().optional() }))
  .max(FIELD_LIMITS.choices);

/** A custom field of a kind of record. Its values stand under `custom.<key>`. */
export const customFieldShape = z
  .strictObject({
    id: idShape("fld"),
    version: z.number().int(),
    kind: z.enum(RECORD_KINDS),
    key: z.string(),
    type: z.enum(CUSTOM_TYPES),
    label: labels(FIELD_LIMITS.label),
    help: labels(FIELD_LIMITS.help).optional(),
    required: z.boolean(),
    default: customValueShape.optional(),
    choices: z.array(choiceShape).optional(),
    /** ISO 4217: amounts are whole numbers of its smallest unit. */
    currency: z.string().optional(),
    inLists: z.boolean(),
    /** There while the cards of existing records are still being given it: since when. */
    fillingSince: z.string().optional(),
    createdAt: z.string(),
    updatedAt: z.string(),
    retiredAt: z.string().optional(),
  })
  .meta({ id: "CustomField" });

export const newFieldShape = z
  .strictObject({
    kind: z.enum(RECORD_KINDS),
    type: z.enum(CUSTOM_TYPES),
    label: someLabel,
    /** Made from the label when absent. It never changes. */
    key: keyShape.optional(),
    help: labels(FIELD_LIMITS.help).optional(),
    required: z.boolean().default(false),
    default: valueInput.optional(),
    /** Of `choice` and `manyChoice`. A value left out is made from the label. */
    choices: choicesInput.optional(),
    inLists: z.boolean().default(false),
  })
  .meta({ id: "NewCustomField" });

export type NewField = z.output<typeof newFieldShape>;

/** A merge patch. `choices` replaces the list; those left out of it are retired, not lost. */
export const fieldPatchShape = z
  .strictObject({
    version: z.number().int().min(1),
    label: someLabel.optional(),
    help: labels(FIELD_LIMITS.help).nullable().optional(),
    required: z.boolean().optional(),
    default: valueInput.nullable().optional(),
    choices: choicesInput.optional(),
    inLists: z.boolean().optional(),
    /** Moves it before that field of its kind; null moves it to the end. */
    before: idShape("fld").nullable().optional(),
  })
  .meta({ id: "CustomFieldPatch" });

export type FieldPatch = z.output<typeof fieldPatchShape>;

/** What the fields of one kind of record take of their limits. */
export const fieldUseShape = z.strictObject({
  fields: z.number().int(),
  inLists: z.number().int(),
  cardBytes: z.number().int(),
  limits: z.strictObject({ fields: z.number().int(), inLists: z.number().int(), cardBytes: z.number().int() }),
});
