import { invalid } from "#core/platform/errors.ts";
import { foldText } from "#core/platform/fold.ts";
import {
  type ColumnDates,
  type DateQuestion,
  type DateTally,
  decideDates,
  newDateTally,
  tallyDate,
} from "#core/workspace/imports/date-columns.ts";
import type { ImportPreview, NewImport } from "#core/workspace/imports/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { refuseUnwritable } from "#server/platform/field-access.ts";
import { sha256 } from "#server/platform/secrets.ts";
import type { ImportFile, ImportRow } from "./import-file.ts";
import { type Importer, type ImportSettings, isOpen, type SettledColumn } from "./importer.ts";
import { findMapping, type RememberedMapping, writeOfMapping } from "./store.ts";

/** A column as it is to be imported, and what has to be said of it first. */
export type AskedColumn = {
  heading: string;
  field: string | null;
  dates: ColumnDates | null;
  asks: DateQuestion | null;
};

/**
 * What each column is: as asked for, as last time, as a known product writes it, or as the headings say. `mayBeNone`: the
 * columns may all be left out, to be shown to somebody who says what they are.
 */
export async function settle(
  ctx: Ctx,
  importer: Importer,
  { headings, sheet }: ImportFile,
  sample: readonly ImportRow[],
  input: NewImport,
  mayBeNone = false,
) {
  const remembered = await findMapping(ctx.table, await keyOfMapping(input.as, headings));
  const recognised = importer.recognise?.(headings) ?? null;
  const [known, mapping] = fieldsOf(importer, headings, input, remembered, recognised?.fields);
  const fields = mapping === "given" ? known : known.map((one) => (one && isOpen(ctx, importer, one) ? one : null));
  checkFields(importer, fields, headings);
  if (!mayBeNone) refuseNone(fields);
  const closed = fields.find((field) => field !== null && !isOpen(ctx, importer, field));
  if (closed) refuseUnwritable(ctx.access, "customer", [closed]);
  if (closed) refuseUnwritable(ctx.access, importer.fieldsOf, [closed]);
  const settled: SettledColumn[] = headings.map((heading, at) => {
    const field = fields[at] ?? null;
    const said = input.dates?.[at] ?? remembered?.said[at];
    return { heading, field, ...(said && { said }) };
  });
  const columns = askedColumns(settled, talliesOf(importer, settled, sample));
  const region = input.region ?? (await guessedRegion(ctx, importer, settled, sample));
  const settings: ImportSettings = {
    columns: settled,
    region,
    onDuplicate: input.onDuplicate,
    ...(input.createCustomers && { createCustomers: true }),
    ...(sheet !== null && { sheet }),
    ...(recognised && { product: recognised.product }),
  };
  return { settings, columns, mapping };
}

type Mapping = ImportPreview["mapping"];

function fieldsOf(
  importer: Importer,
  headings: readonly string[],
  input: NewImport,
  remembered: RememberedMapping | null,
  ready: (string | null)[] | undefined,
): [readonly (string | null)[], Mapping] {
  if (input.fields) return [input.fields, "given"];
  // A field that was put away since is a column left out.
  const known = remembered?.fields.map((field) => (field !== null && importer.fields.includes(field) ? field : null));
  if (known?.some((field) => field !== null)) return [known, "remembered"];
  return ready ? [ready, "product"] : [importer.guessFields(headings), "guessed"];
}

function checkFields(importer: Importer, fields: readonly (string | null)[], headings: readonly string[]): void {
  if (fields.length !== headings.length)
    refuse("import.fields_wrong", `The file has ${headings.length} columns; name a field or null for each.`);
  const unknown = fields.find((field) => field !== null && !importer.fields.includes(field));
  if (unknown) refuse("import.field_unknown", `There is no field ${unknown} to import into.`);
}

function refuseNone(fields: readonly (string | null)[]): void {
  if (fields.every((field) => field === null))
    refuse("import.no_fields", "None of the headings is one we know. Say which column is what.");
}

function refuse(code: string, message: string): never {
  throw invalid(code, message, [{ path: "fields" }]);
}

export type Tallies = (DateTally | null)[];

/** How the dates of each column of dates are written, in these rows. */
export function talliesOf(
  importer: Importer,
  columns: readonly SettledColumn[],
  rows: readonly ImportRow[] = [],
): Tallies {
  const tallies = columns.map(({ field }) => (field !== null && importer.isDate(field) ? newDateTally() : null));
  for (const row of rows) tallyRow(tallies, row);
  return tallies;
}

export function tallyRow(tallies: Tallies, { cells }: ImportRow): void {
  for (const [at, tally] of tallies.entries()) if (tally) tallyDate(tally, cells[at] ?? "");
}

export function askedColumns(columns: readonly SettledColumn[], tallies: Tallies): AskedColumn[] {
  return columns.map(({ heading, field, said }, at) => {
    const tally = tallies[at];
    if (!tally) return { heading, field, dates: null, asks: null };
    return { heading, field, ...decideDates(tally, said) };
  });
}

/** A column whose dates can be read in two ways is not imported until somebody said which. */
export function refuseOpenDates(columns: readonly AskedColumn[]): void {
  const open = columns.flatMap(({ heading, asks }, at) => (asks ? [{ path: `dates.${at}`, code: asks, heading }] : []));
  if (open.length === 0) return;
  const what = open.map(({ heading, code }) => `«${heading}» (${code})`).join(", ");
  throw invalid("import.dates_ask", `Say how the dates of these columns are written: ${what}.`, open);
}

async function guessedRegion(
  ctx: Ctx,
  importer: Importer,
  columns: readonly SettledColumn[],
  sample: readonly ImportRow[],
) {
  const phones = sample.flatMap(({ cells }) =>
    cells.filter((cell, at) => cell !== "" && importer.isPhone(columns[at]?.field ?? "")),
  );
  // Loaded only here: the numbering plans of all countries are large, and most requests need none.
  const { guessRegion } = await import("#core/workspace/imports/guess-region.ts");
  return guessRegion(phones, [ctx.workspace.region, "IR", "US", "GB", "DE", "FR", "TR", "AE"]);
}

/** The same for the same headings, however they are spelled. */
function keyOfMapping(as: string, headings: readonly string[]): Promise<string> {
  return sha256(JSON.stringify([as, headings.map(foldText)])).then((hash) => `${as}#${hash}`);
}

/** Keeps how these headings were imported, for the next file that has them. */
export async function writeOfRemembered(as: string, { columns }: ImportSettings) {
  const headings = columns.map(({ heading }) => heading);
  return writeOfMapping({
    key: await keyOfMapping(as, headings),
    fields: columns.map(({ field }) => field),
    said: columns.map(({ said }) => said ?? null),
  });
}
