import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromPersianParts } from "../../platform/calendar.ts";
import { decideDates, newDateTally, readImportDate, readImportInstant, tallyDate, timeOf } from "./date-columns.ts";

function decide(texts: readonly string[], said?: Parameters<typeof decideDates>[1]) {
  const tally = newDateTally();
  for (const text of texts) tallyDate(tally, text);
  return decideDates(tally, said);
}

describe("how a column of dates is written", () => {
  test.each([
    [["۱۴۰۳/۰۲/۱۵", "1366-1-1"], { dates: { calendar: "persian" }, asks: null }],
    [["2024-05-04", "1990-01-01"], { dates: { calendar: "gregorian" }, asks: null }],
    [["15/02/2024", "03/04/2024"], { dates: { calendar: "gregorian", dayOrder: "dayFirst" }, asks: null }],
    [["02/15/2024", "03/04/2024"], { dates: { calendar: "gregorian", dayOrder: "monthFirst" }, asks: null }],
    [["03/04/2024", "05/05/2024"], { dates: { calendar: "gregorian" }, asks: "dayOrder" }],
    [["15/02/2024", "02/15/2024", "03/04/2024"], { dates: { calendar: "gregorian" }, asks: "dayOrder" }],
    [["1403/02/15", "2024-05-04"], { dates: { calendar: "byYear" }, asks: "calendar" }],
    [["15/02/1403"], { dates: { calendar: "persian" }, asks: null }],
    [["", "ندارد", "12"], { dates: { calendar: "byYear" }, asks: null }],
  ] as const)("%j", (texts, decided) => {
    expect(decide(texts)).toEqual(decided);
  });

  test("what people said answers the question, and only that one", () => {
    const mixed = ["1403/02/15", "03/04/2024"];
    expect(decide(mixed, { calendar: "byYear" })).toEqual({ dates: { calendar: "byYear" }, asks: "dayOrder" });
    expect(decide(mixed, { calendar: "byYear", dayOrder: "dayFirst" })).toEqual({
      dates: { calendar: "byYear", dayOrder: "dayFirst" },
      asks: null,
    });
    expect(decide(mixed, { calendar: "persian" })).toEqual({ dates: { calendar: "persian" }, asks: null });
  });
});

describe("one date", () => {
  test.each([
    ["1403/12/30", "persian", undefined, { on: "2025-03-20", calendar: "persian" }],
    ["1404/12/30", "persian", undefined, { error: "noSuchDay" }],
    ["1404/12/30", "byYear", undefined, { error: "noSuchDay" }],
    ["2024-05-04", "persian", undefined, { error: "unreadable" }],
    ["03/04/2024", "gregorian", "dayFirst", { on: "2024-04-03", calendar: "gregorian" }],
    ["03/04/2024", "gregorian", "monthFirst", { on: "2024-03-04", calendar: "gregorian" }],
    ["15/02/2024", "gregorian", "monthFirst", { error: "noSuchDay" }],
    ["02/15/2024", "gregorian", "dayFirst", { error: "noSuchDay" }],
    ["45371", "byYear", undefined, { on: "2024-03-20", calendar: "gregorian" }],
    ["45371.5", "byYear", undefined, { on: "2024-03-20", calendar: "gregorian", time: "12:00:00" }],
    ["12345", "byYear", undefined, { error: "unreadable" }],
  ] as const)("%s read as %s %s", (text, calendar, dayOrder, read) => {
    expect(readImportDate(text, { calendar, dayOrder })).toEqual(read);
  });

  test("whatever the order, a day of the Solar Hijri calendar is that day or none", () => {
    const part = (max: number) => fc.integer({ min: 1, max });
    fc.assert(
      fc.property(fc.integer({ min: 1300, max: 1450 }), part(13), part(32), (year, month, day) => {
        const on = fromPersianParts({ year, month, day });
        const two = (value: number) => String(value).padStart(2, "0");
        for (const text of [`${year}/${two(month)}/${two(day)}`, `${two(day)}-${two(month)}-${year}`])
          expect(readImportDate(text, { calendar: "byYear" })).toEqual(
            on ? { on, calendar: "persian" } : { error: "noSuchDay" },
          );
      }),
    );
  });
});

describe("an instant", () => {
  const dates = { calendar: "byYear" } as const;
  test.each([
    ["۱۴۰۳/۰۱/۰۱ ۱۰:۳۰", "2024-03-20T07:00:00.000Z"],
    ["2024-03-20 10:30:15", "2024-03-20T07:00:15.000Z"],
    ["2024-03-20T10:30:00Z", "2024-03-20T10:30:00.000Z"],
    ["2024-03-20T10:30:00+05:00", "2024-03-20T05:30:00.000Z"],
    ["2024-03-20", "2024-03-20T08:30:00.000Z"],
    ["2024-03-20 3:15 PM", "2024-03-20T11:45:00.000Z"],
  ])("%s in Tehran", (text, at) => {
    expect(readImportInstant(text, dates, "Asia/Tehran")).toEqual({ at });
  });

  test("the time may stand in a column of its own", () => {
    expect(readImportInstant("1403/01/01", dates, "Asia/Tehran", timeOf("۱۴:۰۵"))).toEqual({
      at: "2024-03-20T10:35:00.000Z",
    });
  });
});
