import { describe, expect, test } from "vitest";
import type { RuleField, View, ViewValue } from "./fields.ts";
import { compileRule, matches } from "./matches.ts";
import type { Leaf, Rule } from "./rule.ts";

const FIELDS: RuleField[] = [
  { name: "name", type: "text", depth: "card" },
  { name: "towns", type: "texts", depth: "full" },
  { name: "visits", type: "number", depth: "card" },
  { name: "tags", type: "many", depth: "card" },
  { name: "hobbies", type: "many", choices: ["chess"], depth: "full" },
  { name: "newsletter", type: "yesNo", depth: "card" },
  { name: "stage", type: "choice", choices: ["loyal", "lost"], depth: "card" },
  { name: "birthOn", type: "date", depth: "full" },
  { name: "occasions", type: "dates", depth: "full" },
  { name: "lastContactAt", type: "instant", depth: "card" },
];

const NOON = "2024-04-03T08:30:00.000Z";
const IN_TEHRAN = { now: NOON, timeZone: "Asia/Tehran", fields: FIELDS };

function ask(field: string, is: Leaf["is"], value: Leaf["value"], found: ViewValue, when = IN_TEHRAN): boolean {
  return matches({ field, is, ...(value !== undefined && { value }) }, { [field]: found }, when).match;
}

describe("text is compared folded", () => {
  test.each<[Leaf["is"], string, string]>([
    ["equals", "علي كاظمي", "علی کاظمی"],
    ["equals", "نیک نام", "نیک\u200cنام"],
    ["equals", "پلاک 12", "پلاک ۱۲"],
    ["equals", "josé", "JOSE"],
    ["contains", "مُحَمَّد", "علی محمدی"],
    ["contains", "آ", "اراد"],
    ["startsWith", "مؤسسه", "موسسهٔ نیک"],
  ])("%s %j holds of %j", (is, wanted, found) => {
    expect(ask("name", is, wanted, found)).toBe(true);
  });

  test("it is not more lenient than that", () => {
    expect(ask("name", "equals", "یزد", "یزدان")).toBe(false);
    expect(ask("name", "startsWith", "زد", "یزد")).toBe(false);
    expect(ask("name", "contains", "یزد تهران", "یزدتهران")).toBe(false);
  });

  test("an empty text equals nothing, and is not equal to anything", () => {
    for (const found of [null, ""]) {
      expect(ask("name", "equals", "یزد", found)).toBe(false);
      expect(ask("name", "notEquals", "یزد", found)).toBe(true);
      expect(ask("name", "empty", undefined, found)).toBe(true);
    }
  });

  test("one of several texts is enough, and for «not» none may be", () => {
    expect(ask("towns", "equals", "يزد", ["تهران", "یزد"])).toBe(true);
    expect(ask("towns", "notEquals", "يزد", ["تهران", "یزد"])).toBe(false);
    expect(ask("towns", "notEquals", "يزد", [])).toBe(true);
  });
});

describe("numbers, choices, yes or no", () => {
  test("a bound belongs to «at least», «at most» and «between», not to «more» and «less»", () => {
    expect(ask("visits", "atLeast", 5, 5)).toBe(true);
    expect(ask("visits", "greaterThan", 5, 5)).toBe(false);
    expect(ask("visits", "atMost", 5, 5)).toBe(true);
    expect(ask("visits", "lessThan", 5, 5)).toBe(false);
    expect(ask("visits", "between", { from: 3, to: 5 }, 5)).toBe(true);
    expect(ask("visits", "between", { from: 3, to: 5 }, 2.9)).toBe(false);
  });

  test("no number is neither less nor more, and zero is a number", () => {
    expect(ask("visits", "lessThan", 5, null)).toBe(false);
    expect(ask("visits", "notEquals", 0, null)).toBe(true);
    expect(ask("visits", "equals", 0, 0)).toBe(true);
    expect(ask("visits", "empty", undefined, 0)).toBe(false);
  });

  test("tags people type are compared folded, a closed set as it is written", () => {
    expect(ask("tags", "hasAny", ["VIP", "نو"], ["vip"])).toBe(true);
    expect(ask("tags", "hasAll", ["vip", "VIP"], ["Vip"])).toBe(true);
    expect(ask("tags", "hasAll", ["vip", "مهم"], ["vip"])).toBe(false);
    expect(ask("tags", "hasNone", ["مهم"], [])).toBe(true);
    expect(ask("hobbies", "hasAny", ["chess"], ["Chess"])).toBe(false);
  });

  test("not said is neither yes nor no", () => {
    expect(ask("newsletter", "no", undefined, false)).toBe(true);
    expect(ask("newsletter", "no", undefined, null)).toBe(false);
    expect(ask("newsletter", "yes", undefined, null)).toBe(false);
    expect(ask("newsletter", "empty", undefined, false)).toBe(false);
  });

  test("none of some stages holds of no stage too", () => {
    expect(ask("stage", "noneOf", ["lost"], null)).toBe(true);
    expect(ask("stage", "anyOf", ["lost", "loyal"], "loyal")).toBe(true);
  });
});

