import { foldText } from "../fold.ts";
import { assertWhole } from "./check-rule.ts";
import { dayRangeOf } from "./day-range.ts";
import { addDays, dayOf, startOfDay } from "./days.ts";
import { allows, bothFacts, eitherFact, type Fact } from "./facts.ts";
import { hasSeveral, type RuleContext, type RuleField, type View } from "./fields.ts";
import { positiveOf } from "./operators.ts";
import type { Between, Leaf, Rule } from "./rule.ts";

export type { Fact } from "./facts.ts";

/**
 * What every record that satisfies a rule has in common, for a reader that can read less by it: `nothing` when none can
 * satisfy it, otherwise a fact for each of some fields (none: everything has to be read). Of a field
 * with several values a fact says that one of them is so. It never leaves a match out, and often lets others in.
 */
export type Narrow = { nothing: true } | { facts: Readonly<Record<string, Fact>> };

type Reading = { fields: ReadonlyMap<string, RuleField>; at?: Omit<RuleContext, "fields">; today: string | null };

const NOTHING: Narrow = { nothing: true };
const EVERYTHING: Narrow = { facts: {} };

/**
 * What a rule lets a reader leave unread. With `at`, relative dates narrow too, and the days of instants are exact to
 * the millisecond; without, absolute ones do, a day wider on both sides. CrmError `rule.broken`.
 */
export function narrow(rule: Rule, fields: readonly RuleField[], at?: Omit<RuleContext, "fields">): Narrow {
  assertWhole(rule, fields);
  const today = at ? dayOf(new Date(at.now).toISOString(), at.timeZone) : null;
  const byName = new Map(fields.map((field) => [field.name, field]));
  return narrowTree(rule, false, { fields: byName, today, ...(at && { at }) });
}

/** Whether a record lies within what `narrow` says. */
export function isWithin(narrowed: Narrow, view: View): boolean {
  if ("nothing" in narrowed) return false;
  return Object.entries(narrowed.facts).every(([name, fact]) => {
    const value = view[name] ?? null;
    return Array.isArray(value) ? value.some((one) => allows(fact, one)) : allows(fact, value as string | null);
  });
}

function narrowTree(rule: Rule, negated: boolean, reading: Reading): Narrow {
  if ("field" in rule) return narrowLeaf(rule, negated, reading);
  if ("not" in rule) return narrowTree(rule.not, !negated, reading);
  const parts = ("all" in rule ? rule.all : rule.any).map((child) => narrowTree(child, negated, reading));
  // De Morgan: a negated group is a group of the other kind.
  return "all" in rule !== negated ? both(parts, reading) : either(parts);
}

function both(parts: readonly Narrow[], { fields }: Reading): Narrow {
  const facts: Record<string, Fact> = {};
  for (const part of parts) {
    if ("nothing" in part) return NOTHING;
    for (const [name, fact] of Object.entries(part.facts)) {
      const other = facts[name];
      // Of several values one may satisfy this and another that, so two facts do not make one.
      if (other && hasSeveral((fields.get(name) as RuleField).type)) continue;
      const joined = other ? bothFacts(other, fact) : fact;
      if (!joined) return NOTHING;
      facts[name] = joined;
    }
  }
  return { facts };
}

function either(parts: readonly Narrow[]): Narrow {
  const possible = parts.flatMap((part) => ("nothing" in part ? [] : [part.facts]));
  const [first, ...others] = possible;
  if (!first) return NOTHING;
  const facts: Record<string, Fact> = {};
  for (const [name, fact] of Object.entries(first)) {
    const joined = others.reduce<Fact | null>((known, other) => eitherFact(known, other[name]), fact);
    if (joined) facts[name] = joined;
  }
  return { facts };
}

function narrowLeaf(leaf: Leaf, isUnder: boolean, reading: Reading): Narrow {
  const positive = positiveOf(leaf.is);
  const negated = isUnder !== positive.negated;
  const field = reading.fields.get(leaf.field) as RuleField;
  const fact = factOf({ ...leaf, is: positive.is }, negated, field, reading);
  return fact ? { facts: { [leaf.field]: fact } } : EVERYTHING;
}

function factOf(leaf: Leaf, negated: boolean, field: RuleField, reading: Reading): Fact | null {
  if (leaf.is === "yes" || leaf.is === "no") {
    const isYes = leaf.is === "yes";
    return { in: negated ? [!isYes, null] : [isYes] };
  }
  if (negated) return null;
  if (leaf.is === "empty") return hasSeveral(field.type) ? null : { in: [null] };
  switch (field.type) {
    case "text":
    case "texts":
      return textFact(leaf);
    case "number":
      return numberFact(leaf);
    case "choice":
      return { in: leaf.value as string[] };
    case "many": {
      const wanted = leaf.is === "hasAll" ? (leaf.value as string[]).slice(0, 1) : (leaf.value as string[]);
      return field.choices ? { in: wanted } : { folded: wanted.map(foldText) };
    }
    default:
      return dateFact(leaf, field, reading);
  }
}

function textFact(leaf: Leaf): Fact | null {
  const wanted = foldText(leaf.value as string);
  if (leaf.is === "equals") return { folded: [wanted] };
  return leaf.is === "startsWith" ? { prefix: wanted } : null;
}

function numberFact(leaf: Leaf): Fact {
  const bound = leaf.value as number;
  if (leaf.is === "equals") return { in: [bound] };
  if (leaf.is === "between") return leaf.value as Extract<Between, { from: number }>;
  return leaf.is === "lessThan" || leaf.is === "atMost" ? { to: bound } : { from: bound };
}

function dateFact(leaf: Leaf, field: RuleField, { at, today }: Reading): Fact | null {
  const range = dayRangeOf(leaf, today);
  if (!range) return null;
  // No zone is a whole day away from UTC.
  const edge = (day: string, slack: number) => {
    if (field.type !== "instant") return day;
    return at ? startOfDay(day, at.timeZone) : `${addDays(day, slack)}T00:00:00.000Z`;
  };
  return {
    ...(range.from && { from: edge(range.from, -1) }),
    ...(range.before && { to: edge(range.before, 1) }),
  };
}
