import { formatDate } from "../../platform/date-format.ts";
import { toPersianDigits } from "../../platform/digits.ts";
import { type Activity, dueWords } from "../activities/index.ts";

type Due = Pick<Activity, "subject" | "dueAt" | "dueOn" | "dueTime">;
type Coming = { on: string; customerName: string; occasions: readonly { name: string | null; years: number }[] };

export type DigestParts = {
  locale: "fa" | "en";
  timeZone: string;
  /** A week ahead, not a day. */
  weekly: boolean;
  late: boolean;
  overdue: readonly Due[];
  due: readonly Due[];
  occasions: readonly Coming[];
  link: string;
};

const MOST_LISTED = 30;

/** The mail that says what lies ahead: what is late, what is due, whose day it is. */
export function digestMail(parts: DigestParts): { subject: string; text: string } {
  const { locale, weekly, late, overdue, due, occasions, link } = parts;
  const isPersian = locale === "fa";
  const count = (value: number) => (isPersian ? toPersianDigits(String(value)) : String(value));
  const format = { locale, calendar: isPersian ? "persian" : "gregorian", style: "long" } as const;
  const line = (one: Due) => `• ${one.subject} (${dueWords(one, parts)})`;
  const listed = (title: string, items: readonly Due[]) =>
    items.length === 0
      ? []
      : [
          [
            `${title}: ${count(items.length)}`,
            ...items.slice(0, MOST_LISTED).map(line),
            ...(items.length > MOST_LISTED ? ["…"] : []),
          ].join("\n"),
        ];
  const celebrated = ({ name, years }: { name: string | null; years: number }) =>
    name === null
      ? isPersian
        ? `تولد ${count(years)} سالگی`
        : `turns ${years}`
      : isPersian
        ? `${name}، سال ${count(years)}`
        : `${name}, ${years} ${years === 1 ? "year" : "years"}`;
  const days = occasions.map(
    (one) =>
      `• ${one.customerName}: ${one.occasions.map(celebrated).join(isPersian ? "، " : ", ")} (${formatDate(one.on, format)})`,
  );
  const words = isPersian
    ? {
        subject: weekly ? "هفتهٔ پیش رو" : "کارهای امروز",
        late: "این نامه دیرتر از وقت خود می‌رسد، چون سامانه مدتی کار نمی‌کرد.",
        overdue: "عقب‌افتاده",
        due: weekly ? "این هفته" : "امروز",
        occasions: "مناسبت‌ها",
      }
    : {
        subject: weekly ? "Your week" : "Your day",
        late: "This comes late: the system stood still for a while.",
        overdue: "Overdue",
        due: weekly ? "This week" : "Today",
        occasions: "Occasions",
      };
  const paragraphs = [
    ...(late ? [words.late] : []),
    ...listed(words.overdue, overdue),
    ...listed(words.due, due),
    ...(days.length > 0 ? [[words.occasions, ...days.slice(0, MOST_LISTED)].join("\n")] : []),
    link,
  ];
  return { subject: words.subject, text: paragraphs.join("\n\n") };
}
