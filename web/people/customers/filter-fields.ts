import { CONSENT_STATES, RFM_GROUPS } from "#core/people/customers/index.ts";
import { CUSTOMER_FIELDS } from "#core/people/customers/view.ts";
import { customRuleFields } from "#core/platform/custom-fields/rule-fields.ts";
import { fromMinorUnits } from "#core/platform/money.ts";
import type { FieldType, RuleField } from "#core/platform/rules/fields.ts";
import { OPERATORS_OF, type Operator, type ValueKind } from "#core/platform/rules/operators.ts";
import type { Leaf, Rule } from "#core/platform/rules/rule.ts";
import { type RuleNames, sayRule } from "#core/platform/rules/rule-words.ts";
import { findWord, t } from "#web/platform/i18n.ts";
import { calendar, locale } from "#web/platform/locale.ts";
import type { Choice } from "#web/ui/field.tsx";
import { choiceWord, knownFields } from "#web/workspace/fields/index.ts";
import { customerName } from "./customer-names.ts";
import { customFieldOf, fieldWord, isolated } from "./field-words.ts";
import { isShown } from "./parts.ts";
import { knownSegments, segmentName } from "./segment-names.ts";
import {
  type Channel,
  channelChoices,
  channelWord,
  consentWord,
  kindChoices,
  kindWord,
  languageWord,
  relationChoices,
  relationWord,
  rfmWord,
  stageChoices,
  stageWord,
} from "./words.ts";

const OWN: readonly RuleField[] = CUSTOMER_FIELDS.filter(({ name }) => name !== "archived");

/**
 * What a rule may ask about: the fields of customers, and those the workspace has added. The archive has a switch
 * of its own. Retired fields are among them, so that a condition about one is known to be broken; fields that are closed
 * to the reader are not.
 */
export const filterFields = (): readonly RuleField[] =>
  [...OWN, ...customRuleFields(knownFields(), "customer")].filter(({ name }) => isShown(name));

/** Those that are offered: for lists of what cards say, `everything` for rules that are asked of one customer at a time. */
export const offeredFields = (everything: boolean): readonly RuleField[] =>
  filterFields().filter(
    ({ name, depth, retired }) => !retired && (everything || depth === "card" || customFieldOf(name) !== undefined),
  );

const typeOf = (field: string): FieldType => filterFields().find(({ name }) => name === field)?.type ?? "text";

const MAY_BE_EMPTY = new Set([
  ...CUSTOMER_FIELDS.filter(({ depth, type }) => depth === "full" && type !== "choice").map(({ name }) => name),
  "preferredChannel",
  "language",

  "ownerId",
  "teamId",
  "tags",
  "city",
  "firstContactAt",
  "lastContactAt",
  "nextActivityAt",
  "segments",
  "rfm.group",
]);

/** What may be asked of a field, in the order it is offered, without what is never or always so. */
export function operatorsOf(field: string): Operator[] {
  const type = typeOf(field);
  const isPresence = (is: string) => is === "empty" || is === "notEmpty";
  if (customFieldOf(field)) return Object.keys(OPERATORS_OF[type]) as Operator[];
  // These dates all lie in the past.
  return (Object.keys(OPERATORS_OF[type]) as Operator[]).filter(
    (is) => (is !== "inNext" || field === "occasions") && (MAY_BE_EMPTY.has(field) || !isPresence(is)),
  );
}

