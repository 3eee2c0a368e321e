import { bytesOnCard } from "#core/platform/custom-fields/on-card.ts";
import type { CustomField } from "#core/workspace/fields/index.ts";
import { t } from "#web/platform/i18n.ts";
import { type CustomDraft, draftOf, readDraft } from "./draft.ts";
import type { FieldPatchBody, NewFieldBody } from "./queries.ts";

/** A choice in the editor; without a value it is new. */
export type ChoiceDraft = { value?: string; fa: string; en: string; retired: boolean };

/** A definition while it is made or changed. */
export type FieldDraft = {
  type: CustomField["type"];
  fa: string;
  en: string;
  helpFa: string;
  helpEn: string;
  required: boolean;
  inLists: boolean;
  choices: ChoiceDraft[];
  standard: CustomDraft;
};

export function emptyField(): FieldDraft {
  return {
    type: "text",
    fa: "",
    en: "",
    helpFa: "",
    helpEn: "",
    required: false,
    inLists: false,
    choices: [{ fa: "", en: "", retired: false }],
    standard: { text: "", chosen: [] },
  };
}

export function formOf(field: CustomField): FieldDraft {
  const { label, help = {}, choices = [] } = field;
  return {
    type: field.type,
    fa: label.fa ?? "",
    en: label.en ?? "",
    helpFa: help.fa ?? "",
    helpEn: help.en ?? "",
    required: field.required,
    inLists: field.inLists,
    choices: choices.map((one) => ({
      value: one.value,
      fa: one.label.fa ?? "",
      en: one.label.en ?? "",
      retired: one.retired ?? false,
    })),
    standard: draftOf(field, field.default),
  };
}

export const hasChoices = (type: CustomField["type"]): boolean => type === "choice" || type === "manyChoice";

/** The field that this draft would be, for the control of its default; a new choice has no value to choose yet. */
export function fieldOf(draft: FieldDraft, currency: string, field?: CustomField): CustomField {
  const choices = draft.choices.filter(({ value }) => value !== undefined);
  return {
    id: "fld_",
    version: 1,
    kind: "customer",
    key: field?.key ?? "",
    createdAt: "",
    updatedAt: "",
    ...field,
    type: draft.type,
    label: { fa: draft.fa || undefined, en: draft.en || undefined },
    required: false,
    inLists: draft.inLists,
    currency: field?.currency ?? currency,
    choices: choices.map(({ value = "", fa, en, retired }) => ({ value, label: labelsOf(fa, en), retired })),
  };
}

/** What it takes of a card in lists, null where it cannot be there. A key that is still to be made counts as its name. */
export function costOf(draft: FieldDraft, field?: CustomField): number | null {
  const key = field?.key ?? (draft.en.replace(/[^A-Za-z0-9]/g, "").slice(0, 30) || "field1");
  const values = draft.choices.map(({ value, en }) => ({ value: value ?? en.replace(/[^A-Za-z0-9]/g, "").padEnd(8) }));
  return bytesOnCard({ type: draft.type, key, choices: values.map(({ value }) => ({ value, label: {} })) });
}

const labelsOf = (fa: string, en: string) => ({
  ...(fa.trim() && { fa: fa.trim() }),
  ...(en.trim() && { en: en.trim() }),
});

const named = ({ fa, en }: ChoiceDraft) => fa.trim() !== "" || en.trim() !== "";

/** What is wrong before anything is sent, by part. */
export function problemsOf(draft: FieldDraft, currency: string, field?: CustomField): Record<string, string> {
  const problems: Record<string, string> = {};
  if (!draft.fa.trim() && !draft.en.trim()) problems.label = t("fields.problems.label");
  if (hasChoices(draft.type) && !draft.choices.some((one) => named(one) && !one.retired))
    problems.choices = t("fields.problems.choices");
  const standard = readDraft(fieldOf(draft, currency, field), draft.standard, field?.default);
  if ("problem" in standard) problems.default = standard.problem;
  return problems;
}

function bodyOf(draft: FieldDraft, currency: string, field?: CustomField) {
  const standard = readDraft(fieldOf(draft, currency, field), draft.standard, field?.default);
  const choices = draft.choices.filter(named).map(({ value, fa, en, retired }) => ({
    ...(value !== undefined && { value }),
    label: labelsOf(fa, en),
    ...(retired && { retired }),
  }));
  return {
    label: labelsOf(draft.fa, draft.en),
    required: draft.required,
    inLists: draft.inLists && draft.type !== "longText",
    ...(hasChoices(draft.type) && { choices }),
    help: labelsOf(draft.helpFa, draft.helpEn),
    standard: "value" in standard ? standard.value : null,
  };
}

export function newBodyOf(draft: FieldDraft, currency: string): NewFieldBody {
  const { standard, ...body } = bodyOf(draft, currency);
  return { kind: "customer", type: draft.type, ...body, ...(standard !== null && { default: standard }) };
}

export function patchBodyOf(draft: FieldDraft, currency: string, field: CustomField): FieldPatchBody {
  const { standard, ...body } = bodyOf(draft, currency, field);
  return { version: field.version, ...body, default: standard };
}
