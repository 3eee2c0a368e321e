import type { FieldType } from "./fields.ts";

/** What an operator is told: `between` is two numbers for a number and two dates for a date. */
export type ValueKind =
  | "none"
  | "text"
  | "texts"
  | "number"
  | "betweenNumbers"
  | "date"
  | "betweenDates"
  | "span"
  | "pastSpan"
  | "yearlySpan"
  | "monthDay"
  | "month";

const PRESENCE = { empty: "none", notEmpty: "none" } as const;

const TEXT = { equals: "text", notEquals: "text", contains: "text", startsWith: "text", ...PRESENCE } as const;

const NUMBER = {
  equals: "number",
  notEquals: "number",
  lessThan: "number",
  atMost: "number",
  greaterThan: "number",
  atLeast: "number",
  between: "betweenNumbers",
  ...PRESENCE,
} as const;

const YES_NO = { yes: "none", no: "none", ...PRESENCE } as const;
const CHOICE = { anyOf: "texts", noneOf: "texts", ...PRESENCE } as const;
const MANY = { hasAny: "texts", hasAll: "texts", hasNone: "texts", ...PRESENCE } as const;

const DATE = {
  on: "date",
  before: "date",
  after: "date",
  between: "betweenDates",
  inLast: "pastSpan",
  notInLast: "pastSpan",
  inNext: "span",
  moreThanAgo: "span",
  anniversaryInNext: "yearlySpan",
  monthDay: "monthDay",
  month: "month",
  ...PRESENCE,
} as const;

const BY_TYPE = {
  text: TEXT,
  texts: TEXT,
  number: NUMBER,
  yesNo: YES_NO,
  choice: CHOICE,
  many: MANY,
  date: DATE,
  dates: DATE,
  instant: DATE,
} as const;

export type Operator = { [T in FieldType]: keyof (typeof BY_TYPE)[T] }[FieldType];

/** The operators of each type of field in the order an editor offers them, and what each is told. */
export const OPERATORS_OF: Readonly<Record<FieldType, Readonly<Partial<Record<Operator, ValueKind>>>>> = BY_TYPE;

export const OPERATORS = [...new Set(Object.values(BY_TYPE).flatMap((own) => Object.keys(own)))] as [
  Operator,
  ...Operator[],
];

const OPPOSITES: Readonly<Partial<Record<Operator, Operator>>> = {
  notEquals: "equals",
  noneOf: "anyOf",
  hasNone: "hasAny",
  notInLast: "inLast",
  notEmpty: "empty",
};

/** A negative operator is nothing but the opposite of a positive one: so nothing is said twice. */
export function positiveOf(is: Operator): { is: Operator; negated: boolean } {
  const opposite = OPPOSITES[is];
  return opposite ? { is: opposite, negated: true } : { is, negated: false };
}
