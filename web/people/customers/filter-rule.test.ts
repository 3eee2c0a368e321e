import { expect, test } from "vitest";
import type { Leaf } from "#core/platform/rules/rule.ts";
import { NO_FILTER, narrowedBy, parseFilter, writeFilter } from "./filter-rule.ts";

const loyal: Leaf = { field: "lifecycleStage", is: "anyOf", value: ["loyal"] };
const vip: Leaf = { field: "tags", is: "hasAny", value: ["VIP"] };

test("a filter is read back from the address it was written to", () => {
  for (const filter of [
    { joint: "all", conditions: [loyal, vip] },
    { joint: "any", conditions: [loyal, { not: vip }] },
  ] as const) {
    expect(parseFilter(writeFilter(filter) ?? "")).toEqual(filter);
  }
  expect(writeFilter(NO_FILTER)).toBeNull();
  expect(parseFilter(undefined)).toEqual(NO_FILTER);
  expect(parseFilter(JSON.stringify(loyal))).toEqual({ joint: "all", conditions: [loyal] });
});

test.each(["{", "1", "null", '"all"', "{}", '{"all":{}}', '{"all":[1]}', '{"field":"city"}', '{"all":[],"any":[]}'])(
  "%s is no filter",
  (text) => expect(parseFilter(text)).toBeNull(),
);

test("a rule too deep for the server is no filter", () => {
  const nested = (levels: number): object => (levels === 1 ? loyal : { not: nested(levels - 1) });
  expect(parseFilter(JSON.stringify(nested(6)))).not.toBeNull();
  expect(parseFilter(JSON.stringify(nested(7)))).toBeNull();
});

test("one condition more always narrows, and the same twice changes nothing", () => {
  const one = narrowedBy(NO_FILTER, loyal);
  expect(one).toEqual({ joint: "all", conditions: [loyal] });
  expect(narrowedBy(one, loyal)).toEqual(one);
  const either = { joint: "any", conditions: [loyal, vip] } as const;
  expect(narrowedBy(either, loyal)).toEqual({ joint: "all", conditions: [{ any: [loyal, vip] }, loyal] });
});
