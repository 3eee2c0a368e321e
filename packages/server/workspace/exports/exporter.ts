import type { FieldsOf } from "#core/platform/access/fields.ts";
import type { NewExport } from "#core/workspace/exports/index.ts";
import type { Ctx } from "#server/platform/context.ts";

/** `text` is text whatever it looks like; a `date` is an ISO date, an `instant` an ISO instant. */
export type CellType = "text" | "number" | "date" | "instant";
export type CellValue = string | number | null | undefined;

/** `width`: of the column, in letters. `group`: what people choose it by, when several columns belong together. */
export type ExportColumn<Row> = {
  name: string;
  heading: string;
  type: CellType;
  width: number;
  value(row: Row): CellValue;
};

/** What an export was asked, with what was left open decided when it began. */
export type ExportQuestion = NewExport & { language: "fa" | "en"; timeZone: string };

export type ExportPage<Row> = { rows: Row[]; after: string | null };

/**
 * How one kind of list is exported. The engine keeps what is read, writes files and keeps count; this knows the noun.
 * A row is plain data: it is kept as JSON until all are read and the columns are known.
 */
export type Exporter<Row = unknown> = {
  /** Whose fields its columns are: hidden ones are not among them. */
  fieldsOf: FieldsOf;
  /** What people choose columns by: names and headings. */
  choices(ctx: Ctx, language: "fa" | "en"): { name: string; heading: string }[];
  /** The rows after a place, page by page; `after` is where to go on. Throws what is wrong with the question before the first. */
  pages(ctx: Ctx, question: ExportQuestion, after: string | null): AsyncIterable<ExportPage<Row>>;
  /** How many columns lists such as phones need for these rows: the most of each that one row has. */
  widths(rows: readonly Row[]): { [list: string]: number };
  columns(ctx: Ctx, question: ExportQuestion, widths: { [list: string]: number }): ExportColumn<Row>[];
};
