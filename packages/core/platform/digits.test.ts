import fc from "fast-check";
import { expect, test } from "vitest";
import { toLatinDigits, toPersianDigits } from "./digits.ts";

test("Persian and Arabic-Indic digits become Latin", () => {
  expect(toLatinDigits("۰۱۲۳۴۵۶۷۸۹")).toBe("0123456789");
  expect(toLatinDigits("٠١٢٣٤٥٦٧٨٩")).toBe("0123456789");
  expect(toLatinDigits("پلاک ۱۲-a")).toBe("پلاک 12-a");
});

test("Latin and Arabic-Indic digits become Persian", () => {
  expect(toPersianDigits("0123456789")).toBe("۰۱۲۳۴۵۶۷۸۹");
  expect(toPersianDigits("٤٥٦ ریال")).toBe("۴۵۶ ریال");
});

test("Latin digits survive the way to Persian and back", () => {
  fc.assert(fc.property(fc.stringMatching(/^[0-9a-z ]*$/), (text) => toLatinDigits(toPersianDigits(text)) === text));
});
