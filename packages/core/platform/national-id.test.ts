import fc from "fast-check";
import { expect, test } from "vitest";
import { parseNationalId } from "./national-id.ts";

test("a code with a right check digit is kept as ten Latin digits", () => {
  expect(parseNationalId("0013542419")).toBe("0013542419");
  expect(parseNationalId(" ۰۰۱-۳۵۴۲۴۱-۹ ")).toBe("0013542419");
});

test("zeros dropped by a spreadsheet come back", () => {
  expect(parseNationalId("13542419")).toBe("0013542419");
});

test.each(["", "0013542418", "1111111111", "0000000000", "3542419", "00135424190", "001354241x", "ندارد"])(
  "%j is refused",
  (raw) => {
    expect(parseNationalId(raw)).toBeNull();
  },
);

test("of the ten possible check digits exactly one is right", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{9}$/), (nine) => {
      fc.pre(!/^(\d)\1{8}$/.test(nine));
      expect([..."0123456789"].filter((check) => parseNationalId(nine + check) !== null)).toHaveLength(1);
    }),
  );
});
