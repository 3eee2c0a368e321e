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

/** A row while it is read: `kept` are lines for the notes. */
export type Row = { cells: Cell[]; kept: string[]; warnings: RowReason[] };

export function readCells(columns: readonly ImportColumn[], texts: readonly string[]): Cell[] {
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
  for (const cell of row.cells) {
    if (cell.field !== field || ((read as unknown) !== asItIs && isPlaceholder(cell.text))) continue;
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
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== "" && value.length !== 0),
  ) as T;
}