describe("a day begins at the zone's own midnight", () => {
  const [BEFORE, AFTER] = ["2024-04-02T20:29:59.999Z", "2024-04-02T20:30:00.000Z"];

  test("absolute days", () => {
    expect(ask("lastContactAt", "on", "2024-04-03", BEFORE)).toBe(false);
    expect(ask("lastContactAt", "on", "2024-04-03", AFTER)).toBe(true);
    expect(ask("lastContactAt", "before", "2024-04-03", BEFORE)).toBe(true);
    expect(ask("lastContactAt", "before", "2024-04-03", AFTER)).toBe(false);
    expect(ask("lastContactAt", "after", "2024-04-02", AFTER)).toBe(true);
    expect(ask("lastContactAt", "after", "2024-04-03", AFTER)).toBe(false);
    expect(ask("lastContactAt", "between", { from: "2024-04-01", to: "2024-04-02" }, BEFORE)).toBe(true);
    expect(ask("lastContactAt", "between", { from: "2024-04-01", to: "2024-04-02" }, AFTER)).toBe(false);
    expect(ask("lastContactAt", "on", "2024-04-03", AFTER, { ...IN_TEHRAN, timeZone: "UTC" })).toBe(false);
  });

  test("Tehran's spring midnight that did not exist, and its autumn hour that came twice", () => {
    expect(ask("lastContactAt", "on", "2022-03-22", "2022-03-21T20:29:59.999Z")).toBe(false);
    expect(ask("lastContactAt", "on", "2022-03-22", "2022-03-21T20:30:00.000Z")).toBe(true);
    expect(ask("lastContactAt", "on", "2022-09-21", "2022-09-21T20:29:59.999Z")).toBe(true);
    expect(ask("lastContactAt", "on", "2022-09-22", "2022-09-21T20:30:00.000Z")).toBe(true);
  });

  test("Berlin's day of 23 hours and its day of 25", () => {
    const inBerlin = { ...IN_TEHRAN, timeZone: "Europe/Berlin" };
    expect(ask("lastContactAt", "on", "2024-03-31", "2024-03-30T23:00:00.000Z", inBerlin)).toBe(true);
    expect(ask("lastContactAt", "on", "2024-03-31", "2024-03-31T21:59:59.999Z", inBerlin)).toBe(true);
    expect(ask("lastContactAt", "on", "2024-03-31", "2024-03-31T22:00:00.000Z", inBerlin)).toBe(false);
    expect(ask("lastContactAt", "on", "2024-10-27", "2024-10-27T22:59:59.999Z", inBerlin)).toBe(true);
    expect(ask("lastContactAt", "on", "2024-10-27", "2024-10-27T23:00:00.000Z", inBerlin)).toBe(false);
  });
});

describe("relative to today (3 April 2024, 15 Farvardin 1403)", () => {
  test.each<[Leaf["is"], number, string, boolean]>([
    ["inLast", 1, "2024-04-03", true],
    ["inLast", 1, "2024-04-02", false],
    ["inLast", 90, "2024-01-05", true],
    ["inLast", 90, "2024-01-04", false],
    ["inLast", 90, "2024-04-04", false],
    ["notInLast", 90, "2024-01-04", true],
    ["notInLast", 90, "2024-01-05", false],
    ["moreThanAgo", 90, "2024-01-03", true],
    ["moreThanAgo", 90, "2024-01-04", false],
    ["moreThanAgo", 0, "2024-04-02", true],
    ["inNext", 0, "2024-04-03", true],
    ["inNext", 7, "2024-04-10", true],
    ["inNext", 7, "2024-04-11", false],
    ["inNext", 7, "2024-04-02", false],
  ])("%s %i days holds of %s: %s", (is, count, on, expected) => {
    expect(ask("birthOn", is, { count, unit: "days" }, on)).toBe(expected);
    expect(ask("lastContactAt", is, { count, unit: "days" }, `${on}T12:00:00.000Z`)).toBe(expected);
  });

  test("no contact ever is no contact in 90 days, and not one long ago", () => {
    expect(ask("lastContactAt", "notInLast", { count: 90, unit: "days" }, null)).toBe(true);
    expect(ask("lastContactAt", "moreThanAgo", { count: 90, unit: "days" }, null)).toBe(false);
  });

  test("weeks are seven days, months those of their calendar", () => {
    expect(ask("birthOn", "inLast", { count: 2, unit: "weeks" }, "2024-03-21")).toBe(true);
    expect(ask("birthOn", "inLast", { count: 2, unit: "weeks" }, "2024-03-20")).toBe(false);
    // 15 Farvardin less a month is 15 Esfand 1402, 5 March 2024; in the Gregorian calendar it is 3 March.
    expect(ask("birthOn", "inLast", { count: 1, unit: "months", calendar: "persian" }, "2024-03-05")).toBe(false);
    expect(ask("birthOn", "inLast", { count: 1, unit: "months", calendar: "persian" }, "2024-03-06")).toBe(true);
    expect(ask("birthOn", "inLast", { count: 1, unit: "months", calendar: "gregorian" }, "2024-03-04")).toBe(true);
    expect(ask("birthOn", "inLast", { count: 1, unit: "months", calendar: "gregorian" }, "2024-03-03")).toBe(false);
  });
});

