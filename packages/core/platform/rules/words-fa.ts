import { monthName } from "../date-format.ts";
import type { PhraseParts, Phrases } from "./rule-words.ts";

const is = (negated: boolean) => (negated ? "نیست" : "است");
const quoted = (values: readonly string[]) => values.map((value) => `«${value}»`);

/** «… است» or «… نیست», with what stands before it. */
function being(before: (parts: PhraseParts) => string): (parts: PhraseParts) => string {
  return (parts) => `${parts.field} ${before(parts)} ${is(parts.negated)}`;
}

function list(values: readonly string[], word: string): string {
  return values.length < 2 ? values.join("") : `${values.slice(0, -1).join("، ")} ${word} ${values.at(-1)}`;
}

/** «تماسی», «گفت‌وگویی», «مکالمه‌ای»: one of them, no matter which. */
function indefinite(noun: string): string {
  if (/[هی]$/.test(noun)) return `${noun}‌ای`;
  return /[او]$/.test(noun) ? `${noun}یی` : `${noun}ی`;
}

const UNITS = { days: "روز", weeks: "هفته", months: "ماه" } as const;

const lastDays = ({ isToday, span }: PhraseParts) => (isToday ? "امروز" : `در ${span} گذشته`);
const nextDays = ({ isToday, span }: PhraseParts) => (isToday ? "امروز" : `در ${span} آینده`);

/** How Persian says each positive operator, and its opposite. */
export const PHRASES_FA: Phrases = {
  phrase: {
    equals: being(({ value }) => value),
    contains: ({ field, value, negated }) => `${field} «${value}» را در خود ${negated ? "ندارد" : "دارد"}`,
    startsWith: ({ field, value, negated }) => `${field} با «${value}» آغاز ${negated ? "نمی‌شود" : "می‌شود"}`,
    empty: ({ field, event, negated }) => {
      if (event) return negated ? `دست‌کم یک ${event} داشته‌ایم` : `هنوز ${indefinite(event)} نداشته‌ایم`;
      return `${field} خالی ${is(negated)}`;
    },
    lessThan: being(({ value }) => `کمتر از ${value}`),
    atMost: being(({ value }) => `حداکثر ${value}`),
    greaterThan: being(({ value }) => `بیشتر از ${value}`),
    atLeast: being(({ value }) => `دست‌کم ${value}`),
    between: being(({ from, to }) => `بین ${from} و ${to}`),
    yes: ({ field, negated }) => `${field}: ${negated ? "خیر یا نامعلوم" : "بله"}`,
    no: ({ field, negated }) => `${field}: ${negated ? "بله یا نامعلوم" : "خیر"}`,
    anyOf: ({ field, values, negated }) => {
      if (negated && values.length > 1) return `${field} هیچ‌یک از ${list(values, "و")} نیست`;
      return `${field} ${list(values, "یا")} ${is(negated)}`;
    },
    hasAny: ({ field, values, negated }) => {
      if (negated && values.length > 1) return `در ${field} هیچ‌یک از ${list(quoted(values), "و")} نیست`;
      return `در ${field} ${list(quoted(values), "یا")} ${negated ? "نیست" : "هست"}`;
    },
    hasAll: ({ field, values, negated }) => {
      if (negated && values.length > 1) return `در ${field} همهٔ ${list(quoted(values), "و")} با هم نیست`;
      return `در ${field} ${list(quoted(values), "و")} ${negated ? "نیست" : "هست"}`;
    },
    on: being(({ value }) => value),
    before: being(({ value }) => `پیش از ${value}`),
    after: being(({ value }) => `پس از ${value}`),
    inLast: (parts) => {
      const { event, span, negated, isToday } = parts;
      if (!event) return being(lastDays)(parts);
      if (!negated) return `${lastDays(parts)} ${event} داشته‌ایم`;
      return isToday ? `امروز ${indefinite(event)} نداشته‌ایم` : `${span} است که ${indefinite(event)} نداشته‌ایم`;
    },
    inNext: being(nextDays),
    moreThanAgo: being(({ isToday, span }) => (isToday ? "پیش از امروز" : `بیش از ${span} پیش`)),
    anniversaryInNext: (parts) => being(nextDays)({ ...parts, field: `سالگرد ${parts.field.replace(/^تاریخ /, "")}` }),
    monthDay: being(({ month, day }) => `${day} ${month}`),
    month: being(({ month }) => `در ماه ${month}`),
  },
  join: (phrases, isAll) => list(phrases, isAll ? "و" : "یا"),
  always: "همه",
  never: "هیچ‌کدام",
  lastThing: /^آخرین (.+)$/,
  span: (count, unit) => `${count} ${UNITS[unit]}`,
  month: (month, calendar) => monthName(month, calendar, "fa"),
  thousands: "٬",
  decimal: "٫",
};
