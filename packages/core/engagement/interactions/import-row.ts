import {
  cellsOf,
  type ImportColumn,
  type Row,
  type RowReason,
  reason,
  rowOf,
  single,
} from "../../people/customers/import-cells.ts";
import { readEmailCell, readPhoneCell } from "../../people/customers/import-contacts.ts";
import { toLatinDigits } from "../../platform/digits.ts";
import { cleanText } from "../../platform/fold.ts";
import { readImportInstant, timeOf } from "../../workspace/imports/date-columns.ts";
import { readChannel, readDirection, readDuration } from "./import-words.ts";
import { MAX_BODY, type NewInteraction } from "./schema.ts";

/** Who a row says it was with: any of these finds the customer. */
export type Named = { id?: string; code?: string; phones: string[]; emails: string[]; name?: string };

export type InteractionRow = {
  customer: Named;
  interaction: Omit<NewInteraction, "customerId"> & { occurredAt: string };
  /** The id it has where it comes from. */
  sourceId?: string;
  warnings: RowReason[];
};

export type InteractionRowOptions = { region: string; timeZone: string };

const PROBLEMS = {
  nobody: { code: "import.customer_missing", message: "It does not say with whom: no code, phone, email or id." },
  noDate: { code: "import.date_missing", message: "It does not say when it happened." },
  unreadable: { code: "import.date_unreadable", message: "This is not a date that can be read without doubt." },
  noSuchDay: { code: "import.date_no_such_day", message: "There is no such day in the calendar." },
  channel: { code: "import.channel_unknown", message: "This is no channel we know, such as call or email." },
  direction: { code: "import.value_unknown", message: "This is none of the values this field can have." },
  tooLong: { code: "import.cell_too_long", message: "This text is longer than its field allows." },
};

const MAX = { subject: 300, outcome: 200, body: MAX_BODY } as const;

/** The interaction that a row of a file describes, or every reason why it describes none. */
export function decideInteractionRow(
  columns: readonly ImportColumn[],
  texts: readonly string[],
  { region, timeZone }: InteractionRowOptions,
): InteractionRow | { refused: RowReason[] } {
  const row = rowOf(columns, texts);
  const refused: RowReason[] = [];
  const customer = readCustomer(row, region);
  if (!customer.id && !customer.code && customer.phones.length + customer.emails.length === 0)
    refused.push(PROBLEMS.nobody);

  const when = cellsOf(row, "on")[0];
  const clock = cellsOf(row, "time")[0];
  const dates = when?.dates ?? { calendar: "byYear" as const };
  const read = when && readImportInstant(when.text, dates, timeZone, clock && timeOf(clock.text));
  if (!when || !read) refused.push(PROBLEMS.noDate);
  else if ("error" in read) refused.push(reason(PROBLEMS[read.error], when));

  const said = cellsOf(row, "channel")[0];
  const channel = said ? readChannel(said.text) : "other";
  if (said && !channel) refused.push(reason(PROBLEMS.channel, said));
  const direction = single(row, "direction", (text) => readDirection(text) ?? PROBLEMS.direction) ?? "none";

  const subject = single(row, "subject", clean);
  const outcome = single(row, "outcome", clean);
  const seconds = secondsOf(row);
  const bodies = row.cells
    .filter(({ field }) => field === "body")
    .map(({ text }) => cleanText(text, { multiline: true }));
  // What has no place of its own is kept in words.
  const body = [...bodies, ...row.kept].filter((text) => text !== "").join("\n") || undefined;
  for (const [field, text] of Object.entries({ subject, outcome, body }))
    if (text && text.length > MAX[field as keyof typeof MAX]) refused.push({ ...PROBLEMS.tooLong, path: field });
  if (refused.length > 0 || !channel || !read || "error" in read) return { refused };

  const interaction = {
    channel,
    direction,
    occurredAt: read.at,
    ...(subject && { subject }),
    ...(body && { body }),
    ...(outcome && { outcome }),
    ...(seconds !== undefined && { durationSeconds: seconds }),
  };
  const sourceId = single(row, "sourceId", clean);
  return { customer, interaction, ...(sourceId && { sourceId }), warnings: row.warnings };
}

function readCustomer(row: Row, region: string): Named {
  const id = single(row, "customerId", clean);
  const code = single(row, "customerCode", (text) => toLatinDigits(cleanText(text)));
  const name = single(row, "customerName", clean);
  return {
    ...(id && /^cus_[0-9A-Z]{26}$/.test(id) && { id }),
    ...(code && { code }),
    ...(name && { name }),
    phones: cellsOf(row, "customerPhone").flatMap(({ text }) =>
      readPhoneCell(text, region).phones.map(({ number }) => number),
    ),
    emails: cellsOf(row, "customerEmail").flatMap(({ text }) => readEmailCell(text).emails),
  };
}

const LONGEST_SECONDS = 7 * 86_400;

function secondsOf(row: Row): number | undefined {
  for (const { field, text } of row.cells) {
    if (field !== "durationSeconds" && field !== "durationMinutes") continue;
    const seconds = readDuration(text, field === "durationMinutes" ? 60 : 1);
    if (seconds !== null && seconds <= LONGEST_SECONDS) return seconds;
  }
  return undefined;
}

function clean(text: string): string {
  return cleanText(text);
}
