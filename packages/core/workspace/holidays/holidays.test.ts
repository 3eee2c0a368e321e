import { expect, test } from "vitest";
import { holidaysBetween, isDayOff, nextWorkday, usualTable } from "./holidays.ts";

const IRAN = { region: "IR", locale: "fa" } as const;
const table = usualTable("IR");

test("Iran's fixed holidays come every year, the thirteenth of Nowruz on its day", () => {
  const spring = holidaysBetween(table, { ...IRAN, from: "2026-03-20", to: "2026-04-02" });
  expect(spring.map(({ on, name }) => [on, name])).toEqual([
    ["2026-03-20", "ملی‌شدن صنعت نفت"],
    ["2026-03-21", "نوروز"],
    ["2026-03-22", "نوروز"],
    ["2026-03-23", "نوروز"],
    ["2026-03-24", "نوروز"],
    ["2026-04-01", "روز جمهوری اسلامی"],
    ["2026-04-02", "روز طبیعت"],
  ]);
});

test("a company adds days and works on others; elsewhere only what was added counts", () => {
  const own = { ...table, added: [{ on: "2026-06-26", name: "عاشورا" }], worked: ["2026-03-24"] };
  const days = holidaysBetween(own, { ...IRAN, from: "2026-03-24", to: "2026-06-30" }).map(({ on }) => on);
  expect(days).toEqual(["2026-04-01", "2026-04-02", "2026-06-04", "2026-06-05", "2026-06-26"]);
  expect(holidaysBetween(own, { from: "2026-03-21", to: "2026-12-31", region: "DE", locale: "en" })).toHaveLength(1);
});

test("days off are the weekend and holidays; the next workday passes over both", () => {
  expect([isDayOff(table, "2026-03-27", "IR"), isDayOff(table, "2026-03-26", "IR")]).toEqual([true, false]);
  expect(nextWorkday(table, "2026-03-20", "IR")).toBe("2026-03-25");
  expect(nextWorkday(usualTable("DE"), "2026-03-28", "DE")).toBe("2026-03-30");
});
