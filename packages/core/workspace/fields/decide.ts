import type { FieldChange } from "../../platform/change.ts";
import { readValue } from "../../platform/custom-fields/check-value.ts";
import {
  type CustomField,
  type CustomValue,
  FIELD_LIMITS,
  type FieldChoice,
  fieldsInUse,
  type Labels,
} from "../../platform/custom-fields/definition.ts";
import { bytesInLists, bytesOnCard, utf8Bytes } from "../../platform/custom-fields/on-card.ts";
import { CrmError, type ErrorDetail, invalid } from "../../platform/errors.ts";
import { cleanText } from "../../platform/fold.ts";
import { keyFrom } from "./field-key.ts";
import type { FieldPatch, NewField } from "./schema.ts";

/** The definitions of a kind in their order, with one of them made or changed. */
export type Decided = { fields: CustomField[]; field: CustomField; changes: Record<string, FieldChange> };

type Moment = { now: string };

/** Names of what every JavaScript object has: a map of values by key would be misread. */
const RESERVED = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Adds a field at the end of its kind. `fields` are the definitions of that kind. */
export function decideDefine(
  fields: readonly CustomField[],
  input: NewField,
  { now, id, currency }: Moment & { id: CustomField["id"]; currency: string },
): Decided {
  const taken = new Set([...fields.map(({ key }) => key), ...RESERVED]);
  const key = input.key ?? keyFrom(input.label, taken, "field");
  if (taken.has(key)) {
    const message = "Another field has this key, perhaps a retired one.";
    throw new CrmError("conflict", "field.key_taken", message, [{ path: "key", code: "field.key_taken", message }]);
  }
  const hasChoices = input.type === "choice" || input.type === "manyChoice";
  if (!hasChoices && input.choices)
    throw refusal("choices", "field.no_choices", "A field of this type has no choices.");
  const field: CustomField = {
    id,
    version: 1,
    kind: input.kind,
    key,
    type: input.type,
    label: cleanLabels(input.label),
    ...withHelp(input.help),
    required: input.required,
    ...(hasChoices && { choices: decideChoices([], input.choices ?? []) }),
    ...(input.type === "money" && { currency }),
    // No record has a value yet, so no card has to be filled.
    inLists: input.inLists,
    createdAt: now,
    updatedAt: now,
  };
  if (input.default !== undefined) field.default = checkDefault(field, input.default);
  return decided([...fields, field], field, { label: { after: field.label }, type: { after: field.type } });
}

/** Applies a merge patch. No changes when nothing differs. */
export function decideChange(
  fields: readonly CustomField[],
  field: CustomField,
  patch: FieldPatch,
  { now }: Moment,
): Decided {
  const next: CustomField = { ...field };
  if (patch.label) next.label = cleanLabels({ ...patch.label });
  if (patch.help !== undefined) {
    delete next.help;
    Object.assign(next, withHelp(patch.help ?? undefined));
  }
  if (patch.required !== undefined) next.required = patch.required;
  if (patch.choices) {
    if (!field.choices) throw refusal("choices", "field.no_choices", "A field of this type has no choices.");
    next.choices = decideChoices(field.choices, patch.choices);
  }
  if (patch.default === null) delete next.default;
  else if (patch.default !== undefined) next.default = checkDefault(next, patch.default);
  else if (next.default !== undefined && patch.choices) next.default = checkDefault(next, next.default);
  if (patch.inLists !== undefined && patch.inLists !== field.inLists) {
    next.inLists = patch.inLists;
    delete next.fillingSince;
    if (patch.inLists) next.fillingSince = now;
  }
  const changes = changesOf(field, next);
  const others = fields.map((one) => (one.id === field.id ? next : one));
  const ordered = patch.before === undefined ? others : moved(others, next, patch.before);
  const place = (list: readonly CustomField[]) => list.findIndex(({ id }) => id === field.id) + 1;
  if (place(ordered) !== place(fields)) changes.position = { before: place(fields), after: place(ordered) };
  if (Object.keys(changes).length === 0) return { fields: [...fields], field, changes };
  return renewed(ordered, field, next, changes, now);
}

/** Takes a field out of use; nothing of its values is touched. */
export function decideRetire(fields: readonly CustomField[], field: CustomField, { now }: Moment): Decided {
  if (field.retiredAt) return { fields: [...fields], field, changes: {} };
  return renewed(fields, field, { ...field, retiredAt: now }, { retiredAt: { after: now } }, now);
}

/** Brings a retired field back, out of the lists when they have no room for it any more. */
export function decideBringBack(fields: readonly CustomField[], field: CustomField, { now }: Moment): Decided {
  if (!field.retiredAt) return { fields: [...fields], field, changes: {} };
  const { retiredAt, fillingSince: _, ...back } = field;
  const next: CustomField = { ...back };
  const all = fields.map((one) => (one.id === field.id ? next : one));
  if (next.inLists && listProblem(all, next)) next.inLists = false;
  // Cards written while it was away do not carry it.
  if (next.inLists) next.fillingSince = now;
  const changes: Record<string, FieldChange> = { retiredAt: { before: retiredAt } };
  if (field.inLists !== next.inLists) changes.inLists = { before: true, after: false };
  return renewed(all, field, next, changes, now);
}

/**
 * The cards of all records carry what was filled, by id and since when it was. No changes when nothing waits for that any more.
 * A field taken out of the lists and put in again meanwhile waits for a pass of its own.
 */
