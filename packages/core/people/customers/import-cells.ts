import type { DayOrder } from "../../platform/calendar.ts";
import { cleanText } from "../../platform/fold.ts";
import type { Calendar } from "../../platform/text-shape.ts";
import type { ImportProblem } from "./import-problems.ts";
import { isPlaceholder, saysNothing } from "./import-words.ts";

/** A column of the file: its heading, and the field it goes to (null: left out, whatever it holds). */
export type ImportColumn = { heading: string; field: string | null; dates?: ImportDates };

/** How the dates of a column are to be read, as people said or all of them show. */
export type ImportDates = { calendar: Calendar | "byYear"; dayOrder?: DayOrder };

/** Why a row is refused, or what of it could not be used. `path` is the field, `value` the start of the text. */
export type RowReason = ImportProblem & { path?: string; value?: string };

export type Cell = { heading: string; field: string; text: string; label?: string; dates?: ImportDates };

/** A row while it is read: `kept` are lines for the notes, `of` are the cells of each field. */
export type Row = {
  cells: readonly Cell[];
  of: ReadonlyMap<string, readonly Cell[]>;
  kept: string[];
  warnings: RowReason[];
};

export function rowOf(columns: readonly ImportColumn[], texts: readonly string[]): Row {
  const cells = readCells(columns, texts);
  const of = new Map<string, Cell[]>();
  for (const cell of cells) {
    const others = of.get(cell.field);
    if (others) others.push(cell);
    else of.set(cell.field, [cell]);
  }
  return { cells, of, kept: [], warnings: [] };
}

const NO_CELLS: readonly Cell[] = [];

/** The cells of a field, in the order of the columns. */
export function cellsOf(row: Row, field: string): readonly Cell[] {
  return row.of.get(field) ?? NO_CELLS;
}

function readCells(columns: readonly ImportColumn[], texts: readonly string[]): Cell[] {
  const cells: Cell[] = [];
  let label: string | undefined;
  columns.forEach(({ heading, field, dates }, at) => {
    const text = texts[at] ?? "";
    if (field === null) return;
    if (field === "label") {
      label = labelOf(text);
      return;
    }
    if (!HAS_KIND.test(field)) label = undefined;
    if (text.trim() !== "" && (field.startsWith("notes") || !saysNothing(text))) {
      cells.push({ heading, field, text, ...(label && { label }), ...(dates && { dates }) });
    }
    // One word names all parts of an address, but one phone only.
    if (!ADDRESS_PART.test(field)) label = undefined;
  });
  return cells;
}

const HAS_KIND = /^(?:(?:phone|email|street|city|region|postalCode|country)(?:\.|$)|occasion$|notes\.labelled$)/;
const ADDRESS_PART = /^(?:street|city|region|postalCode|country)(?:\.|$)/;
const LABELS: ReadonlyMap<string, string> = new Map([
  ["main", "other"],
  ["business", "work"],
  ["office", "work"],
  ["personal", "home"],
  ["cell", "mobile"],
]);

/** What a column of kinds says of the one behind it; Google marks the usual kinds with a star. */
function labelOf(text: string): string | undefined {
  const clean = cleanText(text.replace(/^\s*\*\s*/, "").slice(0, 200));
  const known = clean.toLowerCase();
  if (/^(?:work|home|mobile|other)$/.test(known)) return known;
  return LABELS.get(known) ?? ([...clean].slice(0, 40).join("") || undefined);
}

export function reason(problem: ImportProblem, cell: Cell): RowReason {
  return { ...problem, path: cell.field, value: cleanText(cell.text.slice(0, 60)) };
}

export function keep(row: Row, cell: Cell, problem?: ImportProblem): void {
  row.kept.push(`${cell.label ?? (cleanText(cell.heading) || cell.field)}: ${cleanText(cell.text)}`);
  if (problem) row.warnings.push(reason(problem, cell));
}

/** The value of a field that holds one: the first that can be read. The other texts are kept. */
export function single<T extends string>(
  row: Row,
  field: string,
  read: (text: string, cell: Cell) => T | ImportProblem,
): T | undefined {
  let value: T | undefined;
  for (const cell of cellsOf(row, field)) {
    if ((read as unknown) !== asItIs && isPlaceholder(cell.text)) continue;
    const found = read(cell.text, cell);
    if (found === "") continue;
    if (typeof found !== "string") keep(row, cell, found);
    else if (value === undefined) value = found;
    else if (value !== found) keep(row, cell);
  }
  return value;
}

export function asItIs(text: string): string {
  return cleanText(text);
}

/** Without what is absent: `undefined`, no text, an empty list. */
export function withoutEmpty<T extends object>(values: T): T {
  const kept = {} as T;
  for (const name of Object.keys(values) as (keyof T)[]) {
    const value = values[name] as { length?: number } | undefined;
    if (value !== undefined && value.length !== 0) kept[name] = values[name];
  }
  return kept;
}
