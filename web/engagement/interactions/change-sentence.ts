import type { RelationKind } from "#core/people/relations/index.ts";
import type { Change } from "#core/workspace/changes/index.ts";
import { isolated } from "#web/people/customers/index.ts";
import { relationKindWord } from "#web/people/relations/index.ts";
import { t } from "#web/platform/i18n.ts";
import { toldSentence } from "#web/platform/told.ts";
import { type FieldTold, type Telling, tellField } from "./change-fields.ts";

/** A change as a person would tell it: one sentence, and the fields below it when there are several. */
export type Told = { sentence: string; lines: FieldTold[] };

/** Texts longer than this are not repeated inside a sentence. */
const LONG = 120;
/** Derived, or said by the verb already. */
const SILENT = new Set(["archivedAt", "createdAt", "updatedAt", "id", "version", "custom", "absorbed", "mergedInto"]);

export function tellChange(change: Change, telling: Telling): Told {
  const who = change.actor.kind === "system" ? t("changes.system") : isolated(change.actor.name);
  const told = tell(change, who, telling);
  if (change.via?.startsWith("imp")) return { ...told, sentence: t("changes.byImport", told.sentence) };
  return change.via?.startsWith("job") ? { ...told, sentence: t("changes.byJob", told.sentence) } : told;
}

function tell(change: Change, who: string, telling: Telling): Told {
  const sentence = (text: string): Told => ({ sentence: text, lines: [] });
  switch (change.verb) {
    case "customer.created":
      return sentence(t("changes.created", who));
    case "customer.archived":
      return sentence(t("changes.archived", who));
    case "customer.restored":
      return sentence(t("changes.restored", who));
    case "customer.erasureStarted":
      return sentence(t("changes.erasureStarted", who));
    case "customer.erased":
      return sentence(t("changes.erased"));
    case "customer.exported":
      return sentence(t("changes.exported", who));
    case "customer.undone":
      return tellUndone(change, fieldsOf(change, telling), who);
    case "interaction.logged":
      return sentence(t("changes.logged", who));
    case "interaction.corrected":
      return sentence(t("changes.corrected", who));
    case "interaction.withdrawn":
      return sentence(t("changes.withdrew", who));
    case "customer.related":
    case "customer.unrelated":
      return sentence(tellRelation(change, who));
    case "customer.absorbed":
      return { sentence: t("changes.absorbed", who, nameIn(change, "absorbed")), lines: fieldsOf(change, telling) };
    case "customer.unmerged":
      return { sentence: t("changes.unmerged", who, nameIn(change, "absorbed")), lines: fieldsOf(change, telling) };
    case "customer.mergedInto":
      return sentence(t("changes.mergedInto", who, nameIn(change, "mergedInto")));
    case "customer.separated":
      return sentence(t("changes.separated", who, nameIn(change, "mergedInto")));
    case "customer.merged":
      return { sentence: t("changes.merged", who), lines: fieldsOf(change, telling) };
    case "customer.updated":
    case "customer.importReverted":
      return tellFields(fieldsOf(change, telling), who);
    default:
      return sentence(toldSentence(change));
  }
}

function tellUndone({ fields }: Change, told: FieldTold[], who: string): Told {
  const [only] = told;
  if (!only) {
    if (!fields.archivedAt) return { sentence: t("changes.undone", who), lines: [] };
    return { sentence: t(fields.archivedAt.after ? "changes.undoneRestore" : "changes.undoneArchive", who), lines: [] };
  }
  if (told.length > 1) return { sentence: t("changes.undoneSeveral", who, told.length), lines: told };
  const { field, before, after } = only;
  if (after === "" && before.length <= LONG)
    return { sentence: t("changes.undoneAway", who, field, before), lines: [] };
  if (after.length > LONG || after === before || after === "")
    return { sentence: t("changes.undone", who), lines: told };
  return { sentence: t("changes.undoneField", who, field, after), lines: [] };
}

/** The other record of a merge. */
function nameIn(change: Change, field: "absorbed" | "mergedInto"): string {
  const { before, after } = change.fields[field] ?? {};
  return isolated(((after ?? before) as { name?: string } | undefined)?.name ?? "");
}

function tellRelation(change: Change, who: string): string {
  const { before, after } = change.fields.relation ?? {};
  const other = (after ?? before) as { name?: string; kind?: RelationKind } | undefined;
  const relation = other?.kind ? `${relationKindWord(other.kind)}: ${isolated(other.name ?? "")}` : "";
  return after ? t("changes.related", who, relation) : t("changes.unrelated", who, relation);
}

function fieldsOf(change: Change, telling: Telling): FieldTold[] {
  const isSaid = (name: string) => change.fields.name && (name === "givenName" || name === "familyName");
  return Object.entries(change.fields)
    .filter(([name]) => !SILENT.has(name) && !isSaid(name))
    .flatMap(([name, values]) => tellField(name, values, telling));
}

function tellFields(fields: FieldTold[], who: string): Told {
  const [only] = fields;
  if (!only) return { sentence: t("changes.edited", who), lines: [] };
  if (fields.length > 1) return { sentence: t("changes.editedSeveral", who, fields.length), lines: fields };
  return { sentence: sentenceOf(who, only), lines: [] };
}

function sentenceOf(who: string, { field, before, after, isList }: FieldTold): string {
  if (before.length > LONG || after.length > LONG || before === after) return t("changes.editedField", who, field);
  if (before === "") return t(isList ? "changes.added" : "changes.set", who, field, after);
  if (after === "") return t(isList ? "changes.removed" : "changes.cleared", who, field, before);
  return t("changes.changed", who, field, before, after);
}
