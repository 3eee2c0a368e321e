import type { Message, MessageContent } from "../engagement/messages/index.ts";
import type { NewTemplate } from "../engagement/templates/index.ts";
import type { NewSegment, Rule } from "../marketing/segments/index.ts";
import { type Day, isoOf, weekdayOf } from "./calendar.ts";
import { OUTREACH_EN } from "./outreach-en.ts";
import { OUTREACH_FA } from "./outreach-fa.ts";
import type { SampleCustomer } from "./sample-company.ts";
import type { SampleLocale, Staff } from "./world.ts";

type Letter = "papers" | "thanks" | "programme" | "offer";

export type OutreachWords = {
  segments: readonly { name: string; description: string | null; kind: NewSegment["kind"]; rule: Rule | null }[];
  templates: readonly NewTemplate[];
  letters: { readonly [letter in Letter]: { subject: string; text: string } };
  reminder: string;
};

/** A message that went, or did not, before the story ends; nothing of it is sent again. */
export type SampleMessage = Pick<Message, "channel" | "purpose" | "to" | "language" | "state" | "createdAt"> & {
  content: MessageContent;
  customer: number;
  byUser: number;
  /** What the carrier said of one that did not arrive. */
  reason?: string;
};

export type Outreach = {
  segments: readonly NewSegment[];
  /** Whom a person put into segments by hand: the number of the segment, and of each customer. */
  chosen: { segment: number; customers: number[] };
  templates: readonly NewTemplate[];
  messages: SampleMessage[];
};

/** How many days ago each was written, and what became of it. */
const LETTERS: readonly { letter: Letter; ago: number; state: Message["state"]; reason?: string }[] = [
  { letter: "papers", ago: 41, state: "delivered" },
  { letter: "thanks", ago: 33, state: "delivered" },
  { letter: "programme", ago: 26, state: "sent" },
  { letter: "offer", ago: 19, state: "delivered" },
  { letter: "offer", ago: 19, state: "bounced", reason: "550 5.1.1 No such user here" },
  { letter: "offer", ago: 19, state: "delivered" },
  { letter: "thanks", ago: 11, state: "delivered" },
  { letter: "programme", ago: 6, state: "sent" },
  { letter: "papers", ago: 3, state: "delivered" },
];
const MOST_CHOSEN = 12;
/** Customers between two who are written to, so that they are of all kinds. */
const STRIDE = 17;
/** The instalments are looked after by the third colleague, letters by whoever knows the customer. */
const REMINDS = 2;

/** What the agency sends and to whom: segments, templates, and some messages of the last weeks. */
export function outreachOf(
  customers: readonly SampleCustomer[],
  { locale, today, staff }: { locale: SampleLocale; today: Day; staff: readonly Staff[] },
): Outreach {
  const words = locale === "fa" ? OUTREACH_FA : OUTREACH_EN;
  const known = customers.flatMap(({ input, createdAt, byUser }, customer) =>
    input.kind === "person" && createdAt < isoOf(today - 60) ? [{ input, byUser, customer }] : [],
  );
  const written = known.filter(({ input }) => input.emails?.length && input.consents?.email?.state === "granted");
  // On a working day.
  const closed = locale === "fa" ? [5] : [0, 6];
  const openDay = (day: Day): Day => (closed.includes(weekdayOf(day)) ? openDay(day - 1) : day);
  const moment = (ago: number, at: number) =>
    `${isoOf(openDay(today - ago))}T08:${String(10 + at * 3).padStart(2, "0")}:00.000Z`;
  const messages = LETTERS.map(({ letter, ago, state, reason }, at): SampleMessage => {
    const { input, byUser, customer } = written[(at * STRIDE) % written.length]!;
    const { subject, text } = words.letters[letter];
    const name = input.givenName ?? input.name ?? "";
    return {
      channel: "email",
      purpose: letter === "offer" ? "marketing" : "transactional",
      to: input.emails?.[0]?.address ?? "",
      language: locale,
      state,
      createdAt: moment(ago, at),
      content: { subject, text: text.replace("{name}", name).replace("{sender}", staff[byUser]?.name ?? "") },
      customer,
      byUser,
      ...(reason && { reason }),
    };
  });
  const paying = known.find(({ input }) => input.tags?.some((tag) => tag === "قسطی" || tag === "pays monthly"));
  if (paying)
    messages.push({
      channel: "sms",
      purpose: "transactional",
      to: paying.input.phones?.[0]?.number ?? "",
      language: locale,
      state: "sent",
      createdAt: moment(2, LETTERS.length),
      content: { text: words.reminder.replace("{name}", paying.input.name ?? "") },
      customer: paying.customer,
      byUser: REMINDS,
    });
  return {
    segments: words.segments.map(({ rule, description, ...segment }) => ({
      ...segment,
      ...(description && { description }),
      ...(rule && { rule }),
    })),
    chosen: {
      segment: words.segments.findIndex(({ kind }) => kind === "static"),
      customers: known
        .filter(({ input }) => input.lifecycleStage === "loyal")
        .slice(0, MOST_CHOSEN)
        .map(({ customer }) => customer),
    },
    templates: words.templates,
    messages,
  };
}
