import { csvReader } from "./csv-records.ts";

/** What we look for between cells, likelier ones first. */
export const DELIMITERS = [",", ";", "\t", "|", "؛"] as const;

/** Excel's own way to say it, on a line before the headings: `sep=;`. */
export const DELIMITER_LINE = /^"?sep=([^\r\n])"?(?:\r\n?|\n|$)/i;

const LINES = 20;

/**
 * The character between the cells of a CSV file, from the start of its text (cut anywhere): the one with
 * which most of the first 20 records have as many cells as the headings; of equals the one that
 * makes more cells. What is inside quotes does not count. A single column is said to have commas.
 *
 * @example guessDelimiter("نام؛موبایل\nمریم؛09121000050") // "؛"
 */
export function guessDelimiter(text: string): string {
  const said = DELIMITER_LINE.exec(text)?.[1];
  if (said) return said;

  let best = { delimiter: ",", even: 0, columns: 0 };
  for (const delimiter of DELIMITERS) {
    const { even, columns } = measure(text, delimiter);
    if (columns < 2) continue;
    if (even > best.even || (even === best.even && columns > best.columns)) best = { delimiter, even, columns };
  }
  return best.delimiter;
}

/** How many cells the headings have, and the share of records that have just as many. */
function measure(text: string, delimiter: string): { even: number; columns: number } {
  const reader = csvReader(delimiter);
  const complete = reader.read(text);
  const records = (complete.length > 0 ? complete : reader.end()).slice(0, LINES);
  const headings = records[0];
  if (!headings || headings.problem) return { even: 0, columns: 0 };
  const alike = records.filter((record) => !record.problem && record.cells.length === headings.cells.length);
  return { even: alike.length / records.length, columns: headings.cells.length };
}
