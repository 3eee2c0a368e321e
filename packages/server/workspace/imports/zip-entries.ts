import { invalid } from "#core/platform/errors.ts";

/** A file of which any part can be read: `to` is not included. */
export type RandomBytes = { bytes: number; read(from: number, to: number): AsyncIterable<Uint8Array> };

export type ZipEntry = { name: string; method: number; compressed: number; headerAt: number };

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;
const MAX_ENTRIES = 10_000;
const MAX_DIRECTORY = 8 * 1024 * 1024;
/** A comment may stand behind the end record. */
const TAIL = 22 + 0xffff;

export function brokenBook(): Error {
  return invalid("import.xlsx_broken", "This workbook is damaged. Open it in its program and save it again.");
}

/** What a zip archive says it holds, by name. What it says of sizes is not believed: `openEntry` counts. */
export async function readDirectory(file: RandomBytes): Promise<Map<string, ZipEntry>> {
  const { size, at } = await findDirectory(file);
  if (size > MAX_DIRECTORY || at + size > file.bytes) throw brokenBook();
  const view = viewOf(await readAll(file.read(at, at + size)));
  const entries = new Map<string, ZipEntry>();
  for (let here = 0; here + 46 <= view.byteLength; ) {
    if (view.getUint32(here, true) !== DIRECTORY || entries.size >= MAX_ENTRIES) throw brokenBook();
    const lengths = [28, 30, 32].map((offset) => view.getUint16(here + offset, true)) as [number, number, number];
    const next = here + 46 + lengths[0] + lengths[1] + lengths[2];
    if (next > view.byteLength) throw brokenBook();
    const name = new TextDecoder().decode(bytesOf(view, here + 46, lengths[0]));
    if (view.getUint16(here + 8, true) & 1) {
      throw invalid("import.encrypted", "This workbook is protected by a password. Save it without one.");
    }
    const long = longSizes(view, here, here + 46 + lengths[0], lengths[1]);
    entries.set(name, { name, method: view.getUint16(here + 10, true), ...long });
    here = next;
  }
  return entries;
}

/**
 * The bytes of an entry as they are inflated. More than `maxBytes` of them, or many times more than were read, is
 * a bomb: `import.xlsx_bomb`.
 */
export async function* openEntry(
  file: RandomBytes,
  entry: ZipEntry,
  maxBytes: number,
  onRead: (bytes: number) => void = () => {},
): AsyncGenerator<Uint8Array> {
  if (entry.method !== 0 && entry.method !== 8) throw brokenBook();
  const header = viewOf(await readAll(file.read(entry.headerAt, entry.headerAt + 30)));
  if (header.byteLength < 30 || header.getUint32(0, true) !== LOCAL) throw brokenBook();
  const from = entry.headerAt + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  if (from + entry.compressed > file.bytes) throw brokenBook();
  let read = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const part of file.read(from, from + entry.compressed)) {
      read += part.byteLength;
      onRead(read);
      yield part;
    }
  }
  let size = 0;
  for await (const part of entry.method === 0 ? counted() : inflate(counted())) {
    size += part.byteLength;
    if (size > maxBytes || (size > FREE_BYTES && size > MAX_RATIO * entry.compressed)) {
      throw invalid("import.xlsx_bomb", "This workbook grows beyond all bounds when it is opened; it was not read.");
    }
    yield part;
  }
}

/** Honest sheets shrink to a tenth, very even ones to a sixtieth; deflate can do 1 : 1000. */
const MAX_RATIO = 250;
const FREE_BYTES = 16 * 1024 * 1024;

async function* inflate(parts: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new DecompressionStream("deflate-raw");
  const writer = writable.getWriter();
  const reader = readable.getReader();
  const feeding = (async () => {
    for await (const part of parts) await writer.write(part as Uint8Array<ArrayBuffer>);
    await writer.close();
  })();
  feeding.catch(() => {});
  try {
    for (;;) {
      const { value, done } = await reader.read().catch(() => {
        throw brokenBook();
      });
      if (done) break;
      yield value;
    }
    await feeding;
  } finally {
    await Promise.allSettled([reader.cancel(), writer.abort()]);
  }
}

async function findDirectory(file: RandomBytes): Promise<{ size: number; at: number }> {
  const start = Math.max(0, file.bytes - TAIL);
  const tail = viewOf(await readAll(file.read(start, file.bytes)));
  for (let at = tail.byteLength - 22; at >= 0; at--) {
    if (tail.getUint32(at, true) !== END) continue;
    const found = { size: tail.getUint32(at + 12, true), at: tail.getUint32(at + 16, true) };
    if (found.at !== 0xffffffff && found.size !== 0xffffffff) return found;
    if (at < 20 || tail.getUint32(at - 20, true) !== LOCATOR_64) throw brokenBook();
    const there = Number(tail.getBigUint64(at - 12, true));
    if (there + 56 > file.bytes) throw brokenBook();
    const end = viewOf(await readAll(file.read(there, there + 56)));
    if (end.getUint32(0, true) !== END_64) throw brokenBook();
    return { size: Number(end.getBigUint64(40, true)), at: Number(end.getBigUint64(48, true)) };
  }
  throw brokenBook();
}

/** Sizes of 4 GB and more stand in a field of their own, and some programs put all of them there. */
function longSizes(view: DataView, record: number, extraAt: number, extraLength: number) {
  let compressed = view.getUint32(record + 20, true);
  let headerAt = view.getUint32(record + 42, true);
  const isLong = [view.getUint32(record + 24, true), compressed, headerAt].map((size) => size === 0xffffffff);
  for (let at = extraAt; at + 4 <= extraAt + extraLength; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let field = at + 4;
    const take = () => {
      if (field + 8 > extraAt + extraLength) throw brokenBook();
      field += 8;
      return Number(view.getBigUint64(field - 8, true));
    };
    if (isLong[0]) take();
    if (isLong[1]) compressed = take();
    if (isLong[2]) headerAt = take();
  }
  return { compressed, headerAt };
}

async function readAll(parts: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const found: Uint8Array[] = [];
  let size = 0;
  for await (const part of parts) {
    found.push(part);
    size += part.byteLength;
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of found) {
    all.set(part, at);
    at += part.byteLength;
  }
  return all;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function bytesOf(view: DataView, at: number, length: number): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset + at, length);
}
