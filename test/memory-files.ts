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
    async read(name) {
      const chunks = files.get(name);
      if (!chunks) return null;
      const stream = (async function* () {
        yield* chunks;
      })();
      return { bytes: chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0), stream };
    },
    async remove(name) {
      files.delete(name);
    },
  };
}
