import type { ImportEncoding } from "#core/workspace/imports/guess-encoding.ts";
import { readRows } from "./read-rows.ts";
import type { RandomBytes } from "./zip-entries.ts";

/**
 * A row of an imported file. `line` is the line of the file it starts on, from 1 (the headings have one too).
 * Without a `problem` there are as many cells as headings; with one the row is to be refused, and
 * the cells are what could be made out of it.
 */
export type ImportRow = { line: number; cells: string[]; problem?: { code: string; message: string } };

/** A file of rows, whatever its form. `encoding` and `delimiter` are a CSV's, `sheet` is a workbook's. */
export type ImportFile = {
  format: "csv" | "xlsx";
  encoding: ImportEncoding | null;
  delimiter: string | null;
  sheet: string | null;
  /** The names of all sheets that are shown. */
  sheets: string[];
  headings: string[];
  /** To be read once. Leaving it early closes the stream of bytes. */
  rows: AsyncGenerator<ImportRow>;
  /** How much of it was read, 0 to 1. */
  part(): number;
};

export const PROBLEMS = {
  quote: {
    code: "import.quote_unclosed",
    message: "A quote is opened in this line and not closed at the end of a cell.",
  },
  tooLong: { code: "import.cell_too_long", message: "This row is longer than a million characters." },
  nul: { code: "import.nul", message: "This row holds zero bytes: the file is damaged here." },
  ragged: { code: "import.ragged_row", message: "This row has more cells than there are headings." },
};

const ZIP = [0x50, 0x4b, 0x03, 0x04];

/** Opens a file by what is in it, not by its name: an XLSX workbook, or else CSV. */
export async function openFile(file: RandomBytes, options: { sheet?: string } = {}): Promise<ImportFile> {
  const start: number[] = [];
  for await (const part of file.read(0, Math.min(4, file.bytes))) start.push(...part);
  if (ZIP.every((byte, at) => start[at] === byte)) {
    const { readWorkbook } = await import("./xlsx-rows.ts");
    return withOwnNames(await readWorkbook(file, options));
  }
  let read = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const part of file.read(0, file.bytes)) {
      read += part.byteLength;
      yield part;
    }
  }
  const csv = await readRows(counted());
  return withOwnNames({
    format: "csv",
    sheet: null,
    sheets: [],
    ...csv,
    part: () => read / Math.max(1, file.bytes),
  });
}

/** Of headings that are the same each but the first gets a number: «موبایل (2)». */
function withOwnNames(file: ImportFile): ImportFile {
  const taken = new Set<string>();
  const headings = file.headings.map((heading) => {
    let name = heading;
    for (let number = 2; name !== "" && taken.has(name); number++) name = `${heading} (${number})`;
    taken.add(name);
    return name;
  });
  return { ...file, headings };
}
