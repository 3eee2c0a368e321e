/** What a custom field can hold. The type is given once: values of another type would be lost. */
export const CUSTOM_TYPES = [
  "text",
  "longText",
  "number",
  "money",
  "date",
  "yesNo",
  "choice",
  "manyChoice",
  "customer",
] as const;

export type CustomType = (typeof CUSTOM_TYPES)[number];

/** The kinds of record that can have custom fields; rooms register theirs here. */
export const RECORD_KINDS = ["customer"] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/**
 * `fields`, `inLists`: of one kind of record, the retired ones counted in `fields` only. Lengths are in letters.
 * `recordBytes`: all custom values of one record as JSON in UTF-8. `cardBytes`: what the fields shown in lists may
 * take of a card of 1 KB. `definitionBytes`: all definitions of one kind, since every request reads them.
 */
export const FIELD_LIMITS = {
  fields: 100,
  inLists: 8,
  text: 500,
  longText: 10_000,
  choices: 200,
  chosen: 30,
  label: 60,
  help: 300,
  key: 30,
  recordBytes: 32_768,
  cardBytes: 300,
  definitionBytes: 65_536,
  number: 1e15,
  decimals: 6,
} as const;

/** A name in one or both languages; the other language falls back to it. */
export type Labels = { fa?: string | undefined; en?: string | undefined };

/** `value` is what records keep and never changes; a retired choice stays readable and is offered no more. */
export type FieldChoice = { value: string; label: Labels; retired?: boolean | undefined };

export type CustomValue = string | number | boolean | string[];
export type CustomValues = { [key: string]: CustomValue };

/** A field that a workspace has added to a kind of record. Its values stand under `custom.<key>`. */
export type CustomField = {
  id: `fld_${string}`;
  version: number;
  kind: RecordKind;
  /** Stable: renaming changes the label only. */
  key: string;
  type: CustomType;
  label: Labels;
  help?: Labels | undefined;
  /** People must fill it when they create a record; what was there before stays as it is. */
  required: boolean;
  default?: CustomValue | undefined;
  choices?: FieldChoice[] | undefined;
  /** ISO 4217, of an amount of money: the workspace's when the field was made. */
  currency?: string | undefined;
  inLists: boolean;
  /** There while the cards of existing records are still being given it: since when. */
  fillingSince?: string | undefined;
  createdAt: string;
  updatedAt: string;
  /** Taken out of use; its values stay where they are. */
  retiredAt?: string | undefined;
};

export function labelOf({ fa, en }: Labels, locale: "fa" | "en"): string {
  return (locale === "fa" ? (fa ?? en) : (en ?? fa)) ?? "";
}

/** The fields of a kind that are in use, in their order. */
export function fieldsInUse(fields: readonly CustomField[], kind: RecordKind): CustomField[] {
  return fields.filter((field) => field.kind === kind && field.retiredAt === undefined);
}

/** The values of fields in use. Those of retired fields are kept in the record and shown nowhere. */
export function valuesInUse(fields: readonly CustomField[], kind: RecordKind, values: CustomValues): CustomValues {
  const keys = new Set(fieldsInUse(fields, kind).map(({ key }) => key));
  return Object.fromEntries(Object.entries(values).filter(([key]) => keys.has(key)));
}
