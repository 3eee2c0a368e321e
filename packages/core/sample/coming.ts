import type { NewActivity } from "../engagement/activities/index.ts";
import { type Day, isoOf, weekdayOf } from "./calendar.ts";
import { seededRandom } from "./random.ts";
import type { SampleCustomer } from "./sample-company.ts";
import type { SampleLocale } from "./world.ts";

export type SampleActivity = {
  input: Omit<NewActivity, "customerId" | "ownerId">;
  /** An index of the company's customers; null: with nobody in particular. */
  customer: number | null;
  /** An index of the company's staff; null: the administrator's. */
  byUser: number | null;
};

type Work = Pick<NewActivity, "kind" | "subject"> & { minutes?: number };

/** What is to be done next with somebody, by how things stand with them. */
const NEXT: Record<SampleLocale, Record<string, Work>> = {
  fa: {
    enquiring: { kind: "call", subject: "پیگیری پرس‌وجو و گفتن قیمت نهایی", minutes: 15 },
    welcoming: { kind: "call", subject: "احوال‌پرسی پس از نخستین سفر", minutes: 10 },
    developing: { kind: "task", subject: "آماده کردن برنامهٔ سفر بعدی" },
    loyal: { kind: "visit", subject: "بردن هدیهٔ سال نو", minutes: 45 },
    atRisk: { kind: "call", subject: "دلجویی برای گلایهٔ سفر پیش", minutes: 20 },
    organisation: { kind: "meeting", subject: "نشست قرارداد سفرهای کارکنان", minutes: 60 },
  },
  en: {
    enquiring: { kind: "call", subject: "Follow up the enquiry with a final price", minutes: 15 },
    welcoming: { kind: "call", subject: "Ask how the first trip was", minutes: 10 },
    developing: { kind: "task", subject: "Draft the next itinerary" },
    loyal: { kind: "visit", subject: "Bring the season’s gift", minutes: 45 },
    atRisk: { kind: "call", subject: "Make up for the last trip’s complaint", minutes: 20 },
    organisation: { kind: "meeting", subject: "Meet about the staff travel contract", minutes: 60 },
  },
};

const WEEKLY = { fa: "مرور هفتگی با همکاران", en: "Weekly review with the team" };
const MONTHLY = { fa: "بستن حساب ماه با هتل‌ها", en: "Settle the month with the hotels" };

const [FIRST_DAY, LAST_DAY, MOST] = [-3, 16, 34];
/** 0 is Sunday; the days on which the agency is closed. */
const CLOSED: Record<SampleLocale, readonly number[]> = { fa: [5], en: [0, 6] };

/** The work that is planned when the story ends: some of it late, some for today, the rest for the days to come. */
export function comingWork(
  customers: readonly SampleCustomer[],
  { locale, today }: { locale: SampleLocale; today: Day },
): SampleActivity[] {
  const random = seededRandom(`coming work, ${locale}`);
  const able = customers.flatMap(({ input, byUser }, customer) => {
    const work = NEXT[locale][input.kind === "organisation" ? "organisation" : (input.lifecycleStage ?? "")];
    return work && input.relation !== "supplier" ? [{ work, byUser, customer }] : [];
  });
  const chosen = random.shuffle(able).slice(0, MOST);
  const planned = chosen.map(({ work, byUser, customer }, at): SampleActivity => {
    const day = openDay(today + FIRST_DAY + (at % (LAST_DAY - FIRST_DAY + 1)), locale);
    const { minutes, ...named } = work;
    const time = minutes && `${String(random.int(9, 16)).padStart(2, "0")}:${random.pick(["00", "30"])}`;
    return {
      input: {
        ...named,
        priority: random.weighted(["normal", "high", "low"] as const, (one) => (one === "normal" ? 6 : 2)),
        dueOn: isoOf(day),
        ...(time && { dueTime: time, durationMinutes: minutes }),
        ...(day > today && { remindMinutesBefore: 30 }),
      },
      customer,
      byUser: at % 3 === 0 ? null : byUser,
    };
  });
  const calendar = locale === "fa" ? "persian" : "gregorian";
  const firstWeekday = locale === "fa" ? 6 : 1;
  const week = today + ((firstWeekday - weekdayOf(today) + 7) % 7);
  return [
    ...planned,
    {
      input: {
        kind: "meeting",
        subject: WEEKLY[locale],
        priority: "normal",
        dueOn: isoOf(week),
        dueTime: "09:00",
        durationMinutes: 45,
        recurrence: { every: "week", interval: 1, calendar },
      },
      customer: null,
      byUser: null,
    },
    {
      input: {
        kind: "task",
        subject: MONTHLY[locale],
        priority: "high",
        dueOn: isoOf(openDay(today + 6, locale)),
        recurrence: { every: "month", interval: 1, calendar },
      },
      customer: null,
      byUser: null,
    },
  ];
}

/** The day itself, or the next on which the agency is open. */
function openDay(day: Day, locale: SampleLocale): Day {
  return CLOSED[locale].includes(weekdayOf(day)) ? openDay(day + 1, locale) : day;
}
