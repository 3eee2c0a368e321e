import { describe, expect, test } from "vitest";
import type { RuleField } from "./fields.ts";
import { nextFlip } from "./next-flip.ts";
import type { Leaf, Rule } from "./rule.ts";

const FIELDS: RuleField[] = [
  { name: "city", type: "text", depth: "card" },
  { name: "seenAt", type: "instant", depth: "card" },
  { name: "dueOn", type: "date", depth: "card" },
  { name: "birthOn", type: "date", depth: "full" },
  { name: "occasions", type: "dates", depth: "full" },
];
const NOW = { now: "2024-04-03T08:30:00.000Z", timeZone: "Asia/Tehran", fields: FIELDS };
const VIEW = {
  city: "یزد",
  seenAt: "2024-03-01T12:00:00.000Z",
  dueOn: "2024-04-20",
  birthOn: "1990-05-14",
  occasions: ["2000-01-01"],
};

const days = (count: number) => ({ count, unit: "days" }) as const;
const inYazd: Leaf = { field: "city", is: "equals", value: "یزد" };
const inQom: Leaf = { field: "city", is: "equals", value: "قم" };
const quiet: Leaf = { field: "seenAt", is: "notInLast", value: days(90) };
const dueSoon: Leaf = { field: "dueOn", is: "inNext", value: days(3) };

const flip = (rule: Rule, when: Partial<typeof NOW> = {}) => nextFlip(rule, VIEW, { ...NOW, ...when });

describe("nextFlip", () => {
  test("90 days without contact are over at the midnight that begins the ninetieth day", () => {
    expect(flip(quiet)).toBe("2024-05-29T20:30:00.000Z"); // 30 May in Tehran
    expect(flip(quiet, { now: "2024-05-29T20:30:00.000Z" })).toBeNull();
  });

  test("due within three days: it begins, and it ends", () => {
    expect(flip(dueSoon)).toBe("2024-04-16T20:30:00.000Z");
    expect(flip(dueSoon, { now: "2024-04-16T20:30:00.000Z" })).toBe("2024-04-20T20:30:00.000Z");
    expect(flip(dueSoon, { now: "2024-04-20T20:30:00.000Z" })).toBeNull();
  });

  test("what does not speak of today never flips", () => {
    expect(flip(inYazd)).toBeNull();
    expect(flip({ field: "dueOn", is: "before", value: "2024-04-19" })).toBeNull();
    expect(flip({ field: "birthOn", is: "monthDay", value: { month: 2, day: 24, calendar: "persian" } })).toBeNull();
    expect(flip({ all: [] })).toBeNull();
  });

  test("nobody waits for what something else has settled", () => {
    expect(flip({ all: [inQom, quiet] })).toBeNull();
    expect(flip({ any: [inYazd, quiet] })).toBeNull();
    expect(flip({ not: { all: [inQom, quiet] } })).toBeNull();
    expect(flip({ all: [inYazd, quiet] })).toBe(flip(quiet));
    expect(flip({ any: [inQom, quiet] })).toBe(flip(quiet));
  });

  test("two that are both missing: the later one decides", () => {
    expect(flip({ all: [quiet, dueSoon] })).toBe(flip(quiet));
    expect(flip({ any: [quiet, dueSoon] })).toBe(flip(dueSoon));
  });

  test("a birthday comes back every year, on 29 Esfand when there is no 30th", () => {
    const birthday: Leaf = { field: "birthOn", is: "anniversaryInNext", value: { ...days(0), calendar: "persian" } };
    const view = { ...VIEW, birthOn: "2021-03-20" }; // 30 Esfand 1399
    const begins = nextFlip(birthday, view, NOW);
    expect(begins).toBe("2025-03-19T20:30:00.000Z"); // 30 Esfand 1403, a leap year
    const ends = nextFlip(birthday, view, { ...NOW, now: begins as string });
    expect(ends).toBe("2025-03-20T20:30:00.000Z");
    expect(nextFlip(birthday, view, { ...NOW, now: ends as string })).toBe("2026-03-19T20:30:00.000Z"); // 29 Esfand 1404
  });

  test("midnight follows the zone's clocks: one that did not exist, a day of 23 hours", () => {
    const today: Leaf = { field: "seenAt", is: "inLast", value: days(1) };
    const seen = (seenAt: string, timeZone: string) =>
      nextFlip(today, { ...VIEW, seenAt }, { ...NOW, timeZone, now: seenAt });
    // 22 March 2022 began at 01:00 in Tehran.
    expect(seen("2022-03-21T12:00:00.000Z", "Asia/Tehran")).toBe("2022-03-21T20:30:00.000Z");
    expect(seen("2022-03-22T12:00:00.000Z", "Asia/Tehran")).toBe("2022-03-22T19:30:00.000Z");
    expect(seen("2022-09-21T12:00:00.000Z", "Asia/Tehran")).toBe("2022-09-21T20:30:00.000Z");
    expect(seen("2024-03-30T23:00:00.000Z", "Europe/Berlin")).toBe("2024-03-31T22:00:00.000Z");
    expect(seen("2024-10-26T22:00:00.000Z", "Europe/Berlin")).toBe("2024-10-27T23:00:00.000Z");
  });

  test("a month that is shorter than the day it is counted from", () => {
    const fresh: Leaf = { field: "dueOn", is: "inLast", value: { count: 1, unit: "months", calendar: "gregorian" } };
    const when = { ...NOW, timeZone: "UTC", now: "2023-02-01T00:00:00.000Z" };
    // 28 February less a month is 28 January: not yet past the 31st. 1 March less a month is.
    expect(nextFlip(fresh, { ...VIEW, dueOn: "2023-01-31" }, when)).toBe("2023-03-01T00:00:00.000Z");
  });

  test("dates that mean never or unknown wake nobody", () => {
    for (const dueOn of ["9999-12-31", "0001-01-01"]) {
      for (const is of ["inLast", "moreThanAgo", "inNext"] as const) {
        expect(nextFlip({ field: "dueOn", is, value: days(30) }, { ...VIEW, dueOn }, NOW)).toBeNull();
      }
    }
  });

  test("of several dates, the next", () => {
    const rule: Leaf = { field: "occasions", is: "anniversaryInNext", value: { ...days(7), calendar: "gregorian" } };
    const view = { ...VIEW, occasions: ["1999-08-01", { on: "2001-06-01", calendar: "gregorian" as const }] };
    expect(nextFlip(rule, view, { ...NOW, timeZone: "UTC" })).toBe("2024-05-25T00:00:00.000Z");
    expect(nextFlip(rule, { ...VIEW, occasions: [] }, NOW)).toBeNull();
  });
});