describe("what recurs", () => {
  const at = (now: string) => ({ ...IN_TEHRAN, now });
  const today = { count: 0, unit: "days", calendar: "persian" } as const;
  const todayGregorian = { ...today, calendar: "gregorian" } as const;

  test("a birthday on 30 Esfand falls on 29 Esfand in a common year, on the 30th in a leap year", () => {
    const bornOn = "2021-03-20"; // 30 Esfand 1399, a leap year
    expect(ask("birthOn", "anniversaryInNext", today, bornOn, at("2023-03-20T08:00:00.000Z"))).toBe(true);
    expect(ask("birthOn", "anniversaryInNext", today, bornOn, at("2023-03-21T08:00:00.000Z"))).toBe(false);
    expect(ask("birthOn", "anniversaryInNext", today, bornOn, at("2025-03-19T08:00:00.000Z"))).toBe(false);
    expect(ask("birthOn", "anniversaryInNext", today, bornOn, at("2025-03-20T08:00:00.000Z"))).toBe(true);
  });

  test("a birthday on 29 February falls on 28 February in a common year", () => {
    expect(ask("birthOn", "anniversaryInNext", todayGregorian, "2000-02-29", at("2023-02-28T08:00:00.000Z"))).toBe(
      true,
    );
    expect(ask("birthOn", "anniversaryInNext", todayGregorian, "2000-02-29", at("2024-02-28T08:00:00.000Z"))).toBe(
      false,
    );
    expect(ask("birthOn", "anniversaryInNext", todayGregorian, "2000-02-29", at("2024-02-29T08:00:00.000Z"))).toBe(
      true,
    );
  });

  test("the two calendars part: 1 Farvardin is 20 March in some years, 21 March in others", () => {
    const bornOn = "1990-03-21"; // 1 Farvardin 1369
    expect(ask("birthOn", "anniversaryInNext", today, bornOn, at("2024-03-20T08:00:00.000Z"))).toBe(true);
    expect(ask("birthOn", "anniversaryInNext", todayGregorian, bornOn, at("2024-03-20T08:00:00.000Z"))).toBe(false);
    expect(ask("birthOn", "anniversaryInNext", todayGregorian, bornOn, at("2024-03-21T08:00:00.000Z"))).toBe(true);
  });

  test("the window reaches over the end of the year, with its last day in it", () => {
    const week = { count: 7, unit: "days", calendar: "gregorian" } as const;
    const inDecember = at("2024-12-28T08:00:00.000Z");
    expect(ask("birthOn", "anniversaryInNext", week, "1980-01-04", inDecember)).toBe(true);
    expect(ask("birthOn", "anniversaryInNext", week, "1980-01-05", inDecember)).toBe(false);
    expect(ask("birthOn", "anniversaryInNext", week, "1980-12-27", inDecember)).toBe(false);
  });

  test("the day itself is no anniversary: a customer added today is not thanked for a year", () => {
    expect(ask("lastContactAt", "anniversaryInNext", today, NOON)).toBe(false);
    expect(ask("birthOn", "anniversaryInNext", { ...today, count: 30 }, "2024-04-10")).toBe(false);
    expect(ask("birthOn", "anniversaryInNext", { ...today, count: 366 }, "2024-04-03")).toBe(true);
  });

  test("a date with a calendar of its own recurs in that, whatever the rule says", () => {
    const wedding = { on: "1990-03-21", calendar: "gregorian" } as const;
    expect(ask("occasions", "anniversaryInNext", today, [wedding], at("2024-03-20T08:00:00.000Z"))).toBe(false);
    expect(ask("occasions", "anniversaryInNext", today, [wedding], at("2024-03-21T08:00:00.000Z"))).toBe(true);
    expect(ask("occasions", "anniversaryInNext", today, ["1990-03-21"], at("2024-03-20T08:00:00.000Z"))).toBe(true);
  });

  test("a day of the year: every 30 Esfand is 29 Esfand in a common year", () => {
    const lastOfEsfand = { month: 12, day: 30, calendar: "persian" } as const;
    expect(ask("birthOn", "monthDay", lastOfEsfand, "2021-03-20")).toBe(true); // 1399/12/30
    expect(ask("birthOn", "monthDay", lastOfEsfand, "2021-03-19")).toBe(false); // 1399/12/29
    expect(ask("birthOn", "monthDay", lastOfEsfand, "2022-03-20")).toBe(true); // 1400/12/29
    expect(ask("birthOn", "monthDay", { ...lastOfEsfand, day: 29 }, "2022-03-20")).toBe(true);
    expect(ask("birthOn", "monthDay", { month: 2, day: 29, calendar: "gregorian" }, "2023-02-28")).toBe(true);
    expect(ask("birthOn", "monthDay", { month: 2, day: 29, calendar: "gregorian" }, "2024-02-28")).toBe(false);
  });

  test("a day and a month of the year, of an instant where it falls in the zone", () => {
    const firstOfSpring = { month: 1, day: 1, calendar: "persian" } as const;
    expect(ask("lastContactAt", "monthDay", firstOfSpring, "2024-03-19T20:29:59.999Z")).toBe(false);
    expect(ask("lastContactAt", "monthDay", firstOfSpring, "2024-03-19T20:30:00.000Z")).toBe(true);
    expect(ask("lastContactAt", "month", { month: 1, calendar: "persian" }, "2024-03-19T20:30:00.000Z")).toBe(true);
    expect(ask("lastContactAt", "month", { month: 3, calendar: "gregorian" }, "2024-03-31T20:30:00.000Z")).toBe(false);
  });
});

