import { invalid } from "#core/platform/errors.ts";
import { MAX_COLUMNS } from "#core/workspace/imports/schema.ts";
import { columnOf, textOfNumber, unescapeCell } from "#core/workspace/imports/sheet-values.ts";
import { type ImportFile, type ImportRow, PROBLEMS } from "./import-file.ts";
import { type Book, openBook, readXml, tooMuchInside } from "./xlsx-book.ts";
import { openEntry, type RandomBytes } from "./zip-entries.ts";

const MAX_SHEET_BYTES = 2 * 1024 * 1024 * 1024;
const MAX_ROW = 1_000_000;
const MAX_SHEETS = 200;
/** Titles and remarks may stand above the headings. */
const MAX_TITLES = 10;

/** A row that has text somewhere; `beyond` says that cells stand behind the last column there may be. */
type SheetRow = { line: number; cells: string[]; beyond: boolean; tooLong: boolean };

/**
 * Reads a sheet of an XLSX workbook row by row: the one named, or the first that holds anything. Cells are given as
 * they are shown: dates as `2024-03-20`, formulas as what they last came to, merged cells in their first.
 * Lines above the headings that have one cell only are titles and are passed over.
 *
 * Throws `import.empty`, `import.too_many_columns`, `import.sheet_unknown`, `import.encrypted`, `import.xlsx_broken`, `import.xlsx_bomb`.
 */
export async function readWorkbook(file: RandomBytes, options: { sheet?: string } = {}): Promise<ImportFile> {
  const book = await openBook(file);
  const names = book.sheets.slice(0, MAX_SHEETS).map(({ name }) => name);
  const wanted = book.sheets.filter(({ name }) => options.sheet === undefined || name === options.sheet);
  if (wanted.length === 0) {
    throw invalid("import.sheet_unknown", `There is no sheet ${options.sheet}.`, [{ path: "sheet", sheets: names }]);
  }
  for (const { name, entry } of wanted.slice(0, MAX_SHEETS)) {
    const progress = { read: 0 };
    const rows = sheetRows(book, entry, (read) => {
      progress.read = read;
    });
    const first = await takeHeadings(rows);
    if (!first) continue;
    return {
      format: "xlsx",
      encoding: null,
      delimiter: null,
      sheet: name,
      sheets: names,
      headings: first.headings.map((cell) => cell.trim()),
      rows: toRows(first.waiting, rows, first.headings.length),
      part: () => (entry.compressed > 0 ? progress.read / entry.compressed : 1),
    };
  }
  throw invalid("import.empty", "This file is empty.");
}

async function takeHeadings(rows: AsyncGenerator<SheetRow>) {
  const waiting: SheetRow[] = [];
  try {
    while (waiting.length < MAX_TITLES) {
      const { value, done } = await rows.next();
      if (done) break;
      waiting.push(value);
      if (filled(value) > 1) break;
    }
  } catch (error) {
    await rows.return(undefined);
    throw error;
  }
  const wide = waiting.findIndex((row) => filled(row) > 1);
  const headings = waiting[Math.max(0, wide)];
  if (!headings) return null;
  if (headings.beyond || headings.cells.length > MAX_COLUMNS) {
    await rows.return(undefined);
    throw invalid("import.too_many_columns", `A file may have ${MAX_COLUMNS} columns; this one has more.`);
  }
  return { headings: headings.cells, waiting: waiting.slice(Math.max(0, wide) + 1) };
}

function filled({ cells, beyond }: SheetRow): number {
  return cells.filter((cell) => cell.trim() !== "").length + (beyond ? 2 : 0);
}

async function* toRows(waiting: SheetRow[], rows: AsyncGenerator<SheetRow>, width: number): AsyncGenerator<ImportRow> {
  try {
    for (const row of waiting) yield toRow(row, width);
    for await (const row of rows) yield toRow(row, width);
  } finally {
    await rows.return(undefined);
  }
}

function toRow({ line, cells, beyond, tooLong }: SheetRow, width: number): ImportRow {
  if (tooLong) return { line, cells, problem: PROBLEMS.tooLong };
  if (beyond || cells.slice(width).some((cell) => cell.trim() !== ""))
    return { line, cells: cells.slice(0, MAX_COLUMNS), problem: PROBLEMS.ragged };
  return { line, cells: Array.from({ length: width }, (_, at) => cells[at] ?? "") };
}

async function* sheetRows(
  book: Book,
  entry: Book["sheets"][number]["entry"],
  onRead: (bytes: number) => void,
): AsyncGenerator<SheetRow> {
  let ready: SheetRow[] = [];
  let row: SheetRow = { line: 0, cells: [], beyond: false, tooLong: false };
  let cell = { column: 0, type: "", style: 0, value: "" };
  let size = 0;
  let aside = 0;
  let reading = false;
  const finishCell = () => {
    const text = textOf(book, cell).slice(0, MAX_ROW);
    if (text === "") return;
    size += text.length;
    if (cell.column >= MAX_COLUMNS) row.beyond ||= text.trim() !== "";
    else if (size > MAX_ROW) row.tooLong = true;
    else {
      while (row.cells.length < cell.column) row.cells.push("");
      row.cells[cell.column] = text;
    }
  };
  const steps = readXml(openEntry(book.file, entry, MAX_SHEET_BYTES, onRead), {
    open(name, attributes) {
      if (name === "row") {
        const said = Number(attributes.r);
        row = { line: said > 0 ? said : row.line + 1, cells: [], beyond: false, tooLong: false };
        cell.column = -1;
        size = 0;
      } else if (name === "c") {
        const said = columnOf(attributes.r ?? "");
        const column = said >= 0 ? said : cell.column + 1;
        cell = { column, type: attributes.t ?? "", style: Number(attributes.s ?? 0), value: "" };
      } else if (name === "rPh") aside++;
      else reading = (name === "v" || name === "t") && aside === 0;
    },
    text(text) {
      if (!reading) return;
      cell.value += text;
      if (cell.value.length > 4 * MAX_ROW) throw tooMuchInside();
    },
    close(name) {
      if (name === "c") finishCell();
      else if (name === "row") {
        if (row.beyond || row.tooLong || row.cells.some((text) => text.trim() !== "")) ready.push(row);
      } else if (name === "rPh") aside--;
      else reading = false;
    },
  });
  for await (const _ of steps) {
    yield* ready;
    ready = [];
  }
  yield* ready;
}

function textOf({ strings, looks, since }: Book, cell: { type: string; style: number; value: string }): string {
  if (cell.value === "") return "";
  switch (cell.type) {
    case "s":
      return strings[Number(cell.value)] ?? "";
    case "str":
    case "inlineStr":
      return unescapeCell(cell.value);
    case "b":
      return cell.value === "1" ? "TRUE" : "FALSE";
    case "d":
      return cell.value.replace("T", " ").replace(/ 00:00:00(\.0+)?Z?$/, "");
    // A formula that came to nothing (#REF!, #N/A) says nothing.
    case "e":
      return "";
    default:
      return textOfNumber(cell.value, looks[cell.style] ?? null, since);
  }
}
