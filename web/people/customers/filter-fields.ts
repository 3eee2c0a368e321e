import { CUSTOMER_FIELDS } from "#core/people/customers/view.ts";
import { OPERATORS_OF, type Operator, type ValueKind } from "#core/platform/rules/operators.ts";
import type { Leaf, Rule } from "#core/platform/rules/rule.ts";
import { type RuleNames, sayRule } from "#core/platform/rules/rule-words.ts";
import { findWord, t } from "#web/platform/i18n.ts";
import { calendar, locale } from "#web/platform/locale.ts";
import type { Choice } from "#web/ui/field.tsx";
import { isolated } from "./field-words.ts";
import { kindChoices, kindWord, relationChoices, relationWord, stageChoices, stageWord } from "./words.ts";

/** What the list may be filtered by: the fields of the card. The archive has a switch of its own. */
export const FIELDS = CUSTOMER_FIELDS.filter(({ name, depth }) => depth === "card" && name !== "archived");

const MAY_BE_EMPTY = new Set(["ownerId", "teamId", "tags", "city", "firstContactAt", "lastContactAt"]);

/** What may be asked of a field, in the order it is offered, without what is never or always so. */
export function operatorsOf(field: string): Operator[] {
  const type = FIELDS.find(({ name }) => name === field)?.type ?? "text";
  const isPresence = (is: string) => is === "empty" || is === "notEmpty";
  // These dates all lie in the past.
  return (Object.keys(OPERATORS_OF[type]) as Operator[]).filter(
    (is) => is !== "inNext" && (MAY_BE_EMPTY.has(field) || !isPresence(is)),
  );
}

export function valueKindOf(field: string, is: Operator): ValueKind {
  const type = FIELDS.find(({ name }) => name === field)?.type ?? "text";
  return OPERATORS_OF[type][is] ?? "none";
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export const fieldName = (name: string): string => capitalised(findWord(`filters.fields.${name}`) ?? name);
export const operatorName = (is: Operator): string => t(`filters.operators.${is}`);

type UserName = (id: string | null | undefined) => string | null;
type User = { id: string; name: string };

/** The values a field is chosen from; null where they are typed. */
export function choicesOf(field: string, users: readonly User[]): Choice[] | null {
  if (field === "kind") return kindChoices();
  if (field === "relation") return relationChoices();
  if (field === "lifecycleStage") return stageChoices();
  return field === "ownerId" ? users.map(({ id, name }) => ({ value: id, label: name })) : null;
}

const VALUE_WORDS: Record<string, (value: never) => string> = {
  kind: kindWord,
  relation: relationWord,
  lifecycleStage: stageWord,
};

/** A condition, or all of them, as a person reads them. */
export function sayFilter(rule: Rule, userName: UserName): string {
  const names: RuleNames = {
    fieldName: (name) => findWord(`filters.said.${name}`) ?? name,
    valueName(field, value) {
      if (field === "ownerId") return isolated(userName(value) ?? t("customers.someone"));
      return VALUE_WORDS[field]?.(value as never) ?? isolated(value);
    },
    phrase: sayPresence,
    calendar: calendar(),
  };
  return sayRule(rule, locale(), names);
}

/** «تلفن دارد», "there is no phone". */
function sayPresence({ field, is }: Leaf, isUnder: boolean): string | undefined {
  if (!["yes", "no", "empty", "notEmpty"].includes(is)) return undefined;
  const isThere = (is === "yes" || is === "notEmpty") !== isUnder;
  return findWord(`filters.${isThere ? "has" : "hasNot"}.${field}`);
}