export function valueKindOf(field: string, is: Operator): ValueKind {
  return OPERATORS_OF[typeOf(field)][is] ?? "none";
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export const fieldName = (name: string): string =>
  customFieldOf(name) ? fieldWord(name) : capitalised(findWord(`filters.fields.${name}`) ?? countWord(name) ?? name);

/** What is counted by channel, whoever began it. */
function countWord(name: string): string | undefined {
  const [, channel, began = "all"] = /^stats\.(\w+)(?:\.(in|out))?$/.exec(name) ?? [];
  return channel && t(`filters.statsOf.${began as "all" | "in" | "out"}`, channelWord(channel as Channel));
}
export const operatorName = (is: Operator): string => t(`filters.operators.${is}`);

type UserName = (id: string | null | undefined) => string | null;
type User = { id: string; name: string };

/** The values a field is chosen from; null where they are typed. */
export function choicesOf(field: string, users: readonly User[]): Choice[] | null {
  const custom = customFieldOf(field);
  if (custom?.choices) return custom.choices.map(({ value }) => ({ value, label: choiceWord(custom, value) }));
  if (field === "kind") return kindChoices();
  if (field === "relation") return relationChoices();
  if (field === "lifecycleStage") return stageChoices();
  if (field === "segments") return knownSegments().map(({ id, name }) => ({ value: id, label: name }));
  if (field === "preferredChannel") return channelChoices();
  if (field === "language") return (["fa", "en"] as const).map((value) => ({ value, label: languageWord(value) }));
  if (field.startsWith("consents.")) return CONSENT_STATES.map((value) => ({ value, label: consentWord(value) }));
  if (field === "rfm.group") return RFM_GROUPS.map((group) => ({ value: group, label: rfmWord(group) }));
  return field === "ownerId" ? users.map(({ id, name }) => ({ value: id, label: name })) : null;
}

const VALUE_WORDS: Record<string, (value: never) => string> = {
  kind: kindWord,
  relation: relationWord,
  lifecycleStage: stageWord,
  "rfm.group": rfmWord,
  preferredChannel: channelWord,
  language: languageWord,
  "consents.email": consentWord,
  "consents.sms": consentWord,
  "consents.call": consentWord,
  segments: (id: string) => isolated(segmentName(id) ?? t("filters.unknownSegment")),
};

/** A condition, or all of them, as a person reads them. */
export function sayFilter(rule: Rule, userName: UserName): string {
  const names: RuleNames = {
    fieldName: (name) =>
      customFieldOf(name) ? isolated(fieldWord(name)) : (findWord(`filters.said.${name}`) ?? countWord(name) ?? name),
    valueName(field, value) {
      const custom = customFieldOf(field);
      if (custom) return isolated(custom.type === "customer" ? customerName(value) : choiceWord(custom, value));
      if (field === "ownerId") return isolated(userName(value) ?? t("customers.someone"));
      return VALUE_WORDS[field]?.(value as never) ?? isolated(value);
    },
    phrase: sayPresence,
    calendar: calendar(),
  };
  return sayRule(inMajorUnits(rule), locale(), names);
}

/** Amounts as people say them: rules hold them in the smallest units. */
function inMajorUnits(rule: Rule): Rule {
  if ("all" in rule) return { all: rule.all.map(inMajorUnits) };
  if ("any" in rule) return { any: rule.any.map(inMajorUnits) };
  if ("not" in rule) return { not: inMajorUnits(rule.not) };
  const currency = customFieldOf(rule.field)?.currency;
  if (!currency) return rule;
  const major = (units: unknown) => fromMinorUnits(Number(units), currency);
  if (typeof rule.value === "number") return { ...rule, value: major(rule.value) };
  const { from, to } = (rule.value ?? {}) as { from?: unknown; to?: unknown };
  return typeof from === "number" ? { ...rule, value: { from: major(from), to: major(to) } } : rule;
}

/** «تلفن دارد», "there is no phone". */
function sayPresence({ field, is, value }: Leaf, isUnder: boolean): string | undefined {
  if (field === "segments" && (is === "hasAny" || is === "hasNone") && Array.isArray(value)) {
    const named = value.map((id) => t("common.quoted", isolated(segmentName(id) ?? t("filters.unknownSegment"))));
    return t((is === "hasAny") !== isUnder ? "filters.inSegment" : "filters.notInSegment", named.join(t("filters.or")));
  }
  if (!["yes", "no", "empty", "notEmpty"].includes(is)) return undefined;
  const isThere = (is === "yes" || is === "notEmpty") !== isUnder;
  return findWord(`filters.${isThere ? "has" : "hasNot"}.${field}`);
}
