import { foldText } from "../fold.ts";
import type { DateInCalendar, FieldType, RuleField, ViewValue } from "./fields.ts";
import type { Between, Leaf } from "./rule.ts";

/** Later than every instant: what flips at this moment never flips. */
export const NEVER = "~";

/** A positive leaf asked about one value that is there. `flipsAt` is absent where time changes nothing. */
export type ValueTest = {
  holds(value: NonNullable<ViewValue>): boolean;
  flipsAt?(value: NonNullable<ViewValue>): string;
};

/** Whether there is nothing: no value, an empty text, an empty list. */
export function isEmpty(value: ViewValue): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

/** The test of a positive leaf on a field that holds no date. */
export function valueTest(leaf: Leaf, field: RuleField): ValueTest {
  switch (field.type) {
    case "text":
    case "texts":
      return textTest(leaf);
    case "number":
      return numberTest(leaf);
    case "yesNo":
      return { holds: (value) => value === (leaf.is === "yes") };
    case "choice": {
      const wanted = new Set<ViewValue>(leaf.value as string[]);
      return { holds: (value) => wanted.has(value) };
    }
    default:
      return manyTest(leaf, field);
  }
}

function textTest(leaf: Leaf): ValueTest {
  const wanted = foldText(leaf.value as string);
  const compare = {
    equals: (text: string) => text === wanted,
    contains: (text: string) => text.includes(wanted),
    startsWith: (text: string) => text.startsWith(wanted),
  }[leaf.is as "equals"];
  return { holds: (value) => compare(foldText(value as string)) };
}

function numberTest(leaf: Leaf): ValueTest {
  const bound = leaf.value as number;
  const { from, to } = leaf.value as Extract<Between, { from: number }>;
  const compare = {
    equals: (value: number) => value === bound,
    lessThan: (value: number) => value < bound,
    atMost: (value: number) => value <= bound,
    greaterThan: (value: number) => value > bound,
    atLeast: (value: number) => value >= bound,
    between: (value: number) => value >= from && value <= to,
  }[leaf.is as "equals"];
  return { holds: (value) => compare(value as number) };
}

// An open set is what people type (tags), so «VIP» and «vip» are one; a closed one is compared as it is.
function manyTest(leaf: Leaf, field: RuleField): ValueTest {
  const same = field.choices ? (text: string) => text : foldText;
  const wanted = [...new Set((leaf.value as string[]).map(same))];
  const has = (values: readonly string[], one: string) => values.some((value) => same(value) === one);
  return leaf.is === "hasAll"
    ? { holds: (values) => wanted.every((one) => has(values as string[], one)) }
    : { holds: (values) => wanted.some((one) => has(values as string[], one)) };
}

const isText = (value: ViewValue) => typeof value === "string";
const isOn = (value: ViewValue) => ISO_DAY.test((value as DateInCalendar).on ?? value);
const isListOf = (isOne: (value: ViewValue) => boolean) => (value: ViewValue) =>
  Array.isArray(value) && value.every(isOne);

const ISO_DAY = /^\d{4}-\d\d-\d\d$/;
const ISO_INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Whether a value that is there is what its type says. Dates and instants are compared as text, so their form counts. */
export const IS_OF_TYPE: Readonly<Record<FieldType, (value: NonNullable<ViewValue>) => boolean>> = {
  text: isText,
  texts: isListOf(isText),
  number: (value) => typeof value === "number",
  yesNo: (value) => typeof value === "boolean",
  choice: isText,
  many: isListOf(isText),
  date: isOn,
  dates: isListOf(isOn),
  instant: (value) => ISO_INSTANT.test(value as string),
};
