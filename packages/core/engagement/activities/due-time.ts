import { addDays, startOfDay } from "../../platform/rules/days.ts";
import type { Activity } from "./schema.ts";

/** Whether its time is over: a whole day's is when the next day begins. */
export function isOverdue({ state, dueAt, dueTime, dueOn, timeZone }: Activity, now: string): boolean {
  if (state !== "open") return false;
  return dueTime === undefined ? startOfDay(addDays(dueOn, 1), timeZone) <= now : dueAt < now;
}

/** When it ends; without a duration, when it begins. */
export function endOf({ dueAt, durationMinutes = 0 }: Activity): string {
  return new Date(Date.parse(dueAt) + durationMinutes * 60_000).toISOString();
}
