import { Temporal } from "temporal-polyfill/full";
import { expect, test } from "vitest";
import {
  anniversariesOf,
  dayIn,
  dayOf,
  islamicDay,
  isoOf,
  londonOffice,
  persianDay,
  persianOf,
  tehranOffice,
  weekdayOf,
} from "./calendar.ts";

test("the Persian calendar agrees with Temporal on every day from 1925 to 2055", () => {
  for (let day = dayOf("1925-01-01"); day < dayOf("2055-01-01"); day++) {
    const date = Temporal.PlainDate.from(isoOf(day));
    const persian = date.withCalendar("persian");
    const parts = persianOf(day);
    if (parts.year !== persian.year || parts.month !== persian.month || parts.day !== persian.day) {
      throw new Error(`${isoOf(day)} is ${persian}, not ${JSON.stringify(parts)}`);
    }
    if (persianDay(parts.year, parts.month, parts.day) !== day || weekdayOf(day) !== date.dayOfWeek % 7) {
      throw new Error(`${isoOf(day)} does not come back`);
    }
  }
});

test("Ashura of 1447 falls on 6 July 2025", () => {
  expect(isoOf(islamicDay(1447, 1, 10))).toBe("2025-07-06");
});

test("a birthday returns once in each Persian year", () => {
  const days = anniversariesOf("persian", dayOf("1980-03-21"), dayOf("2023-06-01"), dayOf("2026-06-01"));
  expect(days.map(isoOf)).toEqual(["2024-03-20", "2025-03-21", "2026-03-21"]);
});

test("a wedding on 29 February is kept on 1 March in a common year", () => {
  expect(isoOf(dayIn("gregorian", 2025, 2, 29))).toBe("2025-03-01");
});

test("Tehran works from Saturday to Thursday noon, and not on the first days of Nowruz", () => {
  expect(tehranOffice.hours(dayOf("2025-10-04"))).toEqual([540, 1080]);
  expect(tehranOffice.hours(dayOf("2025-10-02"))).toEqual([540, 750]);
  expect(tehranOffice.hours(dayOf("2025-10-03"))).toBeNull();
  expect(tehranOffice.hours(dayOf("2026-03-22"))).toBeNull();
});

test("Bristol works from Monday to Friday, and its summer time is that of London", () => {
  expect(londonOffice.hours(dayOf("2025-10-04"))).toBeNull();
  expect(londonOffice.hours(dayOf("2025-12-26"))).toBeNull();
  for (let day = dayOf("2023-01-01"); day < dayOf("2027-01-01"); day++) {
    const noon = Temporal.PlainDate.from(isoOf(day)).toZonedDateTime({ timeZone: "Europe/London", plainTime: "12:00" });
    expect(londonOffice.offset(day)).toBe(noon.offsetNanoseconds / 60e9);
  }
});
