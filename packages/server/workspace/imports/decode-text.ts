import { invalid } from "#core/platform/errors.ts";
import { guessEncoding, type ImportEncoding } from "#core/workspace/imports/guess-encoding.ts";

/** An encoding is guessed from so many bytes, however the stream happens to be cut. */
const HEAD = 64 * 1024;

export type Text = { encoding: ImportEncoding; pieces: AsyncGenerator<string> };

/**
 * The text of a stream of bytes, decoded as it arrives; the encoding is guessed when not given. A byte order mark
 * is left out; what cannot be decoded becomes U+FFFD. A file that begins with 64 KB of plain ASCII is said to
 * be UTF-8, and guessed again where its first other letter comes. Throws `import.not_text` (a workbook,
 * an archive, a web page …).
 */
export async function decodeText(bytes: AsyncIterable<Uint8Array>, given?: ImportEncoding): Promise<Text> {
  const source = bytes[Symbol.asyncIterator]();
  try {
    const { block, rest } = await take(source, HEAD);
    const encoding = given ?? guessEncoding(block);
    refuseOtherThanText(block, encoding);
    const mayChange = !given && encoding === "utf-8" && firstForeign(block) === -1;
    const parts = chain([block, rest], source);
    return { encoding, pieces: mayChange ? decodeAsciiFirst(parts) : decode(parts, encoding) };
  } catch (error) {
    await source.return?.();
    throw error;
  }
}

async function* decode(parts: AsyncIterable<Uint8Array>, encoding: ImportEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  const mend = encoding === "windows-1252" ? mendSigns : (text: string) => text;
  for await (const part of parts) yield mend(decoder.decode(part, { stream: true }));
  yield mend(decoder.decode());
}

const SIGNS = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** Many Nodes since 20.18.3 decode Windows-1252 as Latin-1, with control characters for its signs (nodejs/node#56542). */
function mendSigns(text: string): string {
  return text.replace(/[\u0080-\u009f]/g, (control) => SIGNS[control.charCodeAt(0) - 0x80] ?? control);
}

async function* decodeAsciiFirst(parts: AsyncGenerator<Uint8Array>): AsyncGenerator<string> {
  const ascii = new TextDecoder();
  try {
    for (;;) {
      const { value: part, done } = await parts.next();
      if (done) return;
      const at = firstForeign(part);
      if (at !== -1) {
        const { block, rest } = await take(chain([part.subarray(at)], parts), HEAD);
        const guess = guessEncoding(block);
        yield ascii.decode(part.subarray(0, at));
        // Zero bytes this far down are damage, not UTF-16.
        return yield* decode(chain([block, rest], parts), guess.startsWith("utf-16") ? "utf-8" : guess);
      }
      yield ascii.decode(part);
    }
  } finally {
    await parts.return(undefined);
  }
}

/** The first `size` bytes (fewer at the end) and what came with them. */
async function take(source: AsyncIterator<Uint8Array>, size: number): Promise<{ block: Uint8Array; rest: Uint8Array }> {
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length < size) {
    const { value, done } = await source.next();
    if (done) break;
    parts.push(value);
    length += value.length;
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return { block: all.subarray(0, size), rest: all.subarray(size) };
}

async function* chain(first: Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    for (const part of first) yield* split(part);
    for (;;) {
      const { value, done } = await rest.next();
      if (done) return;
      yield* split(value);
    }
  } finally {
    await rest.return?.();
  }
}

/** A source may hand over a whole file at once; its rows shall not all be in memory as well. */
function* split(part: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < part.length; at += HEAD) yield part.subarray(at, at + HEAD);
}

function firstForeign(part: Uint8Array): number {
  for (let at = 0; at < part.length; at++) if (part[at]! > 0x7f) return at;
  return -1;
}

// Zip (also XLSX, ODS), old Excel, PDF, gzip, PNG, RTF; and the web pages that call themselves .xls.
const OTHER_FILES = [
  "PK\u0003\u0004",
  "PK\u0005\u0006",
  "\u00d0\u00cf\u0011\u00e0",
  "%PDF",
  "\u001f\u008b",
  "\u0089PNG",
  "{\\rtf",
];
const WEB_PAGE = /^\s*<(?:!doctype|html|table|\?xml)/i;

function refuseOtherThanText(block: Uint8Array, encoding: ImportEncoding): void {
  const text = new TextDecoder(encoding).decode(block);
  const start = String.fromCharCode(...block.subarray(0, 8));
  const strange = text.match(/[^\P{Cc}\s\u0080-\u009f]|\ufffd/gu)?.length ?? 0;
  const isBinary = strange >= 8 && strange > text.length / 20;
  if (!isBinary && !WEB_PAGE.test(text) && !OTHER_FILES.some((magic) => start.startsWith(magic))) return;
  throw invalid(
    "import.not_text",
    "This file is neither CSV nor an XLSX workbook. Open it in its program and save it as one of these.",
  );
}
