const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let crc = n;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc >>> 0;
});

export type ZipPart = { name: string; text: Iterable<string> | AsyncIterable<string> };

type Written = { name: Uint8Array; crc: number; packed: number; size: number; at: number };

// Bit 3: sizes follow the bytes, so that nothing is held back. Bit 11: names are UTF-8.
const FLAGS = 0x0808;
const DEFLATE = 8;
/** 1 January 1980, the first day that zip knows: the same content is the same file. */
const DAY = 0x0021;
const PIECE = 64 * 1024;

/** A zip archive, written while its parts are made: memory does not grow with them. Below 4 GB in all. */
export async function* zip(parts: AsyncIterable<ZipPart> | Iterable<ZipPart>): AsyncGenerator<Uint8Array> {
  const written: Written[] = [];
  let at = 0;
  for await (const part of parts) {
    const name = new TextEncoder().encode(part.name);
    const start = at;
    const head = record(
      0x04034b50,
      [2, 20],
      [2, FLAGS],
      [2, DEFLATE],
      [2, 0],
      [2, DAY],
      [4, 0],
      [4, 0],
      [4, 0],
      [2, name.length],
      [2, 0],
    );
    yield head;
    yield name;
    at += head.length + name.length;
    const count = { crc: 0xffffffff, size: 0 };
    let packed = 0;
    for await (const piece of deflate(part.text, count)) {
      packed += piece.length;
      yield piece;
    }
    const crc = ~count.crc >>> 0;
    const tail = record(0x08074b50, [4, crc], [4, packed], [4, count.size]);
    yield tail;
    at += packed + tail.length;
    written.push({ name, crc, packed, size: count.size, at: start });
  }
  const directoryAt = at;
  for (const { name, crc, packed, size, at: start } of written) {
    const entry = record(
      0x02014b50,
      [2, 20],
      [2, 20],
      [2, FLAGS],
      [2, DEFLATE],
      [2, 0],
      [2, DAY],
      [4, crc],
      [4, packed],
      [4, size],
      [2, name.length],
      [2, 0],
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, start],
    );
    yield entry;
    yield name;
    at += entry.length + name.length;
  }
  yield record(
    0x06054b50,
    [2, 0],
    [2, 0],
    [2, written.length],
    [2, written.length],
    [4, at - directoryAt],
    [4, directoryAt],
    [2, 0],
  );
}

function record(signature: number, ...fields: readonly (readonly [2 | 4, number])[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 + fields.reduce((sum, [size]) => sum + size, 0)));
  view.setUint32(0, signature, true);
  let at = 4;
  for (const [size, value] of fields) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return new Uint8Array(view.buffer);
}

async function* deflate(text: ZipPart["text"], count: { crc: number; size: number }): AsyncGenerator<Uint8Array> {
  const stream = new CompressionStream("deflate-raw");
  const writer = stream.writable.getWriter();
  const encoder = new TextEncoder();
  const write = async (piece: string) => {
    const bytes = encoder.encode(piece);
    for (const byte of bytes) count.crc = (CRC[(count.crc ^ byte) & 0xff] as number) ^ (count.crc >>> 8);
    count.size += bytes.length;
    await writer.ready;
    await writer.write(bytes);
  };
  const feeding = (async () => {
    try {
      let waiting = "";
      for await (const piece of text) {
        waiting += piece;
        if (waiting.length < PIECE) continue;
        await write(waiting);
        waiting = "";
      }
      if (waiting !== "") await write(waiting);
      await writer.close();
    } catch (error) {
      await writer.abort(error).catch(() => {});
      throw error;
    }
  })();
  // Its failure is told by the reader below, and once more by the await at the end.
  feeding.catch(() => {});
  const reader = stream.readable.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    yield value as Uint8Array;
  }
  await feeding;
}
