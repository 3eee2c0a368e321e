import { instantAt, localTime, toGregorianParts, toPersianParts } from "../../platform/calendar.ts";
import { addDays } from "../../platform/rules/days.ts";
import type { Hold } from "./schema.ts";
import type { SendingSettings } from "./settings.ts";

type Calendar = Pick<SendingSettings, "quiet" | "daysOff" | "holidays">;

const MOST_DAYS = 60;

/**
 * When marketing may next go to somebody in a time zone: now, or the first moment that is not on a day off and not in the
 * quiet hours of their clock. `because` says what is in the way now. Null when sixty days hold no such moment.
 */
export function nextMoment(
  now: string,
  timeZone: string,
  calendar: Calendar,
): { at: string | null; because: Hold | null } {
  const { on, time } = localTime(now, timeZone);
  let because: Hold | null = null;
  for (let day = 0; day < MOST_DAYS; day++) {
    const date = addDays(on, day);
    if (isDayOff(date, calendar)) {
      because ??= "dayOff";
      continue;
    }
    const from = day === 0 ? time : "00:00";
    const open = firstOpen(from, calendar.quiet);
    if (open === null || (day === 0 && open !== time)) because ??= "quietHours";
    if (open === null) continue;
    if (day === 0 && open === time) return { at: now, because: null };
    // Where clocks are set back the hour comes twice: then it is reached already.
    const at = instantAt(date, open, timeZone);
    return at <= now ? { at: now, because: null } : { at, because };
  }
  return { at: null, because: because ?? "dayOff" };
}

function isDayOff(on: string, { daysOff, holidays }: Calendar): boolean {
  const weekday = new Date(on).getUTCDay() || 7;
  return daysOff.includes(weekday) || holidays.some((holiday) => isHoliday(on, holiday));
}

function isHoliday(on: string, holiday: Calendar["holidays"][number]): boolean {
  const { year, month, day } = holiday.calendar === "persian" ? toPersianParts(on) : toGregorianParts(on);
  return month === holiday.month && day === holiday.day && (holiday.year === undefined || holiday.year === year);
}

/** The first time of day from `from` on that is not quiet; null when the rest of the day is. */
function firstOpen(from: string, quiet: Calendar["quiet"]): string | null {
  if (!quiet || quiet.from === quiet.to) return from;
  const overnight = quiet.from > quiet.to;
  if (overnight) {
    if (from >= quiet.from) return null;
    return from < quiet.to ? quiet.to : from;
  }
  return from >= quiet.from && from < quiet.to ? quiet.to : from;
}
