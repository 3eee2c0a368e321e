import type { FieldType, RuleField, View, ViewValue } from "../rules/fields.ts";
import type { CustomField, CustomType, CustomValues, RecordKind } from "./definition.ts";
import { isOnCards } from "./on-card.ts";

const RULE_TYPE: Readonly<Record<CustomType, FieldType>> = {
  text: "text",
  longText: "text",
  number: "number",
  money: "number",
  date: "date",
  yesNo: "yesNo",
  choice: "choice",
  manyChoice: "many",
  customer: "choice",
};

export const ruleNameOf = (key: string): string => `custom.${key}`;

/**
 * What rules may ask about the custom fields of a kind of record. Retired ones are among them, so that a rule about one
 * is broken, not silently untrue. An amount of money is asked for in its smallest unit.
 */
export function customRuleFields(fields: readonly CustomField[], kind: RecordKind): RuleField[] {
  return fields
    .filter((field) => field.kind === kind)
    .map((field) => ({
      name: ruleNameOf(field.key),
      type: RULE_TYPE[field.type],
      depth: isOnCards(field) ? "card" : "full",
      ...(field.choices && { choices: field.choices.map(({ value }) => value) }),
      ...(field.retiredAt !== undefined && { retired: true }),
    }));
}

/** Custom values as rules see them: every field that rules may ask about, null where it is empty. */
export function customView(fields: readonly CustomField[], kind: RecordKind, values: CustomValues): View {
  const view: Record<string, ViewValue> = {};
  for (const field of fields) {
    if (field.kind === kind)
      view[ruleNameOf(field.key)] = values[field.key] ?? (field.type === "manyChoice" ? [] : null);
  }
  return view;
}
