import { type Interaction, maskInteraction } from "#core/engagement/interactions/index.ts";
import { EXPORT_WORDS } from "#core/people/customers/export-words.ts";
import { absorbedIds } from "#core/people/customers/index.ts";
import { pagesOfIds, readProfiles } from "#server/people/customers/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { ExportColumn, Exporter, ExportQuestion } from "#server/workspace/exports/index.ts";
import { interactionsOf } from "./store.ts";

type Row = Interaction & { customerName: string };
type Column = ExportColumn<Row>;

const PAGE = 500;

const HEADINGS = {
  id: { fa: "شناسه", en: "Id" },
  customerId: { fa: "شناسهٔ مشتری", en: "Customer id" },
  customerName: { fa: "نام مشتری", en: "Customer" },
  occurredAt: { fa: "زمان", en: "When" },
  channel: { fa: "راه ارتباط", en: "Channel" },
  direction: { fa: "سو", en: "Direction" },
  subject: { fa: "موضوع", en: "Subject" },
  body: { fa: "متن", en: "Text" },
  outcome: { fa: "نتیجه", en: "Outcome" },
  durationSeconds: { fa: "مدت (ثانیه)", en: "Duration (seconds)" },
  by: { fa: "ثبت‌کننده", en: "Logged by" },
  loggedAt: { fa: "زمان ثبت", en: "Logged" },
  withdrawnAt: { fa: "پس‌گرفته‌شده در", en: "Withdrawn" },
  withdrawnReason: { fa: "چرا پس گرفته شد", en: "Why withdrawn" },
} as const;
const DIRECTIONS = {
  fa: { in: "دریافتی", out: "فرستاده", none: "" },
  en: { in: "Incoming", out: "Outgoing", none: "" },
} as const;

/** Where it goes on: the page of customers (as their list says it), which of them, and where on their timeline. */
type Place = { list: string | null; at: number; from: string | null };

export const interactionExporter: Exporter<Row> = {
  fieldsOf: "interaction",
  choices: (_, language) => Object.entries(HEADINGS).map(([name, heading]) => ({ name, heading: heading[language] })),
  pages: readPages,
  widths: () => ({}),
  columns: (_, { language }) => columnsOf(language),
};

async function* readPages(ctx: Ctx, question: ExportQuestion, after: string | null) {
  let place: Place = after === null ? { list: null, at: 0, from: null } : JSON.parse(after);
  for await (const { ids: listed, next } of pagesOfIds(ctx, question, place.list)) {
    // With each customer the records that were merged into it: their interactions are its own.
    const customers = await readProfiles(ctx.table, listed, { stale: true });
    const ids = customers.flatMap((one) => [one.id, ...absorbedIds(one)]);
    const owners = new Map(customers.flatMap((one) => [one.id, ...absorbedIds(one)].map((id) => [id as string, one])));
    for (let at = place.at; at < ids.length; at++) {
      const customerId = ids[at] as string;
      const owner = owners.get(customerId);
      let from = at === place.at ? place.from : null;
      do {
        const page = await interactionsOf(ctx.table, customerId, PAGE, from);
        from = page.next;
        const isOver = from === null && at + 1 === ids.length;
        const here: Place =
          from !== null
            ? { ...place, at, from }
            : isOver
              ? { list: next, at: 0, from: null }
              : { ...place, at: at + 1, from: null };
        const rows = page.items.map(
          (one): Row => ({
            ...maskInteraction(ctx.access.fields, one),
            customerId: owner?.id ?? one.customerId,
            customerName: owner?.name ?? "",
          }),
        );
        yield { rows, after: isOver && next === null ? null : JSON.stringify(here) };
      } while (from !== null);
    }
    if (ids.length === 0)
      yield { rows: [], after: next === null ? null : JSON.stringify({ list: next, at: 0, from: null }) };
    place = { list: next, at: 0, from: null };
  }
}

function columnsOf(language: "fa" | "en"): Column[] {
  const { channels } = EXPORT_WORDS[language];
  const one = (name: keyof typeof HEADINGS, value: Column["value"], more: Partial<Column> = {}): Column => ({
    name,
    heading: HEADINGS[name][language],
    type: "text",
    width: 18,
    value,
    ...more,
  });
  return [
    one("id", ({ id }) => id, { width: 32 }),
    one("customerId", ({ customerId }) => customerId, { width: 32 }),
    one("customerName", ({ customerName }) => customerName, { width: 26 }),
    one("occurredAt", ({ occurredAt }) => occurredAt, { type: "instant" }),
    one("channel", ({ channel }) => channels[channel]),
    one("direction", ({ direction }) => DIRECTIONS[language][direction]),
    one("subject", ({ subject }) => subject, { width: 32 }),
    one("body", ({ body }) => body, { width: 60 }),
    one("outcome", ({ outcome }) => outcome, { width: 24 }),
    one("durationSeconds", ({ durationSeconds }) => durationSeconds, { type: "number" }),
    one("by", ({ by }) => by.name),
    one("loggedAt", ({ loggedAt }) => loggedAt, { type: "instant" }),
    one("withdrawnAt", ({ withdrawnAt }) => withdrawnAt, { type: "instant" }),
    one("withdrawnReason", ({ withdrawnReason }) => withdrawnReason),
  ];
}
