import type { createCustomer, NewCustomer } from "#core/people/customers/index.ts";
import type { CustomValue } from "#core/platform/custom-fields/definition.ts";
import { foldEmail } from "#core/platform/email.ts";
import type { CallOf } from "#core/platform/endpoint.ts";
import { parseIban } from "#core/platform/iban.ts";
import { parseNationalId } from "#core/platform/national-id.ts";
import { parsePhone } from "#core/platform/phone.ts";
import type { CustomField } from "#core/workspace/fields/index.ts";
import { t } from "#web/platform/i18n.ts";
import { dateProblem, readDate } from "#web/ui/dates.ts";
import { type CustomDraft, draftOf, fieldsInUse, readDraft } from "#web/workspace/fields/index.ts";
import { isAsked } from "./parts.ts";
import type { Kind, Relation, Stage } from "./words.ts";

export type ContactRow = { value: string; label: string };

/** What the form for a new customer holds, as typed. */
export type CustomerDraft = {
  kind: Kind;
  name: string;
  givenName: string;
  familyName: string;
  phones: ContactRow[];
  emails: ContactRow[];
  city: string;
  relation: Relation;
  lifecycleStage: Stage;
  tags: string[];
  ownerId: string;
  source: string;
  preferredChannel: string;
  birthOn: string;
  nationalId: string;
  iban: string;
  notes: string;
  /** By the key of the field. */
  custom: Record<string, CustomDraft>;
};

export const emptyDraft = (): CustomerDraft => ({
  kind: "person",
  name: "",
  givenName: "",
  familyName: "",
  phones: [{ value: "", label: "" }],
  emails: [{ value: "", label: "" }],
  city: "",
  relation: "prospect",
  lifecycleStage: "targeted",
  tags: [],
  ownerId: "",
  source: "",
  preferredChannel: "",
  birthOn: "",
  nationalId: "",
  iban: "",
  notes: "",
  custom: {},
});

/** The workspace's own fields that the form asks for. */
export const customAsked = (): CustomField[] => fieldsInUse().filter(({ key }) => isAsked(`custom.${key}`));

const isTyped = (row: ContactRow) => row.value.trim() !== "";

export function nameOf(draft: CustomerDraft): string {
  return draft.kind === "organisation" ? draft.name.trim() : `${draft.givenName} ${draft.familyName}`.trim();
}

/** What is wrong before anything is sent, by the field's place in the form. Core's own readers decide. */
export function problemsOf(draft: CustomerDraft, region: string): Record<string, string> {
  const problems: Record<string, string> = {};
  if (nameOf(draft) === "")
    problems[draft.kind === "organisation" ? "name" : "givenName"] = t("customers.form.nameNeeded");
  draft.phones.forEach((row, at) => {
    if (isAsked("phones") && isTyped(row) && !parsePhone(row.value, region))
      problems[`phones.${at}`] = t("customers.form.phoneProblem");
  });
  draft.emails.forEach((row, at) => {
    if (isAsked("emails") && isTyped(row) && !foldEmail(row.value))
      problems[`emails.${at}`] = t("customers.form.emailProblem");
  });
  const date = dateProblem(draft.birthOn);
  if (date && isAsked("birthOn")) problems.birthOn = date;
  if (isAsked("nationalId") && draft.nationalId.trim() && !parseNationalId(draft.nationalId))
    problems.nationalId = t("customers.form.nationalIdProblem");
  if (isAsked("iban") && draft.iban.trim() && !parseIban(draft.iban)) problems.iban = t("customers.form.ibanProblem");
  for (const field of customAsked()) {
    const read = readDraft(field, draftIn(draft, field));
    if ("problem" in read) problems[`custom.${field.key}`] = read.problem;
  }
  return problems;
}

/** What is typed in a field of one's own; untouched, it holds the default. */
export function draftIn(draft: CustomerDraft, field: CustomField): CustomDraft {
  return draft.custom[field.key] ?? draftOf(field, field.default);
}

/** An emptied default goes as null, so that it stays empty. */
function customOf(draft: CustomerDraft): Record<string, CustomValue | null> {
  const values = customAsked().map((field) => {
    const read = readDraft(field, draftIn(draft, field));
    return [field, "value" in read ? read.value : null] as const;
  });
  const said = values.filter(([field, value]) => value !== null || field.default !== undefined);
  return Object.fromEntries(said.map(([field, value]) => [field.key, value]));
}

/** The request for this draft. Blank fields and rows are left out, and what is not asked of the one who types. */
export function requestOf(draft: CustomerDraft): CallOf<typeof createCustomer>["body"] {
  const names =
    draft.kind === "organisation" ? { name: draft.name } : { givenName: draft.givenName, familyName: draft.familyName };
  const birth = readDate(draft.birthOn);
  const texts = {
    ...names,
    ownerId: draft.ownerId,
    source: draft.source,
    preferredChannel: draft.preferredChannel,
    nationalId: draft.nationalId,
    iban: draft.iban,
    notes: draft.notes,
    birthOn: "on" in birth ? birth.on : "",
  };
  const given = Object.entries(texts)
    .map(([name, value]) => [name, value.trim()])
    .filter(([, value]) => value !== "");
  const said = {
    kind: draft.kind,
    relation: draft.relation,
    lifecycleStage: draft.lifecycleStage,
    phones: draft.phones.filter(isTyped).map(({ value, label }) => ({ number: value.trim(), ...labelled(label) })),
    emails: draft.emails.filter(isTyped).map(({ value, label }) => ({ address: value.trim(), ...labelled(label) })),
    ...(draft.city.trim() && { addresses: [{ city: draft.city.trim() }] }),
    ...(draft.tags.length > 0 && { tags: [...draft.tags] }),
    ...(Object.fromEntries(given) as Partial<NewCustomer>),
  };
  return {
    ...Object.fromEntries(Object.entries(said).filter(([name]) => isAsked(name))),
    ...(customAsked().length > 0 && { custom: customOf(draft) }),
  };
}

function labelled(label: string): { label?: string } {
  return label.trim() === "" ? {} : { label: label.trim() };
}

/** The server names rows by their place in the request; blank rows were left out of it. */
export function placesInForm(draft: CustomerDraft, errors: Record<string, string>): Record<string, string> {
  const placed: Record<string, string> = {};
  for (const [path, message] of Object.entries(errors)) {
    const row = /^(phones|emails)\.(\d+)/.exec(path);
    if (!row) {
      placed[path.startsWith("addresses") ? "city" : path] = message;
      continue;
    }
    const list = row[1] as "phones" | "emails";
    const typed = draft[list].map((one, at) => (isTyped(one) ? at : -1)).filter((at) => at >= 0);
    placed[`${list}.${typed[Number(row[2])] ?? 0}`] = message;
  }
  return placed;
}
