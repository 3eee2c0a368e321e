import { cleanText } from "../../platform/fold.ts";
import type { ImportProblem } from "./import-problems.ts";
import { isPlaceholder, saysNothing } from "./import-words.ts";

/** A column of the file: its heading, and the field it goes to (null: left out, whatever it holds). */
export type ImportColumn = { heading: string; field: string | null };

/** Why a row is refused, or what of it could not be used. `path` is the field, `value` the start of the text. */
export type RowReason = ImportProblem & { path?: string; value?: string };

export type Cell = { heading: string; field: string; text: string };

/** A row while it is read: `kept` are lines for the notes. */
export type Row = { cells: Cell[]; kept: string[]; warnings: RowReason[] };

export function readCells(columns: readonly ImportColumn[], texts: readonly string[]): Cell[] {
  const cells: Cell[] = [];
  columns.forEach(({ heading, field }, at) => {
    const text = texts[at] ?? "";
    if (field !== null && text.trim() !== "" && (field === "notes" || !saysNothing(text))) {
      cells.push({ heading, field, text });
    }
  });
  return cells;
}

export function reason(problem: ImportProblem, cell: Cell): RowReason {
  return { ...problem, path: cell.field, value: cleanText(cell.text.slice(0, 60)) };
}

export function keep(row: Row, cell: Cell, problem?: ImportProblem): void {
  row.kept.push(`${cleanText(cell.heading) || cell.field}: ${cleanText(cell.text)}`);
  if (problem) row.warnings.push(reason(problem, cell));
}

/** The value of a field that holds one: the first that can be read. The other texts are kept. */
export function single<T extends string>(
  row: Row,
  field: string,
  read: (text: string) => T | ImportProblem,
): T | undefined {
  let value: T | undefined;
  for (const cell of row.cells) {
    if (cell.field !== field || (read !== asItIs && isPlaceholder(cell.text))) continue;
    const found = read(cell.text);
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
