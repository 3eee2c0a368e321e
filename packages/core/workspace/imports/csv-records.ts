import { invalid } from "../../platform/errors.ts";

/**
 * One record of a CSV text. `line` is the line it starts on, counted from 1. With a `problem` its cells are
 * only its first line cut at the delimiters (10 000 characters at most), for a person to mend.
 */
export type CsvRecord = { line: number; cells: string[]; problem?: "quote" | "tooLong" };

export type CsvReader = {
  /** The records that are complete with this piece of the text. */
  read(text: string): CsvRecord[];
  /** The records that were waiting for more. */
  end(): CsvRecord[];
};

/** In characters, over all cells of one record. */
export const MAX_RECORD = 1_000_000;
const MAX_SHOWN = 10_000;

/** `reach`: how far one had to read to see that this is no record. */
type Scanned = { cells: string[]; breaks: number; next: number } | { reach: number };

/**
 * Reads CSV (RFC 4180) that arrives in pieces cut anywhere. Lines end in LF, CRLF or CR; a quote opens a cell
 * only at its start, elsewhere it is a letter; records without any text are left out.
 *
 * A quote that is not closed within 1 000 000 characters, or is closed in the middle of a cell, does not
 * swallow the file: the record is given as `problem: "quote"` (`"tooLong"`: a single line of over 1 000 000 characters) and reading resumes at the line
 * after its first. No library we know resumes. Throws `import.quotes_unclosed` when so many quotes are open
 * that resuming would read the file many times over.
 *
 * @param delimiter one character.
 */
export function csvReader(delimiter: string): CsvReader {
  const plain = new RegExp(`[^\\r\\n\\u${delimiter.charCodeAt(0).toString(16).padStart(4, "0")}]*`, "y");
  let text = "";
  let line = 1;
  let ended = false;
  let wanted = 0;
  let skipping = false;
  let consumed = 0;
  let reread = 0;

  /** Where the closing quote is, -1 when the text that is here does not tell. */
  function closingQuote(from: number): number {
    let at = text.indexOf('"', from);
    while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
    return at === text.length - 1 && !ended ? -1 : at;
  }

  function afterSpaces(from: number): number {
    let at = from;
    while (text[at] === " ") at++;
    return at;
  }

  /** The start of the next line, -1 when the text that is here does not tell. */
  function nextLine(from: number): number {
    const feed = text.indexOf("\n", from);
    const turn = text.slice(from, feed === -1 ? undefined : feed).indexOf("\r");
    if (turn === -1) return feed === -1 ? -1 : feed + 1;
    const at = from + turn + 1;
    if (at === text.length && !ended) return -1;
    return text[at] === "\n" ? at + 1 : at;
  }

  function scan(start: number): Scanned | null {
    const cells: string[] = [];
    let breaks = 0;
    let at = start;
    for (;;) {
      if (at - start > MAX_RECORD) return { reach: at };
      const open = afterSpaces(at);
      if (text[open] === '"') {
        const close = closingQuote(open + 1);
        if (close === -1) return ended ? { reach: text.length } : null;
        const cell = text.slice(open + 1, close);
        breaks += cell.match(/\r\n?|\n/g)?.length ?? 0;
        cells.push(cell.replaceAll('""', '"'));
        at = afterSpaces(close + 1);
      } else {
        plain.lastIndex = at;
        plain.test(text);
        cells.push(text.slice(at, plain.lastIndex));
        at = plain.lastIndex;
      }
      const end = text[at];
      if (end === delimiter) at++;
      else if (end === "\n") return { cells, breaks: breaks + 1, next: at + 1 };
      else if (end === undefined) return ended ? { cells, breaks, next: at } : null;
      else if (end !== "\r") return { reach: at };
      else if (at + 1 === text.length && !ended) return null;
      else return { cells, breaks: breaks + 1, next: text[at + 1] === "\n" ? at + 2 : at + 1 };
    }
  }

  /** What is at `start`; a record whose end is too far away is the same whether its end is here yet or not. */
  function scanBounded(start: number): Scanned | null {
    const found = scan(start);
    const reach = !found ? text.length : "next" in found ? found.next : found.reach;
    return reach - start > MAX_RECORD ? { reach } : found;
  }

  /** Gives up the record at `start`; where to go on, or -1 to wait for more text. */
  function giveUp(start: number, reach: number, records: CsvRecord[]): number {
    const next = nextLine(start);
    if (next === -1 && !ended && text.length - start <= MAX_SHOWN) return -1;
    const shown = text.slice(start, Math.min(next === -1 ? text.length : next, start + MAX_SHOWN));
    // Too long over several lines, it has most likely a quote open.
    const isLong = reach - start > MAX_RECORD && (next === -1 || next - start > MAX_RECORD);
    const cells = (/^[^\r\n]*/.exec(shown)?.[0] ?? "").split(delimiter);
    records.push({ line, cells, problem: isLong ? "tooLong" : "quote" });
    if (next === -1) {
      skipping = !ended;
      return endOfSkipped();
    }
    line++;
    reread += Math.max(0, reach - next);
    if (reread > 4 * (consumed + next) + 8 * MAX_RECORD) {
      throw invalid("import.quotes_unclosed", "Too many quotes of this file are never closed. Export it again as CSV.");
    }
    return next;
  }

  function endOfSkipped(): number {
    return text.endsWith("\r") && !ended ? text.length - 1 : text.length;
  }

  function take(): CsvRecord[] {
    const records: CsvRecord[] = [];
    let at = 0;
    if (skipping) {
      const next = nextLine(0);
      at = next === -1 ? endOfSkipped() : next;
      skipping = next === -1;
      if (!skipping) line++;
    }
    while (at < text.length && !skipping) {
      const found = scanBounded(at);
      if (!found) break;
      if ("reach" in found) {
        const next = giveUp(at, found.reach, records);
        if (next === -1) break;
        at = next;
        continue;
      }
      if (found.cells.some(hasText)) records.push({ line, cells: found.cells });
      line += found.breaks;
      at = found.next;
    }
    consumed += at;
    text = text.slice(at);
    // An open record is looked at again only when twice as much is here: linear, however small the pieces.
    wanted = text.length * 2;
    return records;
  }

  return {
    read(piece) {
      text += piece;
      return text.length < wanted ? [] : take();
    },
    end() {
      ended = true;
      return take();
    },
  };
}

/** DOS programs end a file with Ctrl-Z. */
function hasText(cell: string): boolean {
  return cell !== "" && cell.trim() !== "" && cell !== "\u001a";
}
