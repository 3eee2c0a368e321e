import { getISO } from "temporal-polyfill/fns/Calendar";
import { fromString } from "temporal-polyfill/fns/PlainDate";
import { invalid } from "../errors.ts";
import { foldText } from "../fold.ts";
import type { RuleField } from "./fields.ts";
import { OPERATORS_OF, type ValueKind } from "./operators.ts";
import { type Leaf, RULE_LIMITS, type Rule, SPAN_LIMITS } from "./rule.ts";

export const BROKEN_REASONS = [
  "malformed",
  "unknownField",
  "retiredField",
  "wrongOperator",
  "wrongValue",
  "unknownChoice",
] as const;

/** One thing that is wrong with a rule. `path` leads to it, such as `all.0.not`; empty for the rule itself. */
export type BrokenPart = { path: string; reason: (typeof BROKEN_REASONS)[number]; field?: string };

/** What keeps a rule from being answered with this catalogue. Nothing when it is whole. */
export function checkRule(rule: Rule, fields: readonly RuleField[]): { broken: BrokenPart[] } {
  const broken: BrokenPart[] = [];
  check(rule, "", new Map(fields.map((field) => [field.name, field])), broken);
  return { broken };
}

/** Refuses a broken rule with `rule.broken` and every part that is: it must never pass for one nobody satisfies. */
export function assertWhole(rule: Rule, fields: readonly RuleField[]): void {
  const { broken } = checkRule(rule, fields);
  if (broken.length === 0) return;
  const message = "This rule asks about something that is not there, or in a way that does not fit. Mend or remove it.";
  throw invalid("rule.broken", message, broken);
}

function check(rule: Rule, path: string, fields: ReadonlyMap<string, RuleField>, broken: BrokenPart[]): void {
  const group = groupOf(rule);
  if (group === "leaf") {
    const leaf = rule as Leaf;
    const reason = leafProblem(leaf, fields.get(leaf.field));
    if (reason) broken.push({ path, reason, field: leaf.field });
  } else if (group) {
    for (const [step, child] of group) check(child, path ? `${path}.${step}` : step, fields, broken);
  } else broken.push({ path, reason: "malformed" });
}

function groupOf(rule: Rule): [step: string, child: Rule][] | "leaf" | null {
  if (typeof rule !== "object" || rule === null) return null;
  if ("field" in rule) return "leaf";
  const [entry, ...more] = Object.entries(rule) as [string, unknown][];
  if (!entry || more.length > 0) return null;
  const [name, inside] = entry;
  if (name === "not") return [["not", inside as Rule]];
  const isGroup = (name === "all" || name === "any") && Array.isArray(inside);
  return isGroup ? inside.map((child, index): [string, Rule] => [`${name}.${index}`, child]) : null;
}

function leafProblem(leaf: Leaf, field: RuleField | undefined): BrokenPart["reason"] | null {
  if (!field) return "unknownField";
  if (field.retired) return "retiredField";
  const operators = OPERATORS_OF[field.type];
  const kind = Object.hasOwn(operators, leaf.is) ? operators[leaf.is] : undefined;
  if (!kind) return "wrongOperator";
  if (!FITS[kind](leaf.value)) return "wrongValue";
  const { choices } = field;
  const isUnknown = choices && kind === "texts" && (leaf.value as string[]).some((value) => !choices.includes(value));
  return isUnknown ? "unknownChoice" : null;
}

type Fields = Record<string, unknown>;

const MONTH_LENGTHS = {
  persian: [31, 31, 31, 31, 31, 31, 30, 30, 30, 30, 30, 30],
  gregorian: [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31],
} as const;

/** The longest span that still means something for what recurs every year. */
const YEARLY_LIMITS = { days: 366, weeks: 52, months: 12 } as const;

const FITS: Readonly<Record<ValueKind, (value: unknown) => boolean>> = {
  none: (value) => value === undefined,
  text: (value) => isText(value) && foldText(value) !== "",
  texts: (value) =>
    Array.isArray(value) && value.length > 0 && value.length <= RULE_LIMITS.values && value.every(isText),
  number: (value) => Number.isFinite(value),
  betweenNumbers: (value) => {
    const { from, to } = inside(value);
    return Number.isFinite(from) && Number.isFinite(to) && (from as number) <= (to as number);
  },
  date: isDate,
  betweenDates: (value) => {
    const { from, to } = inside(value);
    return isDate(from) && isDate(to) && from <= to;
  },
  span: (value) => isSpan(value, SPAN_LIMITS),
  pastSpan: (value) => isSpan(value, SPAN_LIMITS) && inside(value).count !== 0,
  yearlySpan: (value) => isSpan(value, YEARLY_LIMITS) && isCalendar(inside(value).calendar),
  monthDay: (value) => {
    const { month, day, calendar } = inside(value);
    return isMonth(month, calendar) && isCount(day, 1, MONTH_LENGTHS[calendar as "persian"][month - 1] as number);
  },
  month: (value) => isMonth(inside(value).month, inside(value).calendar),
};

function inside(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= RULE_LIMITS.letters;
}

function isCount(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}

function isCalendar(value: unknown): boolean {
  return value === "persian" || value === "gregorian";
}

function isMonth(month: unknown, calendar: unknown): month is number {
  return isCount(month, 1, 12) && isCalendar(calendar);
}

function isSpan(value: unknown, limits: Readonly<Record<string, number>>): boolean {
  const { count, unit, calendar } = inside(value);
  const most = typeof unit === "string" && Object.hasOwn(limits, unit) ? limits[unit] : undefined;
  if (most === undefined || !isCount(count, 0, most)) return false;
  return calendar === undefined ? unit !== "months" : isCalendar(calendar);
}

const DATE = /^[12]\d{3}-\d\d-\d\d$/;

// Comparing dates as text needs four digits in the year of every day a rule can lead to.
function isDate(value: unknown): value is string {
  if (typeof value !== "string" || !DATE.test(value)) return false;
  try {
    fromString(value, getISO);
    return true;
  } catch {
    return false;
  }
}
