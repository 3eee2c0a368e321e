import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instantAt } from "../../platform/calendar.ts";
import { addDays, partsOf } from "../../platform/rules/days.ts";
import { completeRule, nextOccurrence, occurrencesUntil, weekdayOf } from "./recurrence.ts";
import type { Recurrence } from "./recurrence-shape.ts";

const rule = (every: Recurrence["every"], more: Partial<Recurrence> = {}): Recurrence => ({
  every,
  interval: 1,
  calendar: "persian",
  ...more,
});

describe("the next day of a rule", () => {
  test.each([
    ["every day", rule("day"), "2026-03-20", "2026-03-21"],
    ["every third day", rule("day", { interval: 3 }), "2026-03-20", "2026-03-23"],
    ["Saturdays and Tuesdays, from Saturday", rule("week", { weekdays: [2, 6] }), "2026-03-21", "2026-03-24"],
    ["Saturdays and Tuesdays, from Tuesday", rule("week", { weekdays: [2, 6] }), "2026-03-24", "2026-03-28"],
    [
      "every second week counts weeks from Saturday in the Solar Hijri calendar",
      rule("week", { interval: 2, weekdays: [5, 6] }),
      "2026-03-27",
      "2026-04-04",
    ],
    [
      "and from Monday in the Gregorian",
      rule("week", { interval: 2, weekdays: [5, 6], calendar: "gregorian" }),
      "2026-03-27",
      "2026-03-28",
    ],
    ["the 31st, in a month of thirty days", rule("month", { monthDay: 31 }), "2026-09-22", "2026-10-22"],
    ["the 31st again after the short month", rule("month", { monthDay: 31 }), "2026-03-20", "2026-04-20"],
    [
      "31 January a month on is 28 February",
      rule("month", { monthDay: 31, calendar: "gregorian" }),
      "2026-01-31",
      "2026-02-28",
    ],
    ["and 31 March after it", rule("month", { monthDay: 31, calendar: "gregorian" }), "2026-02-28", "2026-03-31"],
    ["30 Esfand in a common year is the 29th", rule("year", { month: 12, monthDay: 30 }), "2025-03-20", "2026-03-20"],
    ["30 Esfand in a leap year", rule("year", { month: 12, monthDay: 30 }), "2029-03-19", "2030-03-20"],
    [
      "29 February in a common year is the 28th",
      rule("year", { month: 2, monthDay: 29, calendar: "gregorian" }),
      "2024-02-29",
      "2025-02-28",
    ],
    [
      "29 February in the next leap year",
      rule("year", { month: 2, monthDay: 29, calendar: "gregorian" }),
      "2027-02-28",
      "2028-02-29",
    ],
    ["1 Farvardin", rule("year", { month: 1, monthDay: 1 }), "2026-03-21", "2027-03-21"],
  ])("%s", (_, one, after, next) => {
    expect(nextOccurrence(one, after)).toBe(next);
  });

  test("passes over what lies before today, so that three missed weeks come once", () => {
    expect(nextOccurrence(rule("week", { weekdays: [6] }), "2026-03-21", "2026-04-13")).toBe("2026-04-18");
    expect(nextOccurrence(rule("day", { interval: 10 }), "2026-03-21", "2026-04-13")).toBe("2026-04-20");
  });

  test("ends where the rule ends", () => {
    const one = rule("day", { until: "2026-03-22" });
    expect(nextOccurrence(one, "2026-03-21")).toBe("2026-03-22");
    expect(nextOccurrence(one, "2026-03-22")).toBeNull();
    expect(occurrencesUntil(one, "2026-03-20", "2027-01-01", 50)).toEqual(["2026-03-21", "2026-03-22"]);
  });
});

const anyRule = fc
  .record({
    every: fc.constantFrom("day" as const, "week" as const, "month" as const, "year" as const),
    interval: fc.integer({ min: 1, max: 9 }),
    calendar: fc.constantFrom("persian" as const, "gregorian" as const),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
  })
  .map(({ weekdays, ...one }): Recurrence => (one.every === "week" ? { ...one, weekdays } : one));
const anyDay = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays("2000-01-01", days));

test("a rule gives each of its days once, in order, and skipping days finds one of them", () => {
  fc.assert(
    fc.property(anyRule, anyDay, fc.integer({ min: 1, max: 500 }), (one, first, far) => {
      const complete = completeRule(one, first);
      const days = occurrencesUntil(complete, first, addDays(first, 4000), 40);
      expect(days).toEqual([...new Set(days)].sort());
      expect(days.every((on) => on > first)).toBe(true);
      const notBefore = addDays(first, far);
      const found = nextOccurrence(complete, first, notBefore) as string;
      const all = occurrencesUntil(complete, first, addDays(found, 1), 5000);
      expect(found).toBe(all.find((on) => on >= notBefore));
      if (complete.every === "week") for (const on of days) expect(complete.weekdays).toContain(weekdayOf(on));
      if (complete.every === "month" || complete.every === "year")
        for (const on of days) {
          const { day, month } = partsOf(on, complete.calendar);
          const isLast = partsOf(addDays(on, 1), complete.calendar).month !== month;
          expect(day === complete.monthDay || (isLast && day < complete.monthDay!)).toBe(true);
        }
    }),
    { numRuns: 150 },
  );
});

describe("a time of the day", () => {
  test("that clocks skip is as long after the skip as it was meant to be", () => {
    expect(instantAt("2022-03-22", "00:30", "Asia/Tehran")).toBe("2022-03-21T21:00:00.000Z");
    expect(instantAt("2026-03-29", "02:30", "Europe/Berlin")).toBe("2026-03-29T01:30:00.000Z");
  });

  test("that comes twice is the first of the two", () => {
    expect(instantAt("2022-09-21", "23:30", "Asia/Tehran")).toBe("2022-09-21T19:00:00.000Z");
    expect(instantAt("2026-10-25", "02:30", "Europe/Berlin")).toBe("2026-10-25T00:30:00.000Z");
  });
});
