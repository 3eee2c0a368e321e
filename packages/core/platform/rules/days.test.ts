import fc from "fast-check";
import { expect, test } from "vitest";
import { localTime } from "../calendar.ts";
import { addSpan, dayOf, occurrenceIn, startOfDay } from "./days.ts";

const ZONES = ["UTC", "Asia/Tehran", "Europe/Berlin", "America/Sao_Paulo", "Pacific/Kiritimati", "Pacific/Pago_Pago"];
const at = fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2035, 0) }).map((ms) => new Date(ms).toISOString());

test("an instant falls on the day that clocks show, and that day begins by then", () => {
  fc.assert(
    fc.property(at, fc.constantFrom(...ZONES), (instant, timeZone) => {
      const on = dayOf(instant, timeZone);
      expect(on).toBe(localTime(instant, timeZone).on);
      const start = startOfDay(on, timeZone);
      expect(start <= instant).toBe(true);
      expect(localTime(new Date(Date.parse(start) - 1).toISOString(), timeZone).on < on).toBe(true);
    }),
  );
});

test("a day that a zone skipped has no instant: Samoa went from 29 to 31 December 2011", () => {
  expect(startOfDay("2011-12-30", "Pacific/Apia")).toBe("2011-12-30T10:00:00.000Z");
  expect(startOfDay("2011-12-31", "Pacific/Apia")).toBe("2011-12-30T10:00:00.000Z");
  expect(dayOf("2011-12-30T09:59:59.999Z", "Pacific/Apia")).toBe("2011-12-29");
  expect(dayOf("2011-12-30T10:00:00.000Z", "Pacific/Apia")).toBe("2011-12-31");
});

test("a month is that of its calendar, cut where it is shorter", () => {
  expect(addSpan("2024-03-31", { count: 1, unit: "months", calendar: "gregorian" }, -1)).toBe("2024-02-29");
  // 31 Farvardin 1403 less a month is 29 Esfand 1402.
  expect(addSpan("2024-04-19", { count: 1, unit: "months", calendar: "persian" }, -1)).toBe("2024-03-19");
  expect(addSpan("2024-04-03", { count: 2, unit: "weeks" }, 1)).toBe("2024-04-17");
});

test("30 Esfand and 29 February in leap years and in common ones", () => {
  expect(occurrenceIn(1403, 12, 30, "persian")).toBe("2025-03-20");
  expect(occurrenceIn(1404, 12, 30, "persian")).toBe("2026-03-20");
  expect(occurrenceIn(2024, 2, 29, "gregorian")).toBe("2024-02-29");
  expect(occurrenceIn(2023, 2, 29, "gregorian")).toBe("2023-02-28");
});
