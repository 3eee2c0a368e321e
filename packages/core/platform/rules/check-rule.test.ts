import { describe, expect, test } from "vitest";
import { checkRule } from "./check-rule.ts";
import type { RuleField } from "./fields.ts";
import { needsOf } from "./needs-of.ts";
import type { Rule } from "./rule.ts";

const FIELDS: RuleField[] = [
  { name: "city", type: "text", depth: "card" },
  { name: "visits", type: "number", depth: "card" },
  { name: "stage", type: "choice", choices: ["loyal", "lost"], depth: "card" },
  { name: "tags", type: "many", depth: "card" },
  { name: "seenAt", type: "instant", depth: "card" },
  { name: "archived", type: "yesNo", depth: "card" },
  { name: "birthOn", type: "date", depth: "full" },
  { name: "budget", type: "number", depth: "card", retired: true },
];

const reasonOf = (rule: unknown) => checkRule(rule as Rule, FIELDS).broken.map(({ reason }) => reason);

describe("checkRule", () => {
  test.each([
    [{ field: "gone", is: "empty" }, "unknownField"],
    [{ field: "budget", is: "atLeast", value: 5 }, "retiredField"],
    [{ field: "city", is: "atLeast", value: 5 }, "wrongOperator"],
    [{ field: "visits", is: "contains", value: "5" }, "wrongOperator"],
    [{ field: "tags", is: "anyOf", value: ["x"] }, "wrongOperator"],
    [{ field: "archived", is: "equals", value: "yes" }, "wrongOperator"],
    [{ field: "city", is: "toString", value: "x" }, "wrongOperator"],
    [{ field: "city", is: "equals", value: 5 }, "wrongValue"],
    [{ field: "city", is: "equals" }, "wrongValue"],
    [{ field: "city", is: "empty", value: "x" }, "wrongValue"],
    [{ field: "city", is: "contains", value: " \u200c " }, "wrongValue"],
    [{ field: "visits", is: "equals", value: "5" }, "wrongValue"],
    [{ field: "visits", is: "between", value: { from: 5, to: 3 } }, "wrongValue"],
    [{ field: "stage", is: "anyOf", value: [] }, "wrongValue"],
    [{ field: "stage", is: "anyOf", value: "loyal" }, "wrongValue"],
    [{ field: "stage", is: "anyOf", value: ["loyal", "gone"] }, "unknownChoice"],
    [{ field: "seenAt", is: "on", value: "2023-02-29" }, "wrongValue"],
    [{ field: "seenAt", is: "on", value: "0001-01-01" }, "wrongValue"],
    [{ field: "seenAt", is: "on", value: "2023-02-28T00:00:00.000Z" }, "wrongValue"],
    [{ field: "seenAt", is: "between", value: { from: "2024-02-01", to: "2024-01-01" } }, "wrongValue"],
    [{ field: "seenAt", is: "between", value: { from: 1, to: 2 } }, "wrongValue"],
    [{ field: "seenAt", is: "inLast", value: { count: 0, unit: "days" } }, "wrongValue"],
    [{ field: "seenAt", is: "inLast", value: { count: 40_000, unit: "days" } }, "wrongValue"],
    [{ field: "seenAt", is: "inLast", value: { count: 1.5, unit: "days" } }, "wrongValue"],
    [{ field: "seenAt", is: "inLast", value: { count: 3, unit: "months" } }, "wrongValue"],
    [{ field: "birthOn", is: "anniversaryInNext", value: { count: 7, unit: "days" } }, "wrongValue"],
    [
      { field: "birthOn", is: "anniversaryInNext", value: { count: 367, unit: "days", calendar: "persian" } },
      "wrongValue",
    ],
    [{ field: "birthOn", is: "monthDay", value: { month: 12, day: 31, calendar: "persian" } }, "wrongValue"],
    [{ field: "birthOn", is: "monthDay", value: { month: 2, day: 30, calendar: "gregorian" } }, "wrongValue"],
    [{ field: "birthOn", is: "month", value: { month: 13, calendar: "persian" } }, "wrongValue"],
    [{ field: "birthOn", is: "month", value: { month: 1, calendar: "islamic" } }, "wrongValue"],
    [{}, "malformed"],
    [{ all: [], any: [] }, "malformed"],
    [{ all: {} }, "malformed"],
    [null, "malformed"],
    ["city", "malformed"],
  ])("%j is broken: %s", (rule, reason) => {
    expect(reasonOf(rule)).toEqual([reason]);
  });

  test.each([
    { field: "tags", is: "hasAny", value: ["whatever"] },
    { field: "seenAt", is: "moreThanAgo", value: { count: 0, unit: "days" } },
    { field: "seenAt", is: "inLast", value: { count: 3, unit: "months", calendar: "persian" } },
    { field: "birthOn", is: "anniversaryInNext", value: { count: 0, unit: "days", calendar: "persian" } },
    { field: "birthOn", is: "monthDay", value: { month: 12, day: 30, calendar: "persian" } },
    { field: "birthOn", is: "monthDay", value: { month: 2, day: 29, calendar: "gregorian" } },
    { all: [] },
  ])("%j is whole", (rule) => {
    expect(reasonOf(rule)).toEqual([]);
  });

  test("every broken part is named with the way to it", () => {
    const rule: Rule = {
      all: [
        { field: "city", is: "equals", value: "یزد" },
        { not: { any: [{ field: "gone", is: "empty" }] } },
        { field: "budget", is: "empty" },
      ],
    };
    expect(checkRule(rule, FIELDS).broken).toEqual([
      { path: "all.1.not.any.0", reason: "unknownField", field: "gone" },
      { path: "all.2", reason: "retiredField", field: "budget" },
    ]);
  });

  test("a retired field that is brought back mends the rule", () => {
    const restored = FIELDS.map(({ retired: _, ...field }) => field);
    expect(checkRule({ field: "budget", is: "atLeast", value: 5 }, restored).broken).toEqual([]);
  });
});

describe("needsOf", () => {
  test("the card, unless one field is only in the full view", () => {
    const city: Rule = { field: "city", is: "equals", value: "یزد" };
    expect(needsOf({ all: [city, { field: "seenAt", is: "empty" }] }, FIELDS)).toBe("card");
    expect(needsOf({ any: [city, { not: { field: "birthOn", is: "empty" } }] }, FIELDS)).toBe("full");
    expect(needsOf({ all: [] }, FIELDS)).toBe("card");
  });

  test("of a broken rule nothing is guessed", () => {
    const refusal = expect.objectContaining({
      code: "rule.broken",
      details: [{ path: "", reason: "unknownField", field: "gone" }],
    });
    expect(() => needsOf({ field: "gone", is: "empty" }, FIELDS)).toThrow(refusal);
  });
});
