import { formatDate, formatInstant } from "../../platform/date-format.ts";
import type { Activity } from "./schema.ts";

type Reader = { locale: "fa" | "en"; timeZone: string };

/** When it is due, as a mail says it. */
export function dueWords(
  activity: Pick<Activity, "dueAt" | "dueOn" | "dueTime">,
  { locale, timeZone }: Reader,
): string {
  const format = { locale, calendar: locale === "fa" ? "persian" : "gregorian", style: "long" } as const;
  return activity.dueTime === undefined
    ? formatDate(activity.dueOn, format)
    : formatInstant(activity.dueAt, { ...format, timeZone });
}

/** The mail that reminds of an activity; a late one says so first. */
export function reminderMail(
  activity: Activity,
  { late, link, customer, ...reader }: Reader & { late: boolean; link: string; customer: string | null },
): { subject: string; text: string } {
  const due = dueWords(activity, reader);
  const isPersian = reader.locale === "fa";
  const withWhom = customer === null ? null : isPersian ? `مشتری: ${customer}` : `Customer: ${customer}`;
  const lateness = isPersian
    ? "این یادآوری دیرتر از وقت خود می‌رسد، چون سامانه مدتی کار نمی‌کرد."
    : "This reminder comes late: the system stood still for a while.";
  const lines = [
    ...(late ? [lateness] : []),
    activity.subject,
    [isPersian ? `زمان: ${due}` : `Due: ${due}`, withWhom].filter((line) => line !== null).join("\n"),
    link,
  ];
  const start = isPersian ? (late ? "یادآوری (با تأخیر)" : "یادآوری") : late ? "Reminder (late)" : "Reminder";
  return { subject: `${start}: ${activity.subject}`, text: lines.join("\n\n") };
}
