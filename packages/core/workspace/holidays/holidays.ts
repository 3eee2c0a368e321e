import { addDays, occurrenceIn, partsOf } from "../../platform/rules/days.ts";

/** One day on which nobody is expected to work; `fixed` ones come every year by themselves. */
export type Holiday = { on: string; name: string; fixed: boolean };

/** What a company keeps: days it has added, fixed days it works on, and its weekend (1 is Monday, 7 Sunday). */
export type HolidayTable = {
  added: readonly { on: string; name: string }[];
  worked: readonly string[];
  weekend: readonly number[];
};

/** The official holidays of Iran that follow the Solar Hijri calendar; lunar ones are announced and entered by the company. */
const IRAN: readonly { month: number; day: number; fa: string; en: string }[] = [
  { month: 1, day: 1, fa: "نوروز", en: "Nowruz" },
  { month: 1, day: 2, fa: "نوروز", en: "Nowruz" },
  { month: 1, day: 3, fa: "نوروز", en: "Nowruz" },
  { month: 1, day: 4, fa: "نوروز", en: "Nowruz" },
  { month: 1, day: 12, fa: "روز جمهوری اسلامی", en: "Islamic Republic Day" },
  { month: 1, day: 13, fa: "روز طبیعت", en: "Nature Day" },
  { month: 3, day: 14, fa: "رحلت امام خمینی", en: "Death of Ayatollah Khomeini" },
  { month: 3, day: 15, fa: "قیام ۱۵ خرداد", en: "15 Khordad uprising" },
  { month: 11, day: 22, fa: "پیروزی انقلاب", en: "Victory of the Revolution" },
  { month: 12, day: 29, fa: "ملی‌شدن صنعت نفت", en: "Nationalisation of oil" },
];

/** The table of a company that never said anything: Friday is free in Iran, Saturday and Sunday elsewhere. */
export function usualTable(region: string): HolidayTable {
  return { added: [], worked: [], weekend: region === "IR" ? [5] : [6, 7] };
}

/** Every holiday from one ISO date to another, both included, in order. Weekends are not among them. */
export function holidaysBetween(
  table: HolidayTable,
  { from, to, region, locale }: { from: string; to: string; region: string; locale: "fa" | "en" },
): Holiday[] {
  const found = new Map<string, Holiday>();
  if (region === "IR")
    for (let year = partsOf(from, "persian").year; year <= partsOf(to, "persian").year; year++)
      for (const { month, day, ...name } of IRAN) {
        const on = occurrenceIn(year, month, day, "persian");
        if (on >= from && on <= to && !table.worked.includes(on))
          found.set(on, { on, name: name[locale], fixed: true });
      }
  for (const { on, name } of table.added) if (on >= from && on <= to) found.set(on, { on, name, fixed: false });
  return [...found.values()].sort((a, b) => (a.on < b.on ? -1 : 1));
}

export function isWeekend({ weekend }: HolidayTable, on: string): boolean {
  return weekend.includes(((new Date(`${on}T00:00:00Z`).getUTCDay() + 6) % 7) + 1);
}

/** Whether a company is closed on a day: its weekend, or a holiday. */
export function isDayOff(table: HolidayTable, on: string, region: string): boolean {
  return isWeekend(table, on) || holidaysBetween(table, { from: on, to: on, region, locale: "en" }).length > 0;
}

/** The first day from this one on that is no day off; the day itself after a year without one. */
export function nextWorkday(table: HolidayTable, on: string, region: string): string {
  for (let [day, tries] = [on, 0]; tries < 366; day = addDays(day, 1), tries++)
    if (!isDayOff(table, day, region)) return day;
  return on;
}
