// Also behind white space and invisible marks, which some programs trim, and in the full-width forms that some read alike.
const FORMULA = /^'*[\s\p{Cf}]*[=+\-@\t\r\n＝＋－＠]/u;
const NUMBER = /^[+-]?\p{Nd}+(?:[.,٫٬][\p{Nd}]+)*%?$/u;
// People put an apostrophe before digits to keep a leading zero.
const MARKED_DIGITS = /^'+\p{Nd}+$/u;

/**
 * A cell that no spreadsheet takes for a formula: text that begins like one (`=`, `+`, `-`, `@`, tab, line
 * break) gets an apostrophe in front. Plain numbers keep their sign, and so do phone numbers in
 * E.164 (`+989121000050`): a sign and digits alone compute nothing. `restoreCell` undoes it exactly.
 */
export function neutraliseCell(text: string): string {
  return (FORMULA.test(text) && !NUMBER.test(text)) || MARKED_DIGITS.test(text) ? `'${text}` : text;
}

/**
 * What was meant by a cell that a spreadsheet or we ourselves wrapped: without the apostrophe of
 * `neutraliseCell`, or without the `="…"` by which programs keep Excel from dropping a leading zero.
 */
export function restoreCell(text: string): string {
  if (text.startsWith("'")) return FORMULA.test(text) || MARKED_DIGITS.test(text) ? text.slice(1) : text;
  return text.startsWith('="') ? (/^="([^"]*)"$/.exec(text)?.[1] ?? text) : text;
}

/**
 * One line of a CSV file (RFC 4180, ends in CRLF). Every cell is neutralised here, so that no export
 * can forget it. A file for Excel begins with a byte order mark besides.
 *
 * @example csvLine(["a,b", "=1+1"]) // '"a,b",\'=1+1\r\n'
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => quote(neutraliseCell(cell))).join(",")}\r\n`;
}

/** Other delimiters are quoted too: the file can then be guessed to have commas whatever it holds. */
function quote(cell: string): string {
  return /[",;\t|؛\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
