import { invalid } from "#core/platform/errors.ts";
import { MAX_ROWS } from "#core/workspace/imports/schema.ts";
import type { ImportFile } from "./import-file.ts";
import type { Importer, ImportSettings } from "./importer.ts";
import { type AskedColumn, askedColumns, talliesOf, tallyRow } from "./settle.ts";

/**
 * Reads the whole file once before anything is written: how many rows there are (too many refuse it: `import.too_many_rows`),
 * and how the dates of each column are written. The settings that come back say so for each.
 */
export async function lookThrough(
  importer: Importer,
  file: ImportFile,
  settings: ImportSettings,
): Promise<{ rows: number; asked: AskedColumn[]; settings: ImportSettings }> {
  const { columns } = settings;
  const tallies = talliesOf(importer, columns);
  let rows = 0;
  for await (const row of file.rows) {
    rows += 1;
    if (rows > MAX_ROWS) {
      throw invalid("import.too_many_rows", `A file may have ${MAX_ROWS} rows; this one has more. Split it.`);
    }
    tallyRow(tallies, row);
  }
  const asked = askedColumns(columns, tallies);
  const read = columns.map((column, at) => ({ ...column, ...(asked[at]?.dates && { dates: asked[at].dates }) }));
  return { rows, asked, settings: { ...settings, columns: read } };
}
