import { invalid } from "#core/platform/errors.ts";
import { type CsvReader, type CsvRecord, csvReader } from "#core/workspace/imports/csv-records.ts";
import { DELIMITER_LINE, guessDelimiter } from "#core/workspace/imports/guess-delimiter.ts";
import type { ImportEncoding } from "#core/workspace/imports/guess-encoding.ts";
import { restoreCell } from "#core/workspace/imports/safe-cell.ts";
import { MAX_COLUMNS } from "#core/workspace/imports/schema.ts";
import { decodeText } from "./decode-text.ts";
import { type ImportFile, type ImportRow, PROBLEMS } from "./import-file.ts";

export type CsvFile = Pick<ImportFile, "headings" | "rows"> & { encoding: ImportEncoding; delimiter: string };

/** The delimiter is guessed from so many characters. */
const HEAD = 64 * 1024;

/**
 * Reads a CSV file as its bytes arrive, holding no more of it than the longest row (a million characters).
 * Encoding and delimiter are guessed unless given. Blank rows are left out; a row with fewer
 * cells than headings is filled up; one that cannot be read carries its `problem` and the rest is read on.
 *
 * Throws `import.not_text`, `import.empty`, `import.headings_unreadable`, `import.too_many_columns`; and while
 * reading rows `import.quotes_unclosed`.
 */
export async function readRows(
  bytes: AsyncIterable<Uint8Array>,
  options: { encoding?: ImportEncoding; delimiter?: string } = {},
): Promise<CsvFile> {
  const { encoding, pieces } = await decodeText(bytes, options.encoding);
  try {
    const head = await takeText(pieces, HEAD);
    const delimiter = options.delimiter ?? guessDelimiter(head.slice(0, HEAD));
    const records = readRecords(csvReader(delimiter), head, pieces);
    if (DELIMITER_LINE.test(head)) await records.next();
    const { value: first } = await records.next();
    const headings = checkHeadings(first ?? null);
    return { encoding, delimiter, headings, rows: toRows(records, headings.length) };
  } catch (error) {
    await pieces.return(undefined);
    throw error;
  }
}

async function takeText(pieces: AsyncGenerator<string>, length: number): Promise<string> {
  let text = "";
  while (text.length < length) {
    const { value, done } = await pieces.next();
    if (done) break;
    text += value;
  }
  // A file joined from others can begin with a second byte order mark.
  return text.replace(/^\ufeff+/, "");
}

async function* readRecords(reader: CsvReader, head: string, pieces: AsyncGenerator<string>) {
  try {
    yield* reader.read(head);
    for await (const piece of pieces) yield* reader.read(piece);
    yield* reader.end();
  } finally {
    await pieces.return(undefined);
  }
}

function checkHeadings(record: CsvRecord | null): string[] {
  if (!record) throw invalid("import.empty", "This file is empty.");
  if (record.problem || record.cells.some((cell) => cell.includes("\0"))) {
    throw invalid("import.headings_unreadable", "The first line, which holds the headings, cannot be read.");
  }
  if (record.cells.length > MAX_COLUMNS) {
    throw invalid("import.too_many_columns", `A file may have ${MAX_COLUMNS} columns; this one has more.`, [
      { columns: record.cells.length },
    ]);
  }
  return record.cells.map((cell) => restoreCell(cell).trim());
}

async function* toRows(records: AsyncGenerator<CsvRecord>, width: number): AsyncGenerator<ImportRow> {
  for await (const record of records) yield toRow(record, width);
}

function toRow({ line, cells: read, problem }: CsvRecord, width: number): ImportRow {
  const cells = read.map(restoreCell);
  if (problem) return { line, cells, problem: PROBLEMS[problem] };
  if (cells.some((cell) => cell.includes("\0"))) return { line, cells, problem: PROBLEMS.nul };
  // Spreadsheets leave empty cells behind the last column, and leave out empty ones at its end.
  if (cells.slice(width).some((cell) => cell.trim() !== "")) return { line, cells, problem: PROBLEMS.ragged };
  return { line, cells: Array.from({ length: width }, (_, at) => cells[at] ?? "") };
}
