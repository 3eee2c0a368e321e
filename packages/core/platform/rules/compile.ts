import { assertWhole } from "./check-rule.ts";
import { dateTest } from "./date-tests.ts";
import type { RuleContext, RuleField, View, ViewValue } from "./fields.ts";
import { positiveOf } from "./operators.ts";
import type { Leaf, Rule } from "./rule.ts";
import { IS_OF_TYPE, isEmpty, NEVER, type ValueTest, valueTest } from "./value-tests.ts";

/** A leaf that settled the answer. `negated`: under an odd number of `not`, so what it asks had to be untrue. */
export type Because = { leaf: Leaf; found: ViewValue; negated: boolean };

/** A rule made ready for one moment: whether it holds, until when that is certain, and why. */
export type Node = {
  holds(view: View): boolean;
  /** Until then time alone changes nothing. */
  flipsAt(view: View): string;
  explain(view: View, negated: boolean, because: Because[]): void;
};

/** Makes a rule ready. CrmError `rule.broken` when it is; RangeError when `now` or the zone is not one. */
export function compile(rule: Rule, context: RuleContext): Node {
  assertWhole(rule, context.fields);
  return nodeOf(rule, context, new Map(context.fields.map((field) => [field.name, field])));
}

function nodeOf(rule: Rule, context: RuleContext, fields: ReadonlyMap<string, RuleField>): Node {
  if ("field" in rule) return leafNode(rule, fields.get(rule.field) as RuleField, context);
  if ("not" in rule) return notNode(nodeOf(rule.not, context, fields));
  const isAll = "all" in rule;
  return groupNode(
    (isAll ? rule.all : rule.any).map((child) => nodeOf(child, context, fields)),
    isAll,
  );
}

function notNode(inner: Node): Node {
  return {
    holds: (view) => !inner.holds(view),
    flipsAt: inner.flipsAt,
    explain: (view, negated, because) => inner.explain(view, !negated, because),
  };
}

/** One untrue child settles `all`, one true child `any`; with none of those, every child together does. */
function groupNode(children: readonly Node[], isAll: boolean): Node {
  const settling = (view: View) => children.filter((child) => child.holds(view) !== isAll);
  return {
    holds: (view) => {
      for (const child of children) if (child.holds(view) !== isAll) return !isAll;
      return isAll;
    },
    // As long as one that settles it stays as it is, so does the group: the last of those to flip counts.
    flipsAt: (view) => {
      const settlers = settling(view);
      const flips = (settlers.length > 0 ? settlers : children).map((child) => child.flipsAt(view)).sort();
      return (settlers.length > 0 ? flips.at(-1) : flips[0]) ?? NEVER;
    },
    explain: (view, negated, because) => {
      const settlers = settling(view);
      for (const child of settlers.length > 0 ? settlers : children) child.explain(view, negated, because);
    },
  };
}

function leafNode(leaf: Leaf, field: RuleField, context: RuleContext): Node {
  const { is, negated } = positiveOf(leaf.is);
  const test = testOf({ ...leaf, is }, field, context);
  const found = (view: View) => readValue(view, field);
  return {
    holds: (view) => test.holds(found(view)) !== negated,
    flipsAt: (view) => test.flipsAt(found(view)),
    explain: (view, isNegated, because) => because.push({ leaf, found: found(view), negated: isNegated }),
  };
}

type Test = { holds(value: ViewValue): boolean; flipsAt(value: ViewValue): string };

const never = () => NEVER;

function testOf(leaf: Leaf, field: RuleField, context: RuleContext): Test {
  if (leaf.is === "empty") return { holds: isEmpty, flipsAt: never };
  const isDate = field.type === "date" || field.type === "dates" || field.type === "instant";
  const one = isDate ? dateTest(leaf, field, context) : valueTest(leaf, field);
  const hasSome = field.type === "texts" || field.type === "dates";
  const { holds, flipsAt } = hasSome ? someOf(one) : one;
  return {
    holds: (value) => value !== null && value !== "" && holds(value),
    flipsAt: flipsAt ? (value) => (value === null || value === "" ? NEVER : flipsAt(value)) : never,
  };
}

/** Asked of each of several values: so it is an `any`, and flips like one. */
function someOf(test: ValueTest): ValueTest {
  const { holds, flipsAt } = test;
  const list = (value: ViewValue) => value as readonly NonNullable<ViewValue>[];
  const some = (value: NonNullable<ViewValue>) => list(value).some(holds);
  if (!flipsAt) return { holds: some };
  return {
    holds: some,
    flipsAt: (value) => {
      const settlers = list(value).filter(holds);
      const flips = (settlers.length > 0 ? settlers : list(value)).map(flipsAt).sort();
      return (settlers.length > 0 ? flips.at(-1) : flips[0]) ?? NEVER;
    },
  };
}

/** A view that lacks a field was made at another depth than the rule needs: to take it for empty would be a lie. */
function readValue(view: View, field: RuleField): ViewValue {
  const value = view[field.name];
  if (value === undefined) throw new TypeError(`The view was read without “${field.name}”, which the rule needs.`);
  if (!(value === null || value === "") && !IS_OF_TYPE[field.type](value)) {
    throw new TypeError(`The view's “${field.name}” is no ${field.type}.`);
  }
  return value;
}
