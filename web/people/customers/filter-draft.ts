import { parseDecimal } from "#core/platform/decimal.ts";
import { toPersianDigits } from "#core/platform/digits.ts";
import { fromMinorUnits, toMinorUnits } from "#core/platform/money.ts";
import { checkRule } from "#core/platform/rules/check-rule.ts";
import type { Operator, ValueKind } from "#core/platform/rules/operators.ts";
import type { Between, Leaf, MonthDay, RuleValue, Span } from "#core/platform/rules/rule.ts";
import type { Calendar } from "#core/platform/text-shape.ts";
import { calendar, locale } from "#web/platform/locale.ts";
import { readNumber } from "#web/platform/moments.ts";
import { showDate } from "#web/platform/show.ts";
import { readDate } from "#web/ui/dates.ts";
import { customFieldOf } from "./field-words.ts";
import { filterFields, operatorsOf, valueKindOf } from "./filter-fields.ts";

/** A condition as it is typed. One text serves every kind of value, so that changing the operator loses nothing. */
export type ConditionDraft = {
  field: string;
  is: Operator;
  texts: string[];
  text: string;
  from: string;
  to: string;
  unit: Span["unit"];
  month: string;
  /** Whose months are meant: the reader's, or those that the condition was written with. */
  calendar: Calendar;
};

export function draftOf(leaf: Leaf | null): ConditionDraft {
  const empty = { texts: [], text: "", from: "", to: "", unit: "days", month: "1", calendar: calendar() } as const;
  if (!leaf) return { ...empty, texts: [], field: "lifecycleStage", is: "anyOf" };
  return { ...empty, texts: [], field: leaf.field, is: leaf.is, ...typedOf(leaf), ...calendarOf(leaf) };
}

function calendarOf({ value }: Leaf): { calendar?: Calendar } {
  return typeof value === "object" && "calendar" in value && value.calendar ? { calendar: value.calendar } : {};
}

function typedOf({ field, is, value }: Leaf): Partial<ConditionDraft> {
  const currency = customFieldOf(field)?.currency;
  const shown = (text: unknown) =>
    digits(String(currency && typeof text === "number" ? fromMinorUnits(text, currency) : (text ?? "")));
  switch (valueKindOf(field, is)) {
    case "text":
      return { text: String(value ?? "") };
    case "texts":
      return { texts: Array.isArray(value) ? [...value] : [] };
    case "number":
      return { text: shown(value) };
    case "date":
      return { text: showDate(String(value), "short") };
    case "betweenNumbers":
      return { from: shown((value as Between | undefined)?.from), to: shown((value as Between | undefined)?.to) };
    case "betweenDates": {
      const { from, to } = (value ?? {}) as Partial<Record<"from" | "to", string>>;
      return { from: showDate(from ?? "", "short"), to: showDate(to ?? "", "short") };
    }
    case "span":
    case "pastSpan":
    case "yearlySpan":
      return { text: shown((value as Span | undefined)?.count), unit: (value as Span | undefined)?.unit ?? "days" };
    case "monthDay":
    case "month": {
      const { month = 1, day } = (value ?? {}) as Partial<MonthDay>;
      return { month: String(month), text: shown(day) };
    }
    default:
      return {};
  }
}

function digits(text: string): string {
  return locale() === "fa" ? toPersianDigits(text) : text;
}

/** The draft about another field: what was typed stays where it can still be meant. */
export function aboutField(draft: ConditionDraft, field: string): ConditionDraft {
  const operators = operatorsOf(field);
  const is = operators.includes(draft.is) ? draft.is : (operators[0] as Operator);
  return { ...draft, field, is, texts: [] };
}

/** The condition a draft says; or what kind of value is missing in it. */
export function conditionOf(draft: ConditionDraft): { leaf: Leaf } | { missing: Exclude<ValueKind, "none"> } {
  const { field, is } = draft;
  const kind = valueKindOf(field, is);
  if (kind === "none") return { leaf: { field, is } };
  const value = VALUES[kind](draft);
  const leaf = { field, is, value: value as RuleValue };
  return value !== null && checkRule(leaf, filterFields()).broken.length === 0 ? { leaf } : { missing: kind };
}

const dateOf = (text: string) => {
  const read = readDate(text);
  return "on" in read ? read.on : null;
};

const spanOf = ({ text, unit, calendar }: ConditionDraft): Span | null => {
  const count = readNumber(text);
  if (count === null) return null;
  return unit === "months" ? { count, unit, calendar } : { count, unit };
};

function betweenOf<T extends string | number>(from: T | null, to: T | null): Between | null {
  return from === null || to === null ? null : ({ from, to } as Between);
}

/** Of one's own fields: with decimals and signs, an amount of money in its smallest units. */
function numberOf(field: string, text: string): number | null {
  const custom = customFieldOf(field);
  if (!custom) return readNumber(text);
  const number = parseDecimal(text);
  return number === null || !custom.currency ? number : toMinorUnits(number, custom.currency);
}

const VALUES: Record<Exclude<ValueKind, "none">, (draft: ConditionDraft) => RuleValue | null> = {
  text: ({ text }) => text.trim(),
  texts: ({ texts }) => [...texts],
  number: ({ field, text }) => numberOf(field, text),
  betweenNumbers: ({ field, from, to }) => betweenOf(numberOf(field, from), numberOf(field, to)),
  date: ({ text }) => dateOf(text),
  betweenDates: ({ from, to }) => betweenOf(dateOf(from), dateOf(to)),
  span: spanOf,
  pastSpan: spanOf,
  yearlySpan: (draft) => {
    const span = spanOf(draft);
    return span && { ...span, calendar: draft.calendar };
  },
  monthDay: ({ month, text, calendar }) => {
    const day = readNumber(text);
    return day === null ? null : { month: Number(month), day, calendar };
  },
  month: ({ month, calendar }) => ({ month: Number(month), calendar }),
};
