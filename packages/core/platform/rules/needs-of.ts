import { assertWhole } from "./check-rule.ts";
import type { Depth, RuleField } from "./fields.ts";
import type { Rule } from "./rule.ts";

/** Which view a rule needs. CrmError `rule.broken` when a field is unknown. */
export function needsOf(rule: Rule, fields: readonly RuleField[]): Depth {
  assertWhole(rule, fields);
  const deep = new Set(fields.filter((field) => field.depth === "full").map((field) => field.name));
  return [...fieldsOf(rule)].some((name) => deep.has(name)) ? "full" : "card";
}

/** The names of the fields a rule asks about, whether they still exist or not. */
export function fieldsOf(rule: Rule): Set<string> {
  if ("field" in rule) return new Set([rule.field]);
  const children = "not" in rule ? [rule.not] : "all" in rule ? rule.all : rule.any;
  return new Set(children.flatMap((child) => [...fieldsOf(child)]));
}
