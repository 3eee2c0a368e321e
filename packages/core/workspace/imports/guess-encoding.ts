import type { IMPORT_ENCODINGS } from "./schema.ts";

export type ImportEncoding = (typeof IMPORT_ENCODINGS)[number];

/**
 * In which encoding a text is written, from its first bytes (some tens of kilobytes; they may end within
 * a character). A byte order mark decides; then the zero bytes of UTF-16; then whether the bytes are UTF-8
 * (one broken sequence in ten is put down to damage). What is left is one of the two Windows
 * encodings: Arabic and Persian letters stand side by side, accented Latin ones between unaccented.
 */
export function guessEncoding(bytes: Uint8Array): ImportEncoding {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return guessUtf16(bytes) ?? (looksUtf8(bytes) ? "utf-8" : looksArabic(bytes) ? "windows-1256" : "windows-1252");
}

/** One half of each pair is mostly 00 (Latin, digits, delimiters) or 06 (Arabic block), the other hardly ever. */
function guessUtf16(bytes: Uint8Array): ImportEncoding | null {
  const pairs = bytes.length >> 1;
  if (pairs < 2) return null;
  const high = [0, 0];
  let zeros = 0;
  for (let at = 0; at < pairs * 2; at++) {
    if (bytes[at] === 0) zeros++;
    if (bytes[at] === 0 || bytes[at] === 6) high[at & 1]!++;
  }
  const [even, odd] = [high[0]! / pairs, high[1]! / pairs];
  if (zeros === 0) return null;
  if (odd > 0.6 && even < 0.1) return "utf-16le";
  return even > 0.6 && odd < 0.1 ? "utf-16be" : null;
}

function looksUtf8(bytes: Uint8Array): boolean {
  let good = 0;
  let broken = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    if (length === 0) broken++;
    if (length > 1) good++;
    at += length || 1;
  }
  return broken === 0 || good >= broken * 10;
}

/** Bytes of the UTF-8 character that starts here; 0 when none does. One cut off by the end counts as whole. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!;
  if (first < 0x80) return 1;
  const length = first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >> 3 === 0x1e ? 4 : 0;
  for (let more = 1; more < length; more++) {
    const byte = bytes[at + more];
    if (byte === undefined) return length;
    if (byte >> 6 !== 2) return 0;
  }
  return length;
}

// Windows-1256: Arabic letters, and پ چ ژ گ ک ڈ ٹ ڑ ں ہ ے among the signs; the other high letters are French.
const PERSIAN = new Set([0x81, 0x8d, 0x8e, 0x8f, 0x90, 0x98, 0x8a, 0x9a, 0x9f, 0xaa, 0xc0, 0xff]);
const FRENCH = new Set([
  0xd7, 0xe0, 0xe2, 0xe7, 0xe8, 0xe9, 0xea, 0xeb, 0xee, 0xef, 0xf4, 0xf7, 0xf9, 0xfb, 0xfc, 0xfd,
]);

function looksArabic(bytes: Uint8Array): boolean {
  let besideArabic = 0;
  let besideLatin = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (!isArabic(bytes[at])) continue;
    for (const neighbour of [bytes[at - 1], bytes[at + 1]]) {
      if (isArabic(neighbour)) besideArabic++;
      if (isLatin(neighbour)) besideLatin++;
    }
  }
  return besideArabic > besideLatin;
}

function isArabic(byte: number | undefined): boolean {
  return byte !== undefined && ((byte > 0xc0 && byte < 0xff && !FRENCH.has(byte)) || PERSIAN.has(byte));
}

function isLatin(byte: number | undefined): boolean {
  return byte !== undefined && (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a && byte < 0x80;
}