describe("because", () => {
  const inYazd: Leaf = { field: "name", is: "equals", value: "یزد" };
  const often: Leaf = { field: "visits", is: "atLeast", value: 5 };
  const lost: Leaf = { field: "stage", is: "anyOf", value: ["lost"] };
  const view: View = { name: "یزد", visits: 2, stage: "loyal" };

  test("of a match: what made it one; otherwise: what was missing", () => {
    expect(matches({ any: [inYazd, often] }, view, IN_TEHRAN)).toEqual({
      match: true,
      because: [{ leaf: inYazd, found: "یزد", negated: false }],
    });
    expect(matches({ all: [inYazd, often] }, view, IN_TEHRAN)).toEqual({
      match: false,
      because: [{ leaf: often, found: 2, negated: false }],
    });
  });

  test("what had to be untrue says so", () => {
    expect(matches({ all: [inYazd, { not: { any: [often, lost] } }] }, view, IN_TEHRAN)).toEqual({
      match: true,
      because: [
        { leaf: inYazd, found: "یزد", negated: false },
        { leaf: often, found: 2, negated: true },
        { leaf: lost, found: "loyal", negated: true },
      ],
    });
  });
});

describe("what cannot be answered is said aloud", () => {
  test("a broken rule, even where another part would settle it", () => {
    const rule: Rule = { any: [{ all: [] }, { field: "gone", is: "empty" }] };
    const refusal = expect.objectContaining({
      kind: "invalid",
      code: "rule.broken",
      details: [{ path: "any.1", reason: "unknownField", field: "gone" }],
    });
    expect(() => matches(rule, {}, IN_TEHRAN)).toThrow(refusal);
    expect(() => compileRule(rule, IN_TEHRAN)).toThrow(refusal);
  });

  test("a view without the field: a card asked for what only the full view has", () => {
    expect(() => matches({ field: "birthOn", is: "empty" }, { name: "یزد" }, IN_TEHRAN)).toThrow(TypeError);
  });

  test.each<[string, ViewValue]>([
    ["visits", "5"],
    ["birthOn", "2024-04-03T00:00:00.000Z"],
    ["lastContactAt", "2024-04-03"],
    ["lastContactAt", "2024-04-03T00:00:00Z"],
    ["tags", "vip"],
    ["newsletter", "yes"],
    ["occasions", [""]],
  ])("a value that is not of the field's type: %s %j", (field, found) => {
    expect(() => matches({ field, is: "notEmpty" }, { [field]: found }, IN_TEHRAN)).toThrow(TypeError);
  });

  test("a zone or a moment that is none", () => {
    const rule: Rule = { field: "lastContactAt", is: "inLast", value: { count: 7, unit: "days" } };
    expect(() => compileRule(rule, { ...IN_TEHRAN, timeZone: "Asia/Nowhere" })).toThrow(RangeError);
    expect(() => compileRule(rule, { ...IN_TEHRAN, now: "yesterday" })).toThrow(RangeError);
  });
});
