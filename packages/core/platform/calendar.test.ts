import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromPersianParts, localTime, parseDate, toGregorianParts, toPersianParts } from "./calendar.ts";

describe("parseDate", () => {
  test.each([
    ["۱۳۴۴/۰۲/۲۸", "1965-05-18"],
    ["١٣٤٤/٠٢/٢٨", "1965-05-18"],
    ["1344-2-28", "1965-05-18"],
    ["1344.02.28", "1965-05-18"],
    ["13440228", "1965-05-18"],
    ["28/02/1344", "1965-05-18"],
    ["۱۳۴۴/۰۲/۲۸ ۱۰:۳۰", "1965-05-18"],
    [" \u200f۱۴۰۳/۱/۱ ", "2024-03-20"],
    ["1403/12/30", "2025-03-20"],
  ])("%j is a Solar Hijri date", (raw, on) => {
    expect(parseDate(raw, "persian")).toEqual({ on, calendar: "persian" });
    expect(parseDate(raw, "guess")).toEqual({ on, calendar: "persian" });
  });

  test.each([
    ["1990-05-14", "1990-05-14"],
    ["۱۹۹۰/۵/۱۴", "1990-05-14"],
    ["2024-08-13T18:04:34.666+00:00", "2024-08-13"],
    ["2024-08-13T23:59:59.000Z", "2024-08-13"],
    ["2024-08-13 18:04", "2024-08-13"],
    ["2024-02-29", "2024-02-29"],
    ["13/08/2024", "2024-08-13"],
    ["08/13/2024 6:04 PM", "2024-08-13"],
    ["08.08.2024", "2024-08-08"],
  ])("%j is a Gregorian date", (raw, on) => {
    expect(parseDate(raw, "gregorian")).toEqual({ on, calendar: "gregorian" });
    expect(parseDate(raw, "guess")).toEqual({ on, calendar: "gregorian" });
  });

  test.each(["1404/12/30", "1403/07/31", "1403/13/01", "1403/00/10", "1403/01/32", "2023-02-29", "31/04/2024"])(
    "there is no day %s",
    (raw) => {
      expect(parseDate(raw, "guess")).toEqual({ error: "noSuchDay" });
    },
  );

  test.each([
    "",
    "ندارد",
    "65/02/28",
    "1344",
    "1344/02-28",
    "1344/02/28 تا 1345",
    "1650-01-01",
    "03/04/2024",
    "99345678",
  ])("%j is unreadable", (raw) => {
    expect(parseDate(raw, "guess")).toEqual({ error: "unreadable" });
  });

  test("a year of the other calendar is not taken for one of this", () => {
    expect(parseDate("1990-05-14", "persian")).toEqual({ error: "unreadable" });
    expect(parseDate("1369/02/24", "gregorian")).toEqual({ error: "unreadable" });
  });
});

describe("Solar Hijri days", () => {
  test("known days", () => {
    expect(toPersianParts("2024-04-03")).toEqual({ year: 1403, month: 1, day: 15 });
    expect(toPersianParts("1979-02-11")).toEqual({ year: 1357, month: 11, day: 22 });
    expect(fromPersianParts({ year: 1399, month: 12, day: 30 })).toBe("2021-03-20");
    expect(fromPersianParts({ year: 1400, month: 12, day: 30 })).toBeNull();
    expect(toGregorianParts("2024-04-03")).toEqual({ year: 2024, month: 4, day: 3 });
  });

  test("what is no date is refused loudly", () => {
    expect(() => toPersianParts("2024-02-30")).toThrow(RangeError);
    expect(() => toGregorianParts("yesterday")).toThrow(RangeError);
  });

  test("every day there and back, and as Intl counts it", () => {
    const intl = new Intl.DateTimeFormat("en-u-ca-persian-nu-latn", {
      year: "numeric",
      month: "numeric",
      day: "numeric",
      timeZone: "UTC",
    });
    const days = fc.integer({ min: -54_000, max: 54_000 });
    fc.assert(
      fc.property(days, (day) => {
        const on = new Date(day * 86_400_000).toISOString().slice(0, 10);
        const parts = toPersianParts(on);
        expect(fromPersianParts(parts)).toBe(on);
        const shown = intl.formatToParts(day * 86_400_000);
        const number = (type: string) => Number(shown.find((part) => part.type === type)?.value);
        expect(parts).toEqual({ year: number("year"), month: number("month"), day: number("day") });
      }),
    );
  });
});

describe("localTime", () => {
  test("the day begins at the zone's own midnight", () => {
    expect(localTime("2024-04-02T20:29:00.000Z", "Asia/Tehran")).toEqual({ on: "2024-04-02", time: "23:59" });
    expect(localTime("2024-04-02T20:30:00.000Z", "Asia/Tehran")).toEqual({ on: "2024-04-03", time: "00:00" });
  });

  test("Tehran had summer time until 2022", () => {
    expect(localTime("2022-07-01T00:00:00.000Z", "Asia/Tehran").time).toBe("04:30");
    expect(localTime("2023-07-01T00:00:00.000Z", "Asia/Tehran").time).toBe("03:30");
  });

  test("an unknown zone or instant is refused loudly", () => {
    expect(() => localTime("2024-04-02T20:29:00.000Z", "Asia/Nowhere")).toThrow(RangeError);
    expect(() => localTime("2024-04-02", "Asia/Tehran")).toThrow(RangeError);
  });
});
