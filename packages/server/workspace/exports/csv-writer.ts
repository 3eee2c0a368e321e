import { localTime } from "#core/platform/calendar.ts";
import { formatDate } from "#core/platform/date-format.ts";
import type { Calendar } from "#core/platform/text-shape.ts";
import { csvLine } from "#core/workspace/imports/safe-cell.ts";
import type { ExportColumn } from "./exporter.ts";

const BYTE_ORDER_MARK = "\ufeff";
const PIECE = 64 * 1024;

export type CsvOptions = { calendar: Calendar; timeZone: string };

/** The rows as CSV in UTF-8, with a byte order mark, by which Excel knows it; digits Latin, so that it computes. */
export async function* writeCsv<Row>(
  columns: readonly ExportColumn<Row>[],
  rows: AsyncIterable<Row>,
  options: CsvOptions,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let text = BYTE_ORDER_MARK + csvLine(columns.map(({ heading }) => heading));
  for await (const row of rows) {
    text += csvLine(columns.map((column) => cell(column, row, options)));
    if (text.length < PIECE) continue;
    yield encoder.encode(text);
    text = "";
  }
  yield encoder.encode(text);
}

function cell<Row>({ type, value }: ExportColumn<Row>, row: Row, { calendar, timeZone }: CsvOptions): string {
  const found = value(row);
  // In Latin digits, whatever the language: slashes are the Solar Hijri calendar's, dashes the Gregorian.
  const dateText = (on: string) => formatDate(on, { calendar, locale: "en", style: "short" });
  if (found === null || found === undefined || found === "") return "";
  if (type === "date") return dateText(String(found));
  if (type !== "instant") return String(found);
  const { on, time } = localTime(String(found), timeZone);
  return `${dateText(on)} ${time}`;
}
