import { type Leaf, RULE_LIMITS, type Rule } from "#core/platform/rules/rule.ts";

export type Joint = "all" | "any";

/** The conditions of a list, side by side. One that came in an address may be a group: it is kept as it is. */
export type Filter = { joint: Joint; conditions: readonly Rule[] };

export const NO_FILTER: Filter = { joint: "all", conditions: [] };

/** The filter in a page's address; null when it is no rule at all. Whether it fits the fields is asked elsewhere. */
export function parseFilter(text: string | undefined): Filter | null {
  if (!text) return NO_FILTER;
  try {
    const rule: unknown = JSON.parse(text);
    if (!isRule(rule, 1)) return null;
    if ("all" in rule) return { joint: "all", conditions: rule.all };
    return "any" in rule ? { joint: "any", conditions: rule.any } : { joint: "all", conditions: [rule] };
  } catch {
    return null;
  }
}

export function ruleOf({ joint, conditions }: Filter): Rule {
  return joint === "all" ? { all: [...conditions] } : { any: [...conditions] };
}

/** As it is written in the address; null when nothing is asked. */
export function writeFilter(filter: Filter): string | null {
  return filter.conditions.length === 0 ? null : JSON.stringify(ruleOf(filter));
}

/** The filter with one condition more, which always leaves fewer. */
export function narrowedBy(filter: Filter, condition: Leaf): Filter {
  const asked = JSON.stringify(condition);
  const { joint, conditions } = filter;
  if (joint === "any" && conditions.length > 1) return { joint: "all", conditions: [ruleOf(filter), condition] };
  const isThere = conditions.some((one) => JSON.stringify(one) === asked);
  return { joint: "all", conditions: isThere ? conditions : [...conditions, condition] };
}

export function isLeaf(rule: Rule): rule is Leaf {
  return "field" in rule;
}

function isRule(value: unknown, depth: number): value is Rule {
  if (typeof value !== "object" || value === null || depth > RULE_LIMITS.depth) return false;
  if ("field" in value) return typeof value.field === "string" && "is" in value && typeof value.is === "string";
  const [entry, ...more] = Object.entries(value);
  if (!entry || more.length > 0) return false;
  const [name, inside] = entry;
  if (name === "not") return isRule(inside, depth + 1);
  return (name === "all" || name === "any") && Array.isArray(inside) && inside.every((one) => isRule(one, depth + 1));
}
