import { instantAt } from "../../platform/calendar.ts";
import { addDays, occurrenceIn, partsOf } from "../../platform/rules/days.ts";
import type { Calendar } from "../../platform/text-shape.ts";

/** A day that comes every year: a birthday has no name of its own. */
export type Yearly = { name: string | null; on: string; calendar: Calendar };

/** The time of the customer's day at which their occasions are told. */
export const TOLD_AT = "08:00";

type Born = {
  birthOn?: string | undefined;
  language?: "fa" | "en" | undefined;
  occasions: readonly { name: string; on: string; calendar: Calendar }[];
};

/** The birthday, counted in the calendar of the customer's language, and the occasions. */
export function yearlyOf({ birthOn, language, occasions }: Born, locale: "fa" | "en"): Yearly[] {
  const calendar = (language ?? locale) === "fa" ? "persian" : "gregorian";
  return [...(birthOn ? [{ name: null, on: birthOn, calendar } as const] : []), ...occasions];
}

/** Month and day of a yearly day as `p#01-15` (Solar Hijri) or `g#04-03`: those of one day stand together. */
export function dayKey({ on, calendar }: Yearly): string {
  const { month, day } = partsOf(on, calendar);
  return keyOf(calendar, month, day);
}

const two = (value: number) => String(value).padStart(2, "0");
const keyOf = (calendar: Calendar, month: number, day: number) =>
  `${calendar === "persian" ? "p" : "g"}#${two(month)}-${two(day)}`;

/** The keys of all yearly days that fall on a date; on 29 Esfand of a common year the 30th as well, on 28 February the 29th. */
export function keysOn(on: string): string[] {
  return (["persian", "gregorian"] as const).flatMap((calendar) => {
    const { month, day } = partsOf(on, calendar);
    const isLast = partsOf(addDays(on, 1), calendar).month !== month;
    const leapDay = calendar === "persian" ? month === 12 && day === 29 : month === 2 && day === 28;
    return [keyOf(calendar, month, day), ...(isLast && leapDay ? [keyOf(calendar, month, day + 1)] : [])];
  });
}

/** Where a yearly day falls next, after a date and never on the day itself that it began. */
export function nextOn({ on, calendar }: Yearly, after: string): string {
  const { month, day } = partsOf(on, calendar);
  const later = on > after ? on : after;
  const { year } = partsOf(later, calendar);
  const days = [year, year + 1, year + 2].map((one) => occurrenceIn(one, month, day, calendar));
  return days.find((one) => one > later) as string;
}

/** The next day on which any of them falls; null when there is none. */
export function nextOfAll(all: readonly Yearly[], after: string): string | null {
  const days = all.map((one) => nextOn(one, after)).sort();
  return days[0] ?? null;
}

/** Those that fall on a day, with how many years it is. */
export function fallingOn(all: readonly Yearly[], on: string): { name: string | null; years: number }[] {
  return all
    .filter((one) => one.on < on && nextOn(one, addDays(on, -1)) === on)
    .map(({ name, on: began, calendar }) => ({
      name,
      years: partsOf(on, calendar).year - partsOf(began, calendar).year,
    }));
}

/** When a day's occasions are told, in the zone of whose they are. */
export const toldAt = (on: string, timeZone: string): string => instantAt(on, TOLD_AT, timeZone);