export function decideFilled(fields: readonly CustomField[], filled: ReadonlyMap<string, string>): Decided {
  const isFilled = ({ id, fillingSince }: CustomField) => fillingSince !== undefined && filled.get(id) === fillingSince;
  const field = fields.find(isFilled);
  if (!field) return { fields: [...fields], field: fields[0] as CustomField, changes: {} };
  const all = fields.map((one) => {
    const { fillingSince: _, ...ready } = one;
    return isFilled(one) ? ready : one;
  });
  return { fields: all, field, changes: { fillingSince: { before: field.fillingSince } } };
}

function renewed(
  fields: readonly CustomField[],
  before: CustomField,
  after: CustomField,
  changes: Decided["changes"],
  now: string,
): Decided {
  const field = { ...after, version: before.version + 1, updatedAt: now };
  const all = fields.map((one) => (one.id === field.id ? field : one));
  return decided(all, field, changes);
}

/** Holds the limits of a kind over the whole of its definitions. */
function decided(fields: CustomField[], field: CustomField, changes: Decided["changes"]): Decided {
  if (fields.length > FIELD_LIMITS.fields) {
    throw limit("", "field.too_many", `A kind of record may have ${FIELD_LIMITS.fields} fields, retired ones counted.`);
  }
  if (field.choices?.every(({ retired }) => retired)) {
    throw refusal("choices", "field.choices_missing", "A field of this type needs a choice at least.");
  }
  const problem = field.inLists && !field.retiredAt ? listProblem(fields, field) : null;
  if (problem) throw problem;
  if (utf8Bytes(JSON.stringify(fields)) > FIELD_LIMITS.definitionBytes) {
    throw limit("", "field.definitions_too_large", "The definitions of this kind of record are too large together.");
  }
  return { fields, field, changes };
}

function listProblem(fields: readonly CustomField[], field: CustomField): CrmError | null {
  if (bytesOnCard(field) === null) {
    return refusal("inLists", "field.not_in_lists", "A long text has no room in lists.");
  }
  const count = fieldsInUse(fields, field.kind).filter(({ inLists }) => inLists).length;
  if (count > FIELD_LIMITS.inLists) {
    return limit("inLists", "field.too_many_in_lists", `Lists can show ${FIELD_LIMITS.inLists} custom fields.`);
  }
  const bytes = bytesInLists(fields, field.kind);
  if (bytes <= FIELD_LIMITS.cardBytes) return null;
  const message = `The fields in lists may take ${FIELD_LIMITS.cardBytes} bytes of a card together; these take ${bytes}.`;
  return limit("inLists", "field.lists_full", message);
}

type ChoiceInput = { value?: string | undefined; label: Labels; retired?: boolean | undefined };

/** The new list. A choice that is left out is retired at its end, so that old values stay readable. */
function decideChoices(before: readonly FieldChoice[], input: readonly ChoiceInput[]): FieldChoice[] {
  const given = input.flatMap(({ value }) => value ?? []);
  if (new Set(given).size < given.length) {
    throw refusal("choices", "field.choice_twice", "Two choices have the same value.");
  }
  const taken = new Set([...before.map(({ value }) => value), ...given]);
  const choices = input.map(({ value, label, retired }): FieldChoice => {
    const own = value ?? keyFrom(label, taken, "choice");
    taken.add(own);
    return { value: own, label: cleanLabels(label), ...(retired && { retired: true }) };
  });
  const left = before.filter(({ value }) => !choices.some((choice) => choice.value === value));
  const all = [...choices, ...left.map((choice) => ({ ...choice, retired: true }))];
  if (all.length > FIELD_LIMITS.choices) {
    throw limit(
      "choices",
      "field.too_many_choices",
      `A field may have ${FIELD_LIMITS.choices} choices, retired ones counted.`,
    );
  }
  return all;
}

function checkDefault(field: CustomField, given: unknown): CustomValue {
  if (field.type === "customer") {
    throw refusal("default", "field.default_not_allowed", "A link to a customer has no default.");
  }
  const read = readValue(field, given);
  if ("problem" in read)
    throw invalid("field.default_invalid", read.problem.message, [{ path: "default", ...read.problem }]);
  if (read.value === null) throw refusal("default", "field.default_invalid", "The default is empty; leave it out.");
  return read.value;
}

function moved(fields: readonly CustomField[], field: CustomField, before: string | null): CustomField[] {
  const others = fields.filter(({ id }) => id !== field.id);
  if (before === field.id) return [...fields];
  const at = before === null ? others.length : others.findIndex(({ id }) => id === before);
  if (at < 0) throw refusal("before", "field.not_found", "There is no such field to stand before.");
  return others.toSpliced(at, 0, field);
}

const TOLD = ["label", "help", "required", "default", "choices", "inLists"] as const;

function changesOf(before: CustomField, after: CustomField): Record<string, FieldChange> {
  const changed = TOLD.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return Object.fromEntries(changed.map((name) => [name, { before: before[name], after: after[name] }]));
}

function cleanLabels(labels: Labels): Labels {
  const entries = Object.entries(labels).filter(([, text]) => text !== undefined);
  return Object.fromEntries(entries.map(([locale, text]) => [locale, cleanText(text as string)]));
}

function withHelp(help: Labels | undefined): { help?: Labels } {
  const clean = help ? cleanLabels(help) : {};
  return Object.keys(clean).length > 0 ? { help: clean } : {};
}

function refusal(path: string, code: string, message: string): CrmError {
  return invalid(code, message, [{ path, code, message }]);
}

function limit(path: string, code: string, message: string): CrmError {
  const details: ErrorDetail[] = [{ ...(path && { path }), code, message }];
  return new CrmError("limit", code, message, details);
}
