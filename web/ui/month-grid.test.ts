import { expect, test } from "vitest";
import { addDays, daysOf, monthOf, shiftMonth, weekdayOf } from "./month-grid.ts";

test("Esfand has 30 days in a leap year and 29 in a common one", () => {
  expect(daysOf({ year: 1403, month: 12 }, "persian").at(-1)).toEqual({ on: "2025-03-20", day: 30 });
  expect(daysOf({ year: 1404, month: 12 }, "persian").at(-1)).toEqual({ on: "2026-03-20", day: 29 });
});

test("a Gregorian month has its own days", () => {
  expect(daysOf({ year: 2024, month: 2 }, "gregorian")).toHaveLength(29);
});

test("1 Farvardin 1404 was a Friday, the last day of a Persian week", () => {
  expect(monthOf("2025-03-21", "persian")).toEqual({ year: 1404, month: 1 });
  expect(weekdayOf("2025-03-21", "persian")).toBe(6);
  expect(weekdayOf("2025-03-21", "gregorian")).toBe(4);
});

test("months go on over the turn of the year", () => {
  expect(shiftMonth({ year: 1403, month: 12 }, 1)).toEqual({ year: 1404, month: 1 });
  expect(shiftMonth({ year: 1404, month: 1 }, -13)).toEqual({ year: 1402, month: 12 });
  expect(addDays("2025-03-20", 1)).toBe("2025-03-21");
});
