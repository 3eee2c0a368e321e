import fc from "fast-check";
import { expect, test } from "vitest";
import { matches } from "../rules/matches.ts";
import { missingRequired, patchCustom, withDefaults } from "./check-custom.ts";
import { type CustomField, FIELD_LIMITS } from "./definition.ts";
import { customOnCard, isCut, utf8Bytes } from "./on-card.ts";
import { customRuleFields, customView } from "./rule-fields.ts";

const AT = "2026-03-21T08:00:00.000Z";
let n = 0;
function field(key: string, type: CustomField["type"], more: Partial<CustomField> = {}): CustomField {
  n += 1;
  const id = `fld_01JD8ZC3W5Q1T8M4G2N6V9X${String(n).padStart(3, "0")}` as const;
  const own = {
    id,
    version: 1,
    kind: "customer",
    key,
    type,
    label: { en: key },
    required: false,
    inLists: false,
  } as const;
  return { ...own, createdAt: AT, updatedAt: AT, ...more };
}

const CHOICES = [
  { value: "gold", label: { fa: "طلایی", en: "Gold" } },
  { value: "silver", label: { en: "Silver" } },
  { value: "tin", label: { en: "Tin" }, retired: true },
];
const ALL = [
  field("plate", "text"),
  field("story", "longText"),
  field("seats", "number"),
  field("credit", "money", { currency: "IRR" }),
  field("signedOn", "date"),
  field("insured", "yesNo"),
  field("tier", "choice", { choices: CHOICES }),
  field("likes", "manyChoice", { choices: CHOICES }),
  field("broughtBy", "customer"),
];
const patch = (given: Record<string, unknown>, before = {}, fields = ALL) => {
  const { values, problems } = patchCustom(fields, "customer", given, before);
  return problems.length > 0 ? problems.map(({ path, code }) => `${path}: ${code}`) : values;
};

test("a value of each type is kept as it is, texts cleaned", () => {
  const given = {
    plate: " ۱۲ ب ۳۴۵ ",
    story: "one\ntwo",
    seats: -4.5,
    credit: 1_500_000,
    signedOn: "2026-03-21",
    insured: false,
    tier: "gold",
    likes: ["silver", "gold", "silver"],
    broughtBy: "cus_01JD8ZC3W5Q1T8M4G2N6V9X0RA",
  };
  expect(patch(given)).toEqual({ ...given, plate: "۱۲ ب ۳۴۵", likes: ["silver", "gold"] });
});

test.each([
  [{ nothing: 1 }, "custom.nothing: custom.unknown"],
  [{ constructor: "x" }, "custom.constructor: custom.unknown"],
  [{ plate: 5 }, "custom.plate: custom.not_text"],
  [{ plate: "x".repeat(501) }, "custom.plate: custom.too_long"],
  [{ seats: "4" }, "custom.seats: custom.not_number"],
  [{ seats: 1e16 }, "custom.seats: custom.out_of_range"],
  [{ seats: 0.1234567 }, "custom.seats: custom.too_precise"],
  [{ credit: 1.5 }, "custom.credit: custom.not_amount"],
  [{ signedOn: "2026-02-30" }, "custom.signedOn: custom.not_date"],
  [{ signedOn: "1405/01/01" }, "custom.signedOn: custom.not_date"],
  [{ insured: "yes" }, "custom.insured: custom.not_yes_no"],
  [{ tier: "bronze" }, "custom.tier: custom.unknown_choice"],
  [{ tier: "tin" }, "custom.tier: custom.retired_choice"],
  [{ likes: "gold" }, "custom.likes: custom.not_choices"],
  [{ broughtBy: "Sara" }, "custom.broughtBy: custom.not_customer"],
])("%j is refused by its path", (given, problem) => {
  expect(patch(given)).toEqual([problem]);
});

test("a patch leaves what it does not name, null empties, and a retired choice may stay where it is", () => {
  expect(patch({ seats: null, tier: "tin" }, { plate: "a", seats: 4, tier: "tin" })).toEqual({
    plate: "a",
    tier: "tin",
  });
});

