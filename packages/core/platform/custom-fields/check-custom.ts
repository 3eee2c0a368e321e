import type { ErrorDetail } from "../errors.ts";
import { detailOf, readValue } from "./check-value.ts";
import { type CustomField, type CustomValues, FIELD_LIMITS, fieldsInUse, type RecordKind } from "./definition.ts";
import { utf8Bytes } from "./on-card.ts";

const REQUIRED = { code: "custom.required", message: "This field must be filled." };

/**
 * Applies a merge patch to the custom values of a record: what is named is replaced, null empties. Refuses, each by its
 * path: unknown and retired fields, values that do not fit, and emptying what is required. Values of
 * retired fields stay as they are.
 */
export function patchCustom(
  fields: readonly CustomField[],
  kind: RecordKind,
  patch: Readonly<Record<string, unknown>>,
  before: CustomValues,
): { values: CustomValues; problems: ErrorDetail[] } {
  const problems: ErrorDetail[] = [];
  const values = { ...before };
  for (const [key, given] of Object.entries(patch)) {
    const field = fields.find((one) => one.kind === kind && one.key === key);
    if (!field || field.retiredAt !== undefined) {
      problems.push(detailOf(key, field ? RETIRED : UNKNOWN));
      continue;
    }
    const read = readValue(field, given, before[key]);
    if ("problem" in read) problems.push(detailOf(key, read.problem));
    else if (read.value !== null) values[key] = read.value;
    else if (field.required && before[key] !== undefined) problems.push(detailOf(key, REQUIRED));
    else delete values[key];
  }
  const bytes = utf8Bytes(JSON.stringify(values));
  if (problems.length === 0 && bytes > FIELD_LIMITS.recordBytes && bytes > utf8Bytes(JSON.stringify(before))) {
    const message = `The custom fields of one record may take ${FIELD_LIMITS.recordBytes} bytes together.`;
    problems.push({ path: "custom", code: "custom.too_large", message, limit: FIELD_LIMITS.recordBytes });
  }
  return { values, problems };
}

const UNKNOWN = { code: "custom.unknown", message: "There is no such field." };
const RETIRED = { code: "custom.retired", message: "This field was taken out of use. Bring it back to write it." };

/** The values of a new record with the defaults of the fields nothing was said about: not even null. */
export function withDefaults(
  fields: readonly CustomField[],
  kind: RecordKind,
  values: CustomValues,
  given: object = values,
): CustomValues {
  const filled = { ...values };
  for (const field of fieldsInUse(fields, kind)) {
    if (field.default !== undefined && !(field.key in given)) filled[field.key] = field.default;
  }
  return filled;
}

/** The required fields that a new record leaves empty. */
export function missingRequired(fields: readonly CustomField[], kind: RecordKind, values: CustomValues): ErrorDetail[] {
  return fieldsInUse(fields, kind)
    .filter(({ required, key }) => required && !(key in values))
    .map(({ key }) => detailOf(key, REQUIRED));
}

/** The customers that links point to, of the fields whose value is not what it was. */
export function newLinks(
  fields: readonly CustomField[],
  kind: RecordKind,
  values: CustomValues,
  before: CustomValues = {},
): { key: string; id: string }[] {
  return fieldsInUse(fields, kind)
    .filter(({ type, key }) => type === "customer" && values[key] !== undefined && values[key] !== before[key])
    .map(({ key }) => ({ key, id: values[key] as string }));
}
