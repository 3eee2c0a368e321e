import { CrmError } from "#core/platform/errors.ts";
import type { Files } from "#server/platform/files.ts";

/** Files in memory, for tests whose subject is not the disk. */
export function createMemoryFiles(): Files {
  const files = new Map<string, Uint8Array[]>();
  return {
    async write(name, bytes, maxBytes) {
      const chunks: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of bytes) {
        size += chunk.byteLength;
        if (size > maxBytes) throw new CrmError("limit", "upload.too_large", "Too large.");
        chunks.push(chunk);
      }
      files.set(name, chunks);
      return { bytes: size };
    },
    async read(name, range) {
      const chunks = files.get(name);
      if (!chunks) return null;
      const whole = range && Buffer.concat(chunks);
      const stream = (async function* () {
        if (whole) yield new Uint8Array(whole.subarray(range.from, range.to));
        else yield* chunks;
      })();
      return { bytes: sizeOf(chunks), stream };
    },
    async size(name) {
      const chunks = files.get(name);
      return chunks ? sizeOf(chunks) : null;
    },
    async list({ after, limit }) {
      const names = [...files.keys()].filter((name) => name > after).sort();
      return names.slice(0, limit).map((name) => ({
        name,
        bytes: (files.get(name) ?? []).reduce((sum, chunk) => sum + chunk.byteLength, 0),
      }));
    },
    async remove(name) {
      files.delete(name);
    },
  };
}

function sizeOf(chunks: readonly Uint8Array[]): number {
  return chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
}
