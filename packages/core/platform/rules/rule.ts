import type { Calendar } from "../text-shape.ts";
import type { Operator } from "./operators.ts";

/** A question about a record: a tree of groups with leaves that each ask about one field. JSON, without change. */
export type Rule = { all: Rule[] } | { any: Rule[] } | { not: Rule } | Leaf;

/** `{ field: "city", is: "equals", value: "یزد" }`. `field` is a name of the catalogue the rule is read with. */
export type Leaf = { field: string; is: Operator; value?: RuleValue };

export const SPAN_UNITS = ["days", "weeks", "months"] as const;

/** `{ count: 90, unit: "days" }`. Months, and anniversaries whatever the unit, name their calendar. */
export type Span = { count: number; unit: (typeof SPAN_UNITS)[number]; calendar?: Calendar };

/** From and to, both included: dates (`YYYY-MM-DD`) or numbers. */
export type Between = { from: string; to: string } | { from: number; to: number };

/** A day of every year, month 1–12; 30 Esfand and 29 February fall on the last day of the month in a common year. */
export type MonthDay = { month: number; day: number; calendar: Calendar };
export type MonthOfYear = { month: number; calendar: Calendar };

export type RuleValue = string | number | string[] | Span | Between | MonthDay | MonthOfYear;

/** `depth` counts the leaf: a leaf alone is 1, a group of leaves 2. `nodes` are groups and leaves together. */
export const RULE_LIMITS = { depth: 6, leaves: 50, nodes: 150, values: 100, letters: 200, fieldLetters: 80 } as const;

/** The most of each unit that «in the last …» may count: a hundred years. */
export const SPAN_LIMITS = { days: 36_525, weeks: 5_218, months: 1_200 } as const;
