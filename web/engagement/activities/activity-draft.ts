import type { Activity } from "#core/engagement/activities/index.ts";
import { weekdayOf } from "#core/engagement/activities/recurrence.ts";
import { t } from "#web/platform/i18n.ts";
import { calendar, timeZone, workspaceZone } from "#web/platform/locale.ts";
import { readNumber, readTime } from "#web/platform/moments.ts";
import { showDate, showDigits } from "#web/platform/show.ts";
import { dateProblem, readDate } from "#web/ui/dates.ts";
import { dueOf, todayOn } from "./words.ts";

/** What the form holds, as typed. */
export type ActivityDraft = {
  kind: Activity["kind"];
  subject: string;
  date: string;
  time: string;
  minutes: string;
  priority: Activity["priority"];
  ownerId: string;
  customerId: string;
  /** Minutes before; empty for none. */
  remind: string;
  every: "" | "day" | "week" | "month" | "year";
  interval: string;
  weekdays: number[];
  until: string;
  notes: string;
};

export const emptyActivity = (): ActivityDraft => ({
  kind: "task",
  subject: "",
  date: showDate(todayOn(), "short"),
  time: "",
  minutes: "",
  priority: "normal",
  ownerId: "",
  customerId: "",
  remind: "",
  every: "",
  interval: "",
  weekdays: [],
  until: "",
  notes: "",
});

export function draftOfActivity(activity: Activity): ActivityDraft {
  const { on, time } = dueOf(activity);
  const { recurrence } = activity;
  const digits = (value: number | undefined) => (value === undefined ? "" : showDigits(String(value)));
  return {
    kind: activity.kind,
    subject: activity.subject,
    date: showDate(on, "short"),
    time: time ? showDigits(time) : "",
    minutes: digits(activity.durationMinutes),
    priority: activity.priority,
    ownerId: activity.ownerId,
    customerId: activity.customerId ?? "",
    remind: activity.remindMinutesBefore === undefined ? "" : String(activity.remindMinutesBefore),
    every: recurrence?.every ?? "",
    interval: recurrence && recurrence.interval > 1 ? digits(recurrence.interval) : "",
    weekdays: [...(recurrence?.weekdays ?? [])],
    until: recurrence?.until ? showDate(recurrence.until, "short") : "",
    notes: activity.notes ?? "",
  };
}

const MOST_MINUTES = 7 * 24 * 60;

export function problemsOf(draft: ActivityDraft): Record<string, string> {
  const problems: Record<string, string> = {};
  if (draft.subject.trim() === "") problems.subject = t("work.form.subjectNeeded");
  const date = draft.date.trim() === "" ? t("work.form.dateNeeded") : dateProblem(draft.date);
  if (date) problems.date = date;
  if (draft.time.trim() && !readTime(draft.time)) problems.time = t("interactions.timeProblem");
  const minutes = readNumber(draft.minutes);
  if (draft.minutes.trim() && (minutes === null || minutes < 1 || minutes > MOST_MINUTES))
    problems.minutes = t("work.form.minutesProblem");
  const interval = readNumber(draft.interval);
  if (draft.every && draft.interval.trim() && (interval === null || interval < 1 || interval > 99))
    problems.interval = t("work.form.intervalProblem");
  const until = draft.every ? dateProblem(draft.until) : null;
  if (until) problems.until = until;
  return problems;
}

/** The parts of a request that a draft says; null stands for an emptied one. */
export function contentOf(draft: ActivityDraft) {
  const due = readDate(draft.date);
  const until = readDate(draft.until);
  const dueOn = "on" in due ? due.on : todayOn();
  const minutes = readNumber(draft.minutes);
  return {
    kind: draft.kind,
    subject: draft.subject.trim(),
    priority: draft.priority,
    dueOn,
    dueTime: draft.time.trim() ? readTime(draft.time) : null,
    durationMinutes: draft.minutes.trim() ? minutes : null,
    remindMinutesBefore: draft.remind === "" ? null : Number(draft.remind),
    customerId: (draft.customerId || null) as Activity["customerId"] | null,
    ownerId: (draft.ownerId || undefined) as Activity["ownerId"] | undefined,
    notes: draft.notes.trim() || null,
    recurrence: draft.every
      ? {
          every: draft.every,
          calendar: calendar(),
          interval: readNumber(draft.interval) ?? 1,
          ...(draft.every === "week" && { weekdays: draft.weekdays.length > 0 ? draft.weekdays : [weekdayOf(dueOn)] }),
          ...("on" in until && { until: until.on }),
        }
      : null,
  };
}

/** Without what is empty, as a new one is asked for. */
export function requestOf(draft: ActivityDraft) {
  const said = Object.entries(contentOf(draft)).filter(([, value]) => value !== null && value !== undefined);
  const typed = Object.fromEntries(said) as { subject: string; dueOn: string };
  return { ...typed, ...(draft.time.trim() && zoneOfTyped()) };
}

/** Times are typed as they are shown: by the clocks of whoever types, where those are not the workspace's. */
export const zoneOfTyped = () => (timeZone() === workspaceZone() ? {} : { timeZone: timeZone() });
