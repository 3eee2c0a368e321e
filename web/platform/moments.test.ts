import { expect, test } from "vitest";
import { instantOf, readNumber, readTime } from "./moments.ts";

test("a day and a time of Tehran's clocks are one instant", () => {
  expect(instantOf("2024-04-03", "10:30", "Asia/Tehran")).toBe("2024-04-03T07:00:00.000Z");
  expect(instantOf("2024-04-03", "۱۰:۳۰", "Asia/Tehran")).toBe("2024-04-03T07:00:00.000Z");
});

test("the zone's offset is that of the day, on both sides of a change of clocks", () => {
  expect(instantOf("2024-03-31", "01:30", "Europe/Berlin")).toBe("2024-03-31T00:30:00.000Z");
  expect(instantOf("2024-03-31", "03:30", "Europe/Berlin")).toBe("2024-03-31T01:30:00.000Z");
  expect(instantOf("2024-10-27", "23:00", "Europe/Berlin")).toBe("2024-10-27T22:00:00.000Z");
});

test("a time is read as people type it", () => {
  expect([readTime("9:05"), readTime("۰۹:۰۵"), readTime("0905"), readTime("14.30")]).toEqual([
    "09:05",
    "09:05",
    "09:05",
    "14:30",
  ]);
  expect([readTime("24:00"), readTime("9"), readTime("12:60"), readTime("")]).toEqual([null, null, null, null]);
});

test("a number is read in any digits", () => {
  expect([readNumber("۱۲"), readNumber(" 7 "), readNumber("1.5"), readNumber("")]).toEqual([12, 7, null, null]);
});
