import { describe, expect, test } from "vitest";
import { fallingOn, keysOn, nextOfAll, nextOn, toldAt, yearlyOf } from "./decide.ts";

describe("a yearly day", () => {
  test.each([
    [
      "30 Esfand falls on the 29th of a common year",
      { on: "2021-03-20", calendar: "persian" },
      "2026-01-01",
      "2026-03-20",
    ],
    ["and on the 30th of the next leap year", { on: "2021-03-20", calendar: "persian" }, "2029-06-01", "2030-03-20"],
    ["29 February falls on the 28th", { on: "2024-02-29", calendar: "gregorian" }, "2025-01-01", "2025-02-28"],
    ["and on the 29th of a leap year", { on: "2024-02-29", calendar: "gregorian" }, "2028-01-01", "2028-02-29"],
    ["15 Farvardin moves in the Gregorian year", { on: "2015-04-04", calendar: "persian" }, "2028-01-01", "2028-04-03"],
    ["is not the day it began", { on: "2026-05-01", calendar: "gregorian" }, "2026-04-01", "2027-05-01"],
  ] as const)("%s", (_, one, after, next) => {
    expect(nextOn({ name: null, ...one }, after)).toBe(next);
  });

  test("is found by the keys of the day it falls on", () => {
    expect(keysOn("2026-03-20")).toEqual(["p#12-29", "p#12-30", "g#03-20"]);
    expect(keysOn("2025-02-28")).toEqual(["p#12-10", "g#02-28", "g#02-29"]);
    expect(keysOn("2028-02-28")).toEqual(["p#12-09", "g#02-28"]);
  });

  test("of a birthday is counted in the calendar of the customer's language", () => {
    const born = { birthOn: "1990-04-05", occasions: [] };
    expect(yearlyOf({ ...born, language: "fa" }, "en")[0]?.calendar).toBe("persian");
    expect(yearlyOf(born, "en")[0]?.calendar).toBe("gregorian");
  });
});

test("several on one day come together, with how many years each is", () => {
  const all = yearlyOf(
    {
      birthOn: "1990-04-05",
      language: "en",
      occasions: [{ name: "Wedding", on: "2015-04-05", calendar: "gregorian" }],
    },
    "en",
  );
  expect(nextOfAll(all, "2026-03-01")).toBe("2026-04-05");
  expect(fallingOn(all, "2026-04-05")).toEqual([
    { name: null, years: 36 },
    { name: "Wedding", years: 11 },
  ]);
  expect(toldAt("2026-04-05", "America/New_York")).toBe("2026-04-05T12:00:00.000Z");
});
