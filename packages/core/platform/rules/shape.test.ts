import { describe, expect, test } from "vitest";
import * as z from "zod";
import type { Rule } from "./rule.ts";
import { ruleShape } from "./shape.ts";

const leaf = { field: "city", is: "equals", value: "یزد" } as const;

const nested = (levels: number): unknown => {
  let rule: unknown = leaf;
  for (let level = 1; level < levels; level += 1) rule = { not: rule };
  return rule;
};

describe("ruleShape", () => {
  test.each<Rule>([
    leaf,
    { all: [] },
    { all: [leaf, { not: { any: [leaf, { field: "lastContactAt", is: "empty" }] } }] },
    { field: "lastContactAt", is: "notInLast", value: { count: 90, unit: "days" } },
    { field: "birthOn", is: "monthDay", value: { month: 12, day: 30, calendar: "persian" } },
    { field: "birthOn", is: "month", value: { month: 7, calendar: "persian" } },
    { field: "createdAt", is: "between", value: { from: "2024-01-01", to: "2024-02-29" } },
    { field: "interactions", is: "between", value: { from: 3, to: 5 } },
    { field: "tags", is: "hasAny", value: ["VIP", "مهم"] },
  ])("takes %j as it is", (rule) => {
    expect(ruleShape.parse(rule)).toEqual(rule);
  });

  test.each([
    ["an unknown property of a leaf", { ...leaf, unit: "days" }],
    ["an unknown property of a group", { all: [leaf], name: "Yazd" }],
    ["two groups in one", { all: [leaf], any: [leaf] }],
    ["a group that is no list", { all: leaf }],
    ["an unknown operator", { field: "city", is: "like", value: "یزد" }],
    ["no operator", { field: "city" }],
    ["no field", { field: "", is: "empty" }],
    ["a date that is none", { field: "createdAt", is: "between", value: { from: "2024-02-30", to: "2024-03-01" } }],
    ["an unknown property of a value", { field: "x", is: "month", value: { month: 1, calendar: "persian", year: 1 } }],
    ["an infinite number", { field: "interactions", is: "equals", value: Number.POSITIVE_INFINITY }],
    ["a text without end", { field: "city", is: "equals", value: "ی".repeat(201) }],
    ["a list without end", { field: "tags", is: "hasAny", value: Array.from({ length: 101 }, () => "x") }],
    ["nothing", null],
    ["a list", [leaf]],
  ])("refuses %s", (_, rule) => {
    expect(ruleShape.safeParse(rule).success).toBe(false);
  });

  test("six levels and fifty leaves are taken, one more is refused", () => {
    const leaves = (count: number) => ({ any: Array.from({ length: count }, () => leaf) });
    expect(ruleShape.safeParse(nested(6)).success).toBe(true);
    expect(ruleShape.safeParse(nested(7)).success).toBe(false);
    expect(ruleShape.safeParse(leaves(50)).success).toBe(true);
    expect(ruleShape.safeParse(leaves(51)).success).toBe(false);
    expect(ruleShape.safeParse({ all: [leaves(25), leaves(26)] }).success).toBe(false);
  });

  test("groups of nothing count as well", () => {
    const empty = (count: number) => ({ all: Array.from({ length: count }, () => ({ any: [] })) });
    expect(ruleShape.safeParse({ all: [empty(49), empty(49), empty(47)] }).success).toBe(true);
    expect(ruleShape.safeParse({ all: [empty(49), empty(49), empty(49)] }).success).toBe(false);
  });

  test("a hundred thousand levels are refused without a stack overflow, and so is a million children", () => {
    expect(ruleShape.safeParse(nested(100_000)).success).toBe(false);
    expect(ruleShape.safeParse({ all: Array.from({ length: 1_000_000 }, () => leaf) }).success).toBe(false);
  });

  test.each([
    [nested(7), "not.not.not.not.not.not", "A rule is at most 6 levels deep."],
    [{ all: [leaf, { not: { ...leaf, feild: 1 } }] }, "all.1.not", 'Unrecognized key: "feild"'],
    [{ any: [{ all: [], any: [] }] }, "any.0", "A group has one property: all, any or not."],
    [{ any: [{ field: "city", is: "equals", value: null }] }, "any.0.value", "Invalid input"],
  ])("says where it is wrong: %j", (rule, path, message) => {
    const issues = ruleShape.safeParse(rule).error?.issues ?? [];
    expect(issues.map((issue) => [issue.path.join("."), issue.message])).toEqual([[path, message]]);
  });

  test("OpenAPI gets one schema that refers to itself", () => {
    const schema = z.toJSONSchema(z.strictObject({ filter: ruleShape }), { io: "input" });
    expect(JSON.stringify(schema)).toContain('"$ref":"#/$defs/Rule"');
    expect(JSON.stringify(schema).length).toBeLessThan(4_000);
  });
});
