import { formatDate } from "../date-format.ts";
import { toPersianDigits } from "../digits.ts";
import type { Calendar } from "../text-shape.ts";
import { OPERATORS_OF, type Operator, positiveOf } from "./operators.ts";
import type { Leaf, Rule, Span } from "./rule.ts";
import { PHRASES_EN } from "./words-en.ts";
import { PHRASES_FA } from "./words-fa.ts";

export type RuleNames = {
  /** «آخرین تماس», "last contact". A date called «آخرین X» or "last X" is read back as having had an X, or none. */
  fieldName(name: string): string;
  /** What people call a choice, a colleague, a tag: «در خطر» for `atRisk`. */
  valueName(field: string, value: string): string;
  /** Says a leaf better than the general phrase: «تلفن دارد», "has no phone". */
  phrase?(leaf: Leaf, negated: boolean): string | undefined;
  /** In which dates are written; the locale's own unless said. */
  calendar?: Calendar;
};

/** What a phrase is made of: every value in words already. */
export type PhraseParts = {
  field: string;
  /** The X of a field called «آخرین X» or "last X". */
  event: string | null;
  value: string;
  values: readonly string[];
  from: string;
  to: string;
  /** Whether a span is nothing but today. */
  isToday: boolean;
  /** How many of which unit: «۹۰ روز», "90 days". */
  span: string;
  month: string;
  day: string;
  negated: boolean;
};

export type Phrases = {
  phrase: Readonly<Partial<Record<Operator, (parts: PhraseParts) => string>>>;
  join(phrases: readonly string[], isAll: boolean): string;
  always: string;
  never: string;
  lastThing: RegExp;
  span(count: string, unit: "days" | "weeks" | "months", isOne: boolean): string;
  month(month: number, calendar: Calendar): string;
  thousands: string;
  decimal: string;
};

const PHRASES = { fa: PHRASES_FA, en: PHRASES_EN } as const;

/**
 * A rule in a sentence that a person reads back: «شهر یزد است و ۹۰ روز است که تماسی نداشته‌ایم», "city is Yazd and no
 * contact for 90 days". A broken rule is said as far as it can be.
 */
export function sayRule(rule: Rule, locale: "fa" | "en", names: RuleNames): string {
  return sayTree(rule, false, { locale, names, words: PHRASES[locale] });
}

type Speech = { locale: "fa" | "en"; names: RuleNames; words: Phrases };

/** Negation is said where it bites: «not (a and b)» as "not a or not b". */
function sayTree(rule: Rule, negated: boolean, speech: Speech): string {
  if ("field" in rule) return sayLeaf(rule, negated, speech);
  if ("not" in rule) return sayTree(rule.not, !negated, speech);
  const isAll = "all" in rule !== negated;
  const children = flatten(rule, negated, isAll);
  if (children.length === 0) return isAll ? speech.words.always : speech.words.never;
  const isAlone = children.length === 1;
  const said = children.map((child) => {
    const phrase = sayTree(child.rule, child.negated, speech);
    return !isAlone && isGroup(child.rule) ? `(${phrase})` : phrase;
  });
  return speech.words.join(said, isAll);
}

type Signed = { rule: Rule; negated: boolean };

/** The children of a group, with those of groups inside that join in the same way, or hold but one. */
function flatten(rule: Rule, negated: boolean, isAll: boolean): Signed[] {
  if ("field" in rule) return [{ rule, negated }];
  if ("not" in rule) return flatten(rule.not, !negated, isAll);
  const children = "all" in rule ? rule.all : rule.any;
  const joinsAlike = ("all" in rule !== negated) === isAll;
  if (joinsAlike || children.length === 1) return children.flatMap((child) => flatten(child, negated, isAll));
  return [{ rule, negated }];
}

function isGroup(rule: Rule): boolean {
  return !("field" in rule) && !("not" in rule);
}

function sayLeaf(leaf: Leaf, isUnder: boolean, speech: Speech): string {
  const own = speech.names.phrase?.(leaf, isUnder);
  if (own) return own;
  const { is, negated } = positiveOf(leaf.is);
  const phrase = speech.words.phrase[is];
  const parts = partsOf(leaf, negated !== isUnder, speech);
  return phrase ? phrase(parts) : `${parts.field} ${leaf.is} ${parts.value}`;
}

type Given = Partial<Span> & { from?: string | number; to?: string | number; month?: number; day?: number };

function partsOf(leaf: Leaf, negated: boolean, { locale, names, words }: Speech): PhraseParts {
  const field = names.fieldName(leaf.field);
  const given = (typeof leaf.value === "object" && !Array.isArray(leaf.value) ? leaf.value : {}) as Given;
  const { from, to, count = 0, unit = "days", month, day, calendar = "gregorian" } = given;
  const say = (value: unknown) => {
    if (typeof value === "number") return sayNumber(value, locale, words);
    if (typeof value !== "string") return "";
    return leaf.is in OPERATORS_OF.date ? sayDay(value, locale, names) : names.valueName(leaf.field, value);
  };
  return {
    field,
    event: words.lastThing.exec(field)?.[1] ?? null,
    value: say(leaf.value),
    values: Array.isArray(leaf.value) ? leaf.value.map((value) => names.valueName(leaf.field, value)) : [],
    from: say(from),
    to: say(to),
    // Today alone is the last day, and the next none.
    isToday: count === 0 || (/[lL]ast$/.test(leaf.is) && count === 1 && unit === "days"),
    span: words.span(sayNumber(count, locale, words), unit, count === 1),
    month: month ? words.month(month, calendar) : "",
    day: day ? sayNumber(day, locale, words) : "",
    negated,
  };
}

function sayDay(on: string, locale: "fa" | "en", { calendar }: RuleNames): string {
  try {
    return formatDate(on, { calendar: calendar ?? (locale === "fa" ? "persian" : "gregorian"), locale, style: "long" });
  } catch {
    return on;
  }
}

function sayNumber(value: number, locale: "fa" | "en", { thousands, decimal }: Phrases): string {
  const [whole = "", rest] = String(value).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thousands);
  const text = rest ? `${grouped}${decimal}${rest}` : grouped;
  return locale === "fa" ? toPersianDigits(text) : text;
}
