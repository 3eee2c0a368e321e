import { expect, test } from "vitest";
import { parseDecimal } from "./decimal.ts";
import { fromMinorUnits, toMinorUnits } from "./money.ts";

test.each([
  ["12", 12],
  ["-3", -3],
  ["−3.5", -3.5],
  ["۱٬۲۵۰٫۵", 1250.5],
  ["1,250", 1250],
  ["1,250,000.75", 1_250_000.75],
  ["12,5", 12.5],
  ["1 250", 1250],
  ["0", 0],
  ["", null],
  ["1,2,3", null],
  ["12a", null],
  ["1e5", null],
  ["1.2.3", null],
])("%s is %s", (text, number) => {
  expect(parseDecimal(text)).toBe(number);
});

test("amounts become whole smallest units, or are refused", () => {
  expect(toMinorUnits(19.99, "EUR")).toBe(1999);
  expect(toMinorUnits(1_500_000, "IRR")).toBe(1_500_000);
  expect(toMinorUnits(1.5, "IRR")).toBe(null);
  expect(fromMinorUnits(1999, "EUR")).toBe(19.99);
});
