import { expect, test } from "vitest";
import type { RuleField } from "../../platform/rules/fields.ts";
import { decideSettings, NO_SETTINGS } from "./decide.ts";
import { viewProblems } from "./view-problems.ts";

const FIELDS: RuleField[] = [
  { name: "city", type: "text", depth: "card" },
  { name: "custom.old", type: "text", depth: "card", retired: true },
];
const CATALOGUE = { fields: FIELDS, columns: ["name", "city"], sorts: ["newest"] };

test("a view that asks only for what is there is whole", () => {
  const filter = { all: [{ field: "city", is: "equals" as const, value: "Yazd" }] };
  expect(viewProblems({ filter, columns: [{ id: "name" }], sort: "newest" }, CATALOGUE)).toBeNull();
  expect(viewProblems({ filter: null, columns: null, sort: null }, CATALOGUE)).toBeNull();
});

test("a deleted field, a retired one, a column and an order that are gone are each told", () => {
  const gone = { field: "custom.gone", is: "equals" as const, value: "x" };
  const old = { field: "custom.old", is: "equals" as const, value: "x" };
  expect(
    viewProblems(
      { filter: { all: [gone, old] }, columns: [{ id: "name" }, { id: "custom.gone" }], sort: "value" },
      CATALOGUE,
    ),
  ).toEqual({
    filter: [
      { path: "all.0", reason: "unknownField", field: "custom.gone" },
      { path: "all.1", reason: "retiredField", field: "custom.old" },
    ],
    columns: ["custom.gone"],
    sort: "value",
  });
});

test("columns of one's own are kept for the latest hundred places", () => {
  let settings = NO_SETTINGS;
  for (let at = 0; at < 120; at++) {
    const of = `viw_${String(at).padStart(26, "0")}` as const;
    settings = decideSettings(settings, { list: "customers", columns: { of, are: [{ id: "name" }] } });
  }
  expect(Object.keys(settings.columns)).toHaveLength(100);
  expect(Object.keys(settings.columns)[0]).toBe(`viw_${"20".padStart(26, "0")}`);
});
