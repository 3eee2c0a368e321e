import type { RelationKind } from "#core/people/relations/index.ts";
import type { Change, FieldChange } from "#core/workspace/changes/index.ts";
import { fieldText, fieldWord } from "#web/people/customers/index.ts";
import { relationKindWord } from "#web/people/relations/index.ts";
import { t } from "#web/platform/i18n.ts";

type UserName = (id: string | null | undefined) => string | null;

/** A change as a person would tell it: one sentence, and the fields below it when there are several. */
export type Told = { sentence: string; lines: { field: string; before: string; after: string }[] };

/** Texts longer than this are not repeated inside a sentence. */
const LONG = 120;
/** Derived or already said by the verb. */
const SILENT = new Set(["archivedAt", "createdAt", "updatedAt", "id", "version", "custom"]);

export function tellChange(change: Change, userName: UserName): Told {
  const who = change.actor.kind === "system" ? t("changes.system") : change.actor.name;
  const sentence = (text: string): Told => ({
    sentence: change.via?.startsWith("imp") ? t("changes.byImport", text) : text,
    lines: [],
  });
  switch (change.verb) {
    case "customer.created":
      return sentence(t("changes.created", who));
    case "customer.archived":
      return sentence(t("changes.archived", who));
    case "customer.restored":
      return sentence(t("changes.restored", who));
    case "customer.related":
    case "customer.unrelated":
      return sentence(tellRelation(change, who));
    default:
      return tellFields(change, who, userName);
  }
}

function tellRelation(change: Change, who: string): string {
  const { before, after } = change.fields.relation ?? {};
  const other = (after ?? before) as { name?: string; kind?: RelationKind } | undefined;
  const relation = other?.kind ? `${relationKindWord(other.kind)}: ${other.name ?? ""}` : "";
  return after ? t("changes.related", who, relation) : t("changes.unrelated", who, relation);
}

function tellFields(change: Change, who: string, userName: UserName): Told {
  const fields = Object.entries(change.fields)
    .filter(([name]) => !SILENT.has(name) && !(change.fields.name && (name === "givenName" || name === "familyName")))
    .map(([name, values]) => tellField(name, values, userName));
  const [only] = fields;
  const merged = change.verb === "customer.merged";
  if (!only) return { sentence: merged ? t("changes.merged", who) : t("changes.edited", who), lines: [] };
  if (merged || fields.length > 1) {
    return {
      sentence: merged ? t("changes.merged", who) : t("changes.editedSeveral", who, fields.length),
      lines: fields,
    };
  }
  return { sentence: sentenceOf(who, only), lines: [] };
}

function sentenceOf(who: string, { field, before, after }: Told["lines"][number]): string {
  if (before.length > LONG || after.length > LONG) return t("changes.editedField", who, field);
  if (before === "") return t("changes.set", who, field, after);
  if (after === "") return t("changes.cleared", who, field, before);
  return t("changes.changed", who, field, before, after);
}

function tellField(name: string, values: FieldChange, userName: UserName): Told["lines"][number] {
  const part = onlyPart(name, values);
  if (part) return part;
  return {
    field: fieldWord(name),
    before: fieldText(name, values.before, userName),
    after: fieldText(name, values.after, userName),
  };
}

/** When one part of the only address changed, that part is told: the city, not the whole address. */
function onlyPart(name: string, { before, after }: FieldChange): Told["lines"][number] | null {
  if (name !== "addresses" || !Array.isArray(before) || !Array.isArray(after)) return null;
  if (before.length > 1 || after.length !== 1) return null;
  const [was, is] = [before[0] ?? {}, after[0]] as Record<string, string>[];
  const parts = Object.keys({ ...was, ...is }).filter((part) => was?.[part] !== is?.[part]);
  const [part] = parts;
  if (parts.length !== 1 || !part) return null;
  return { field: fieldWord(part), before: was?.[part] ?? "", after: is?.[part] ?? "" };
}
