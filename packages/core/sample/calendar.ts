/** Whole days since 1970-01-01. */
export type Day = number;

const DAY_MS = 86_400_000;
const UNIX_EPOCH_JULIAN = 2_440_588;

export const dayOf = (iso: string): Day => Date.parse(`${iso}T00:00:00Z`) / DAY_MS;
export const isoOf = (day: Day): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
/** 0 is Sunday. */
export const weekdayOf = (day: Day): number => (((day + 4) % 7) + 7) % 7;

export type DateParts = { year: number; month: number; day: number };
export type CalendarName = "persian" | "gregorian";

export function gregorianOf(day: Day): DateParts {
  const date = new Date(day * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

const gregorianDay = (year: number, month: number, day: number): Day => Date.UTC(year, month - 1, day) / DAY_MS;

/** The 33-year rule, as ICU has it; it agrees with the official calendar from 1178 to 1501 SH. */
export function persianDay(year: number, month: number, day: number): Day {
  const newYear = 1_948_320 + 365 * (year - 1) + Math.floor((8 * year + 21) / 33) - UNIX_EPOCH_JULIAN;
  return newYear + 31 * (month - 1) - Math.max(0, month - 7) + day - 1;
}

export function persianOf(day: Day): DateParts {
  let year = gregorianOf(day).year - 621;
  if (day < persianDay(year, 1, 1)) year--;
  const past = day - persianDay(year, 1, 1);
  const month = past < 186 ? Math.floor(past / 31) + 1 : Math.floor((past - 186) / 30) + 7;
  return { year, month, day: day - persianDay(year, month, 1) + 1 };
}

/** The tabular lunar calendar; what is announced may differ by a day. */
export function islamicDay(year: number, month: number, day: number): Day {
  const past = (year - 1) * 354 + Math.floor((3 + 11 * year) / 30) + Math.ceil(29.5 * (month - 1));
  return 1_948_439 + past + day - UNIX_EPOCH_JULIAN;
}

export const partsOf = (calendar: CalendarName, day: Day): DateParts =>
  calendar === "persian" ? persianOf(day) : gregorianOf(day);

/** The day in that year; a day too many for its month is the next one (29 February on 1 March). */
export const dayIn = (calendar: CalendarName, year: number, month: number, day: number): Day =>
  calendar === "persian" ? persianDay(year, month, day) : gregorianDay(year, month, day);

/** Every return of a date in its own calendar, after `from` and before `to`. */
export function anniversariesOf(calendar: CalendarName, on: Day, from: Day, to: Day): Day[] {
  const { month, day } = partsOf(calendar, on);
  const first = partsOf(calendar, from).year;
  const last = partsOf(calendar, to).year;
  const days: Day[] = [];
  for (let year = first; year <= last; year++) days.push(dayIn(calendar, year, month, day));
  return days.filter((it) => it > from && it < to && it > on);
}

/** When an office is open and what its clock says. */
export type Office = {
  /** Opening and closing minute of the local day; null when closed. */
  hours(day: Day): readonly [number, number] | null;
  /** Minutes that local time is ahead of UTC. */
  offset(day: Day): number;
};

const IRANIAN_HOLIDAYS = new Set([
  "1/1",
  "1/2",
  "1/3",
  "1/4",
  "1/12",
  "1/13",
  "3/14",
  "3/15",
  "11/22",
  "12/29",
  "12/30",
]);
const LUNAR_HOLIDAYS = [
  [1, 9],
  [1, 10],
  [2, 20],
  [2, 28],
  [9, 21],
  [10, 1],
  [10, 2],
  [12, 10],
  [12, 18],
] as const;

export const tehranOffice: Office = {
  hours(day) {
    const { month, day: date } = persianOf(day);
    const lunarYear = Math.floor((day - islamicDay(1, 1, 1)) / 354.367) + 1;
    const mourning = LUNAR_HOLIDAYS.some(
      ([lunarMonth, lunarDate]) => islamicDay(lunarYear, lunarMonth, lunarDate) === day,
    );
    if (weekdayOf(day) === 5 || mourning || IRANIAN_HOLIDAYS.has(`${month}/${date}`)) return null;
    return weekdayOf(day) === 4 ? [9 * 60, 12 * 60 + 30] : [9 * 60, 18 * 60];
  },
  // Iran has kept one time all year since September 2022.
  offset: () => 210,
};

export const londonOffice: Office = {
  hours(day) {
    const { month, day: date } = gregorianOf(day);
    const weekday = weekdayOf(day);
    const closedForChristmas = (month === 12 && date >= 25) || (month === 1 && date === 1);
    const bankHoliday = weekday === 1 && ((month === 5 && (date <= 7 || date >= 25)) || (month === 8 && date >= 25));
    if (weekday === 0 || weekday === 6 || closedForChristmas || bankHoliday) return null;
    return [9 * 60, 17 * 60 + 30];
  },
  offset(day) {
    const { year } = gregorianOf(day);
    const lastSunday = (month: number) => {
      const last = gregorianDay(year, month, 31);
      return last - weekdayOf(last);
    };
    return day >= lastSunday(3) && day < lastSunday(10) ? 60 : 0;
  },
};
