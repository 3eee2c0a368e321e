import { expect, test } from "vitest";
import { isTooLarge, MOST_BYTES } from "./answer-size.ts";

test("letters of two bytes and quotes that are escaped count as what they become", () => {
  expect(isTooLarge(undefined)).toBe(false);
  expect(isTooLarge("a".repeat(MOST_BYTES - 2))).toBe(false);
  expect(isTooLarge("a".repeat(MOST_BYTES + 1))).toBe(true);
  expect(isTooLarge("ی".repeat(MOST_BYTES / 2 - 1))).toBe(false);
  expect(isTooLarge("ی".repeat(MOST_BYTES / 2))).toBe(true);
  expect(isTooLarge('"'.repeat(MOST_BYTES / 2))).toBe(true);
});
