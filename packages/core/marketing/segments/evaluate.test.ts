import { expect, test } from "vitest";
import { CUSTOMER_FIELDS } from "../../people/customers/view.ts";
import type { View } from "../../platform/rules/fields.ts";
import type { Rule } from "../../platform/rules/rule.ts";
import { changedFieldsOf } from "./changed-fields.ts";
import { circleOf, createEvaluator, type Definition } from "./evaluate.ts";

const CONTEXT = { fields: CUSTOMER_FIELDS, now: "2026-03-21T08:00:00.000Z", timeZone: "Asia/Tehran" };
const segment = (id: string, rule: Rule): Definition => ({
  id: id as Definition["id"],
  kind: "dynamic",
  rule,
});

const OF_YAZD = "seg_01J00000000000000000000001";
const VIP = "seg_01J00000000000000000000002";
const YAZD_VIP = "seg_01J00000000000000000000003";
const SEGMENTS = [
  segment(OF_YAZD, { field: "city", is: "equals", value: "یزد" }),
  segment(VIP, { field: "tags", is: "hasAny", value: ["vip"] }),
  segment(YAZD_VIP, {
    all: [
      { field: "segments", is: "hasAny", value: [VIP] },
      { field: "city", is: "equals", value: "یزد" },
    ],
  } as Rule),
];

/** A customer who notes what is read of them. */
function watched(view: View) {
  const read = new Set<string>();
  const noting = new Proxy(view, {
    get: (target, name) => {
      if (typeof name === "string") read.add(name);
      return target[name as string];
    },
  });
  return { view: noting, read };
}

test("a change asks only the rules that ask about what it changed; the others' answers stay", () => {
  const evaluator = createEvaluator(SEGMENTS, CONTEXT);
  const { view, read } = watched({ city: "یزد", tags: ["new"], segments: [] });
  const found = evaluator.find(
    view,
    new Set([OF_YAZD]),
    new Set(),
    changedFieldsOf({ verb: "customer.updated", fields: { tags: {} } }),
  );
  expect([...found.members]).toEqual([OF_YAZD]);
  expect([...read]).toEqual(["tags"]);
});

test("who enters a segment by it is asked about those that are made of that segment", () => {
  const evaluator = createEvaluator(SEGMENTS, CONTEXT);
  const { view } = watched({ city: "یزد", tags: ["vip"], segments: [] });
  const found = evaluator.find(
    view,
    new Set([OF_YAZD]),
    new Set(),
    changedFieldsOf({ verb: "customer.updated", fields: { tags: {} } }),
  );
  expect([...found.members].sort()).toEqual([OF_YAZD, VIP, YAZD_VIP]);
});

test("an interaction asks no rule about names, and a change that no rule asks about asks none at all", () => {
  const evaluator = createEvaluator(SEGMENTS, CONTEXT);
  const { view, read } = watched({ city: "یزد", tags: [], segments: [] });
  evaluator.find(view, new Set([OF_YAZD]), new Set(), changedFieldsOf({ verb: "interaction.logged", fields: {} }));
  expect([...read]).toEqual([]);
  expect(evaluator.isTouched(changedFieldsOf({ verb: "interaction.logged", fields: {} }))).toBe(false);
  expect(evaluator.isTouched(changedFieldsOf({ verb: "customer.updated", fields: { addresses: {} } }))).toBe(true);
});

test("a circle is found, or seen not to be there, however many ways lead through the segments", () => {
  const LAYERS = 60;
  const idOf = (layer: number, side: number) => `seg_01J${String(layer * 2 + side).padStart(23, "0")}`;
  const layers = Array.from({ length: LAYERS }, (_, layer) =>
    [0, 1].map((side) => {
      const value = layer + 1 < LAYERS ? [idOf(layer + 1, 0), idOf(layer + 1, 1)] : [VIP];
      return segment(idOf(layer, side), { field: "segments", is: "hasAny", value });
    }),
  ).flat();
  const asking = (value: string) => segment(VIP, { field: "segments", is: "hasAny", value: [value] });
  expect(
    circleOf(OF_YAZD, [...layers, segment(OF_YAZD, { field: "segments", is: "hasAny", value: [idOf(0, 0)] })]),
  ).toBe(null);
  expect(circleOf(VIP, [...layers, asking(idOf(LAYERS - 1, 0))])).toEqual([VIP, idOf(LAYERS - 1, 0), VIP]);
});
