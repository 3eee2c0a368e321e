import { monthName } from "../date-format.ts";
import type { PhraseParts, Phrases } from "./rule-words.ts";

const is = (negated: boolean) => (negated ? "is not" : "is");
const quoted = (values: readonly string[]) => values.map((value) => `“${value}”`);

/** "is …" or "is not …", with what follows. */
function being(after: (parts: PhraseParts) => string): (parts: PhraseParts) => string {
  return (parts) => `${parts.field} ${is(parts.negated)} ${after(parts)}`;
}

function list(values: readonly string[], word: string): string {
  return values.length < 2 ? values.join("") : `${values.slice(0, -1).join(", ")} ${word} ${values.at(-1)}`;
}

const lastDays = ({ isToday, span }: PhraseParts) => (isToday ? "today" : `in the last ${span.replace(/^1 /, "")}`);
const nextDays = ({ isToday, span }: PhraseParts) => (isToday ? "today" : `in the next ${span.replace(/^1 /, "")}`);

/** How English says each positive operator, and its opposite. */
export const PHRASES_EN: Phrases = {
  phrase: {
    equals: being(({ value }) => value),
    contains: ({ field, value, negated }) => `${field} ${negated ? "does not contain" : "contains"} “${value}”`,
    startsWith: ({ field, value, negated }) => `${field} ${negated ? "does not start" : "starts"} with “${value}”`,
    empty: ({ field, event, negated }) => {
      if (event) return negated ? `at least one ${event}` : `no ${event} so far`;
      return `${field} ${is(negated)} empty`;
    },
    lessThan: being(({ value }) => `less than ${value}`),
    atMost: being(({ value }) => `at most ${value}`),
    greaterThan: being(({ value }) => `more than ${value}`),
    atLeast: being(({ value }) => `at least ${value}`),
    between: being(({ from, to }) => `between ${from} and ${to}`),
    yes: ({ field, negated }) => `${field}: ${negated ? "no, or not said" : "yes"}`,
    no: ({ field, negated }) => `${field}: ${negated ? "yes, or not said" : "no"}`,
    anyOf: ({ field, values, negated }) => {
      if (negated && values.length > 1) return `${field} is neither ${list(values, "nor")}`;
      return `${field} ${is(negated)} ${list(values, "or")}`;
    },
    hasAny: ({ field, values, negated }) =>
      `${field} ${negated ? "do not include" : "include"} ${list(quoted(values), "or")}`,
    hasAll: ({ field, values, negated }) => {
      const all = negated && values.length > 1 ? "all of " : "";
      return `${field} ${negated ? "do not include" : "include"} ${all}${list(quoted(values), "and")}`;
    },
    on: being(({ value }) => `on ${value}`),
    before: being(({ value }) => `before ${value}`),
    after: being(({ value }) => `after ${value}`),
    inLast: (parts) => {
      const { event, span, negated, isToday } = parts;
      if (!event) return being(lastDays)(parts);
      if (!negated) return `${event} ${lastDays(parts)}`;
      return isToday ? `no ${event} today` : `no ${event} for ${span}`;
    },
    inNext: being(nextDays),
    moreThanAgo: being(({ isToday, span }) => (isToday ? "before today" : `more than ${span} ago`)),
    anniversaryInNext: (parts) => `anniversary of ${being(nextDays)(parts)}`,
    monthDay: ({ field, month, day, negated }) => `${field} ${negated ? "does not fall" : "falls"} on ${day} ${month}`,
    month: being(({ month }) => `in ${month}`),
  },
  join: (phrases, isAll) => {
    const word = isAll ? "and" : "or";
    if (phrases.length < 2) return phrases.join("");
    // "A or B and C" is two things: a comma parts the conditions where one of them has its own "or".
    const needsComma = phrases.some((phrase) => !phrase.startsWith("(") && / (?:and|or|nor) /.test(phrase));
    return `${phrases.slice(0, -1).join(", ")}${needsComma ? "," : ""} ${word} ${phrases.at(-1)}`;
  },
  always: "all",
  never: "none",
  lastThing: /^last (.+)$/i,
  span: (count, unit, isOne) => `${count} ${isOne ? unit.slice(0, -1) : unit}`,
  month: (month, calendar) => monthName(month, calendar, "en"),
  thousands: ",",
  decimal: ".",
};
