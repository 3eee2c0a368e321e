import CircleCheck from "lucide-solid/icons/list-todo";
import Building from "lucide-solid/icons/map-pin";
import Phone from "lucide-solid/icons/phone";
import Users from "lucide-solid/icons/users-round";
import { isOverdue } from "#core/engagement/activities/due-time.ts";
import type { Activity } from "#core/engagement/activities/index.ts";
import { localTime } from "#core/platform/calendar.ts";
import { addDays } from "#core/platform/rules/days.ts";
import { t } from "#web/platform/i18n.ts";
import { numberLocale, timeZone } from "#web/platform/locale.ts";
import { showDate, showDigits, showNumber } from "#web/platform/show.ts";
import type { Icon } from "#web/ui/button.tsx";

export const KIND_ICONS: Record<Activity["kind"], Icon> = {
  task: CircleCheck as Icon,
  call: Phone as Icon,
  meeting: Users as Icon,
  visit: Building as Icon,
};

export const kindWord = (kind: Activity["kind"]): string => t(`work.kinds.${kind}`);

export const todayOn = (): string => localTime(new Date().toISOString(), timeZone()).on;

export const isLate = (activity: Activity): boolean => isOverdue(activity, new Date().toISOString());

export function weekdayWord(on: string, style: "long" | "short" | "narrow" = "long"): string {
  return new Intl.DateTimeFormat(numberLocale(), { weekday: style, timeZone: "UTC" }).format(
    new Date(`${on}T12:00:00Z`),
  );
}

/** A day as people name it from today: «امروز», «فردا», «سه‌شنبه», else its date. */
export function dayWord(on: string, today = todayOn()): string {
  if (on === today) return t("dates.today");
  if (on === addDays(today, 1)) return t("work.tomorrow");
  if (on === addDays(today, -1)) return t("dates.yesterday");
  if (on > today && on < addDays(today, 7)) return weekdayWord(on);
  return showDate(on, "short");
}

/** When it is due, in the reader's zone: the day, and the time when it has one. */
export function dueOf(activity: Activity): { on: string; time: string | null } {
  if (activity.dueTime === undefined) return { on: activity.dueOn, time: null };
  const { on, time } = localTime(activity.dueAt, timeZone());
  return { on, time };
}

export function dueWord(activity: Activity): string {
  const { on, time } = dueOf(activity);
  return time ? t("work.dayAndTime", dayWord(on), showDigits(time)) : dayWord(on);
}

export function durationWord(minutes: number): string {
  if (minutes % 1440 === 0) return t("work.days", showNumber(minutes / 1440), minutes / 1440);
  if (minutes % 60 === 0) return t("work.hours", showNumber(minutes / 60), minutes / 60);
  return t("work.minutes", showNumber(minutes));
}

const WEEKDAYS = ["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05", "2024-01-06", "2024-01-07"];

/** The name of a day of the week, 1 (Monday) to 7. */
export const weekdayName = (weekday: number, style: "long" | "short" = "long"): string =>
  weekdayWord(WEEKDAYS[weekday - 1] as string, style);

export function ruleWord({ recurrence }: Activity): string | null {
  if (!recurrence) return null;
  const { every, interval } = recurrence;
  if (interval === 1) return t(`work.every.${every}`);
  return t(`work.everyFew.${every}`, showNumber(interval));
}
