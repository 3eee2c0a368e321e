/** How the cells of one style show a number: as a date, or with this many digits at least. */
export type NumberLook = "date" | { digits: number } | null;

const BUILT_IN_DATES = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);

/** Languages have their own built-in dates: 27–36 and 50–58. */
function isBuiltInDate(id: number): boolean {
  return BUILT_IN_DATES.has(id) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
}

/** What a number format of a workbook shows, from its id and, when it is the workbook's own, its code. */
export function lookOf(id: number, code: string | undefined): NumberLook {
  if (code === undefined) return isBuiltInDate(id) ? "date" : null;
  // Without texts, escaped letters, colours and languages; `[h]` and `[mm]` are times.
  const plain = code
    .replace(/"[^"]*"|\\.|[_*]./g, "")
    .replace(/\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, "")
    .split(";")[0] as string;
  if (/^general$/i.test(plain.trim())) return null;
  if (/[ymdhs]/i.test(plain.replace(/e[+-]/gi, ""))) return "date";
  return /^0{2,20}$/.test(plain.trim()) ? { digits: plain.trim().length } : null;
}

/** The last day a spreadsheet knows, 31 December 9999. */
const LAST_DAY = 2_958_465;
const DAY_MS = 86_400_000;

/**
 * The text of a day and time counted in days by a spreadsheet: `2024-03-20`, `2024-03-20 14:30:00`, `14:30:00`.
 * Null when there is no such day. `since`: the year the workbook counts from. The 29 February 1900 that Excel
 * believes in is null.
 */
export function textOfSerial(serial: number, since: 1900 | 1904): string | null {
  if (!(serial >= 0) || serial >= LAST_DAY + 1) return null;
  const seconds = Math.round(serial * 86_400);
  const day = Math.floor(seconds / 86_400);
  const time = new Date((seconds % 86_400) * 1000).toISOString().slice(11, 19);
  if (serial < 1 && since === 1900) return time;
  if (since === 1900 && day === 60) return null;
  const first = since === 1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < 60 ? 31 : 30);
  const on = new Date(first + day * DAY_MS).toISOString().slice(0, 10);
  return time === "00:00:00" ? on : `${on} ${time}`;
}

/** The text of a number cell as it is shown: dates as dates, long numbers without exponent, leading zeros of its style. */
export function textOfNumber(raw: string, look: NumberLook, since: 1900 | 1904): string {
  const value = Number(raw);
  if (raw.trim() === "" || !Number.isFinite(value)) return raw;
  if (look === "date") return textOfSerial(value, since) ?? raw;
  const text = Number.isSafeInteger(value) ? value.toFixed(0) : String(value);
  return look && /^\d+$/.test(text) ? text.padStart(look.digits, "0") : text;
}

/** The column of a cell's address, from 0: `C7` is 2; -1 when it has none. */
export function columnOf(address: string): number {
  const letters = /^[A-Z]{1,4}/.exec(address)?.[0] ?? "";
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** `_x000D_` and the like, by which a workbook writes signs that XML cannot hold. */
export function unescapeCell(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
}
