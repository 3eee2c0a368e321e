import { createReadStream, createWriteStream, existsSync, readdirSync, rmSync } from "node:fs";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { finished } from "node:stream/promises";
import { CrmError } from "#core/platform/errors.ts";
import type { Files } from "#server/platform/files.ts";

const NAME = /^[a-zA-Z0-9_-]+(\/[a-zA-Z0-9_.-]+)*$/;

/** Files in a folder of the data folder. Names are made by the server; anything path-like is refused all the same. */
export function createDiskFiles(folder: string): Files {
  const pathOf = (name: string) => {
    if (!NAME.test(name) || name.includes("..")) throw new Error(`Not a file name: ${name}`);
    return join(folder, name);
  };
  removePartial(folder);
  return {
    async write(name, bytes, maxBytes) {
      const path = pathOf(name);
      await mkdir(dirname(path), { recursive: true });
      const partial = `${path}.partial`;
      const out = createWriteStream(partial, { mode: 0o600 });
      const done = finished(out);
      done.catch(() => {});
      let size = 0;
      try {
        for await (const chunk of bytes) {
          size += chunk.byteLength;
          if (size > maxBytes)
            throw new CrmError("limit", "upload.too_large", `A file may have at most ${maxBytes} bytes.`);
          if (!out.write(chunk))
            await Promise.race([new Promise<void>((resolve) => out.once("drain", () => resolve())), done]);
        }
        out.end();
        await done;
        await rename(partial, path);
        return { bytes: size };
      } catch (error) {
        out.destroy();
        await rm(partial, { force: true });
        if ((error as NodeJS.ErrnoException).code === "ENOSPC") {
          throw new CrmError("unavailable", "storage.full", "The disk is full. Nothing was kept of this file.");
        }
        throw error;
      }
    },
    async read(name, range) {
      const path = pathOf(name);
      const found = await stat(path).catch(() => null);
      if (!found) return null;
      if (range && range.to <= range.from) return { bytes: found.size, stream: nothing() };
      const stream = range ? createReadStream(path, { start: range.from, end: range.to - 1 }) : createReadStream(path);
      return { bytes: found.size, stream };
    },
    async size(name) {
      return (await stat(pathOf(name)).catch(() => null))?.size ?? null;
    },
    async list({ after, limit }) {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
      const names = entries
        .filter((entry) => entry.isFile() && !entry.name.endsWith(".partial"))
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, "/"))
        .filter((name) => NAME.test(name) && name > after)
        .sort();
      const found = await Promise.all(
        names.slice(0, limit).map(async (name) => ({ name, stats: await stat(pathOf(name)).catch(() => null) })),
      );
      return found.flatMap(({ name, stats }) => (stats ? [{ name, bytes: stats.size }] : []));
    },
    async remove(name) {
      await rm(pathOf(name), { force: true });
    },
  };
}

/** What a process that died was writing. */
function removePartial(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }))
    if (name.endsWith(".partial")) rmSync(join(folder, name), { force: true });
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
