import { expect, test } from "vitest";
import { customerOf, decideCreate, NO_STATS } from "#core/people/customers/index.ts";
import { choicesToSend, differencesOf } from "./differences.ts";

const ids = ["cus_01JD8ZC3W5Q1T8M4G2N6V9X0RA", "cus_01JD8ZC3W5Q1T8M4G2N6V9X0RB"] as const;
const moment = { now: "2026-03-21T08:00:00.000Z", region: "IR" };
const of = (id: (typeof ids)[number], input: Parameters<typeof decideCreate>[0]) =>
  customerOf(decideCreate(input, { ...moment, id }), NO_STATS, []);

test("only what differs is asked: gaps are filled, lists joined, else the survivor's stands", () => {
  const a = of(ids[0], { name: "Ann", phones: [{ number: "09121234567" }], tags: ["x"], source: "fair" });
  const b = of(ids[1], { name: "Anne", phones: [{ number: "0912 123 4567" }], tags: ["y"], code: "7" });
  const found = differencesOf(a, b, "b").map(({ field, recommended }) => [field, recommended]);
  expect(found).toEqual([
    ["name", "b"],
    ["code", "b"],
    ["source", "a"],
    ["tags", "both"],
  ]);
});

test("choices are sent as the survivor's or the other's", () => {
  expect(choicesToSend({ name: "a", tags: "both", code: "b" }, "b")).toEqual({
    name: "absorbed",
    tags: "both",
    code: "survivor",
  });
});
