import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDate } from "./calendar.ts";
import { formatDate, formatInstant, monthName } from "./date-format.ts";

test.each([
  ["persian", "fa", "short", "۱۴۰۳/۰۱/۱۵"],
  ["persian", "fa", "long", "۱۵ فروردین ۱۴۰۳"],
  ["persian", "en", "short", "1403/01/15"],
  ["persian", "en", "long", "15 Farvardin 1403"],
  ["gregorian", "fa", "short", "۲۰۲۴-۰۴-۰۳"],
  ["gregorian", "fa", "long", "۳ آوریل ۲۰۲۴"],
  ["gregorian", "en", "short", "2024-04-03"],
  ["gregorian", "en", "long", "3 April 2024"],
] as const)("in the %s calendar, language %s, %s: %s", (calendar, locale, style, shown) => {
  expect(formatDate("2024-04-03", { calendar, locale, style })).toBe(shown);
});

test("the month names are those of Intl", () => {
  for (const calendar of ["persian", "gregorian"] as const) {
    for (const locale of ["fa", "en"] as const) {
      const intl = new Intl.DateTimeFormat(`${locale}-u-ca-${calendar === "persian" ? "persian" : "gregory"}`, {
        month: "long",
        timeZone: "UTC",
      });
      // The tenth of each month from April 2024 on: Farvardin is the month of 10 April.
      const first = calendar === "persian" ? 3 : 0;
      const shown = Array.from({ length: 12 }, (_, month) => intl.format(Date.UTC(2024, first + month, 10)));
      expect(Array.from({ length: 12 }, (_, month) => monthName(month + 1, calendar, locale))).toEqual(shown);
    }
  }
});

test("the short form is read back as the same day", () => {
  const day = fc.date({ min: new Date("1825-01-01"), max: new Date("2120-01-01"), noInvalidDate: true });
  fc.assert(
    fc.property(day, fc.constantFrom("persian", "gregorian"), fc.constantFrom("fa", "en"), (date, calendar, locale) => {
      const on = date.toISOString().slice(0, 10);
      expect(parseDate(formatDate(on, { calendar, locale, style: "short" }), "guess")).toEqual({ on, calendar });
    }),
  );
});

test("an instant is shown with the clock of the zone", () => {
  const at = "2024-04-03T07:00:00.000Z";
  const zone = { timeZone: "Asia/Tehran" };
  expect(formatInstant(at, { ...zone, calendar: "persian", locale: "fa", style: "short" })).toBe("۱۴۰۳/۰۱/۱۵ ۱۰:۳۰");
  expect(formatInstant(at, { ...zone, calendar: "persian", locale: "fa", style: "long" })).toBe(
    "۱۵ فروردین ۱۴۰۳، ۱۰:۳۰",
  );
  expect(formatInstant(at, { ...zone, calendar: "gregorian", locale: "en", style: "short" })).toBe("2024-04-03 10:30");
  expect(formatInstant(at, { ...zone, calendar: "gregorian", locale: "en", style: "long" })).toBe(
    "3 April 2024, 10:30",
  );
});

test("what is no date is refused loudly", () => {
  for (const calendar of ["persian", "gregorian"] as const) {
    expect(() => formatDate("2023-02-29", { calendar, locale: "en", style: "short" })).toThrow(RangeError);
  }
});