test("what is required must be there when a record is made, and may not be emptied later", () => {
  const fields = [field("plate", "text", { required: true }), field("seats", "number", { required: true, default: 4 })];
  const values = withDefaults(fields, "customer", {});
  expect(values).toEqual({ seats: 4 });
  expect(missingRequired(fields, "customer", values).map(({ path }) => path)).toEqual(["custom.plate"]);
  expect(patch({ plate: "" }, { plate: "a" }, fields)).toEqual(["custom.plate: custom.required"]);
  expect(patch({ plate: null }, {}, fields)).toEqual({});
});

test("a retired field is not written, and what it holds survives every patch", () => {
  const fields = [field("plate", "text", { retiredAt: AT }), field("seats", "number")];
  expect(patch({ plate: "b" }, { plate: "a" }, fields)).toEqual(["custom.plate: custom.retired"]);
  expect(patch({ seats: 2 }, { plate: "a" }, fields)).toEqual({ plate: "a", seats: 2 });
});

test("the custom values of one record are bounded together", () => {
  const fields = [field("a", "longText"), field("b", "longText")];
  const problems = patch({ a: "ن".repeat(10_000), b: "ن".repeat(10_000) }, {}, fields);
  expect(problems).toEqual(["custom: custom.too_large"]);
});

const anyValues = fc.record(
  {
    plate: fc.string({ maxLength: 500, unit: "grapheme" }),
    seats: fc.integer({ min: -1e9, max: 1e9 }).map((value) => value / 1000),
    credit: fc.maxSafeInteger().map((value) => value % 1e15),
    signedOn: fc
      .date({ min: new Date("1800-01-01"), max: new Date("2199-12-31"), noInvalidDate: true })
      .map((day) => day.toISOString().slice(0, 10)),
    insured: fc.boolean(),
    tier: fc.constantFrom("gold", "silver"),
    likes: fc.uniqueArray(fc.constantFrom("gold", "silver")),
  },
  { requiredKeys: [] },
);

test("law: what is accepted comes back equal, is accepted again, fits on a card, and is what rules see", () => {
  const listed = ALL.map((one) => ({ ...one, inLists: one.type !== "longText" }));
  const context = { now: AT, timeZone: "Asia/Tehran", fields: customRuleFields(listed, "customer") };
  fc.assert(
    fc.property(anyValues, (given) => {
      const { values, problems } = patchCustom(listed, "customer", given, {});
      if (problems.length > 0) return;
      expect(JSON.parse(JSON.stringify(values))).toEqual(values);
      expect(patchCustom(listed, "customer", values, {}).values).toEqual(values);
      const card = customOnCard(listed, "customer", values);
      for (const [key, value] of Object.entries(values)) {
        if (key in card && !isCut(card[key])) expect(card[key]).toEqual(value);
        const rule = { field: `custom.${key}`, is: "notEmpty" } as const;
        expect(matches(rule, customView(listed, "customer", values), context).match).toBe(true);
      }
      expect(utf8Bytes(JSON.stringify(card))).toBeLessThanOrEqual(FIELD_LIMITS.cardBytes);
    }),
  );
});

test("a long text is cut on the card by whole letters, and is known to be cut", () => {
  const fields = [field("plate", "text", { inLists: true })];
  const card = customOnCard(fields, "customer", { plate: "👩‍👩‍👧".repeat(60) });
  expect(isCut(card.plate)).toBe(true);
  expect(String(card.plate).isWellFormed()).toBe(true);
  expect(utf8Bytes(JSON.stringify(card.plate))).toBeLessThanOrEqual(52);
});

test("a rule about a retired field is broken, not silently untrue", () => {
  const fields = customRuleFields([field("plate", "text", { retiredAt: AT })], "customer");
  const ask = () =>
    matches({ field: "custom.plate", is: "empty" }, { "custom.plate": null }, { now: AT, timeZone: "UTC", fields });
  expect(ask).toThrow(
    expect.objectContaining({
      code: "rule.broken",
      details: [{ path: "", reason: "retiredField", field: "custom.plate" }],
    }),
  );
});
