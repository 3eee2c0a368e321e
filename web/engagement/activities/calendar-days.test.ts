import { describe, expect, test } from "vitest";
import { daysShown, stepped } from "./calendar-days.ts";

describe("the days a calendar shows", () => {
  test("are weeks from Saturday in the Solar Hijri calendar, from Monday in the Gregorian", () => {
    expect(daysShown("2026-03-25", "week", "persian")[0]).toBe("2026-03-21");
    expect(daysShown("2026-03-25", "week", "gregorian")[0]).toBe("2026-03-23");
  });

  test("of a month are whole weeks around it", () => {
    const days = daysShown("2026-04-01", "month", "persian");
    expect([days[0], days.at(-1), days.length]).toEqual(["2026-03-21", "2026-04-24", 35]);
    const march = daysShown("2026-03-01", "month", "gregorian");
    expect([march[0], march.at(-1)]).toEqual(["2026-02-23", "2026-04-05"]);
  });

  test("a month on is the same day of the next month, or its last", () => {
    expect(stepped("2026-08-22", "month", 1, "persian")).toBe("2026-09-22");
    expect(stepped("2026-09-22", "month", 1, "persian")).toBe("2026-10-22");
    expect(stepped("2026-03-31", "month", -1, "gregorian")).toBe("2026-02-28");
  });
});
