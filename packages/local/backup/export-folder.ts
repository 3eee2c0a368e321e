import { createHash, type Hash } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { CrmError } from "#core/platform/errors.ts";
import {
  BACKUP_FORMAT,
  BACKUP_VERSION,
  type Changed,
  type Copy,
  type CopyPage,
  MANIFEST,
  type Manifest,
  refusal,
} from "#core/workspace/backup/index.ts";
import type { Reached } from "../reach-server.ts";

export type ExportResult = { folder: string; items: number; files: number; bytes: number; seq: number; exact: boolean };

const PART_BYTES = 32 * 1024 * 1024;
const MAX_PASSES = 3;
/** So many items written meanwhile are read again before the next page, so that the server need not note more. */
const MOST_WAITING = 5_000;
const UNDER_WAY = "export.unfinished";
const TELL_EVERY = 20_000;

/**
 * Copies the whole workspace into `folder`, which must be new or empty, or hold what a killed export left. The
 * manifest is written last: a folder without one is no export. Files are the owner's alone (mode 0600).
 */
export async function exportFolder(
  server: Reached,
  folder: string,
  tell: (line: string) => void,
): Promise<ExportResult> {
  await prepare(folder);
  for (let pass = 1; ; pass++) {
    const copy = (await server.call("POST", "/backup/copies")) as Copy;
    const parts = new Parts(folder);
    const files = new Map<string, Manifest["files"][number]>();
    try {
      await copyItems(server, copy, parts, tell);
      await copyFiles(server, folder, files, tell);
      const last = await copyChanged(server, copy, parts);
      // A file lies there before an item tells of it: all that the items name is there by now.
      await copyFiles(server, folder, files, tell);
      await parts.close();
      if (!last.exact && pass < MAX_PASSES) {
        tell("people wrote meanwhile: once more");
        continue;
      }
      const manifest = manifestOf(copy, parts, [...files.values()], last);
      await writeManifest(folder, manifest);
      const { items, bytes } = manifest.counts;
      return { folder, items, files: files.size, bytes, seq: manifest.seq, exact: manifest.exact };
    } finally {
      await parts.close();
    }
  }
}

async function prepare(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const names = await readdir(folder);
  if (names.length > 0 && !names.includes(UNDER_WAY)) {
    throw refusal("folder_not_empty", `${folder} is not empty. Name a new folder.`);
  }
  await writeFile(join(folder, UNDER_WAY), "This export was not finished: it holds no manifest.\n", { mode: 0o600 });
  await Promise.all(
    ["items", "files", MANIFEST].map((name) => rm(join(folder, name), { recursive: true, force: true })),
  );
}

async function copyItems(server: Reached, copy: Copy, parts: Parts, tell: (line: string) => void): Promise<void> {
  let cursor: string | null = null;
  let told = 0;
  do {
    const query: string = cursor === null ? "" : `?cursor=${encodeURIComponent(cursor)}`;
    const page = (await server.call("GET", `/backup/copies/${copy.id}/items${query}`)) as CopyPage;
    for (const item of page.items) await parts.write(item);
    cursor = page.nextCursor;
    if (page.waiting > MOST_WAITING) await takeChanged(server, copy, parts);
    if (parts.lines - told < TELL_EVERY) continue;
    told = parts.lines;
    tell(`${parts.lines} items`);
  } while (cursor !== null);
}

/** Reads again what was written meanwhile, until nothing more was: the last turn is the instant of the export. */
async function copyChanged(server: Reached, copy: Copy, parts: Parts): Promise<Changed> {
  for (;;) {
    const changed = await takeChanged(server, copy, parts, true);
    if (changed.done) return changed;
  }
}

async function takeChanged(server: Reached, copy: Copy, parts: Parts, end = false): Promise<Changed> {
  const changed = (await server.call(
    "POST",
    `/backup/copies/${copy.id}/changed?since=${copy.seq}&end=${end}`,
  )) as Changed;
  for (const item of changed.items) await parts.write(item);
  for (const gone of changed.gone) await parts.write({ gone });
  return changed;
}

async function copyFiles(
  server: Reached,
  folder: string,
  files: Map<string, Manifest["files"][number]>,
  tell: (line: string) => void,
): Promise<void> {
  let after = "";
  for (;;) {
    const query = `?after=${encodeURIComponent(after)}`;
    const { items } = (await server.call("GET", `/backup/files${query}`)) as {
      items: { name: string; bytes: number }[];
    };
    for (const { name, bytes } of items) {
      if (files.get(name)?.bytes === bytes) continue;
      const copied = await copyFile(server, join(folder, "files", name), name);
      if (copied) files.set(name, copied);
      else files.delete(name);
    }
    const last = items.at(-1);
    if (!last) break;
    after = last.name;
  }
  if (files.size > 0) tell(`${files.size} files`);
}

/** Null when it was taken away meanwhile. */
async function copyFile(server: Reached, path: string, name: string): Promise<Manifest["files"][number] | null> {
  const response = await server
    .fetch(`/backup/file?name=${encodeURIComponent(name)}`, { method: "GET" })
    .catch((error) => {
      if (error instanceof CrmError && error.code === "file.not_found") return null;
      throw error;
    });
  if (!response) return null;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const out = await open(path, "w", 0o600);
  const hash = createHash("sha256");
  let bytes = 0;
  try {
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      hash.update(chunk);
      bytes += chunk.byteLength;
      await out.writeFile(chunk);
    }
    await out.sync();
  } finally {
    await out.close();
  }
  return { name, bytes, sha256: hash.digest("hex") };
}

/** Parts of bounded size, each line an item. */
class Parts {
  readonly done: Manifest["parts"] = [];
  lines = 0;
  items = 0;
  readonly #folder: string;
  #out: FileHandle | null = null;
  #hash: Hash = createHash("sha256");
  #bytes = 0;
  #linesOfPart = 0;
  #waiting: string[] = [];
  #waitingLength = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async write(line: object): Promise<void> {
    const text = `${JSON.stringify(line)}\n`;
    this.#waiting.push(text);
    this.#waitingLength += text.length;
    this.#linesOfPart += 1;
    this.lines += 1;
    if ("pk" in line) this.items += 1;
    if (this.#waitingLength < 1024 * 1024) return;
    await this.#flush();
    if (this.#bytes >= PART_BYTES) await this.close();
  }

  async close(): Promise<void> {
    if (this.#waitingLength > 0) await this.#flush();
    if (!this.#out) return;
    await this.#out.sync();
    await this.#out.close();
    this.#out = null;
    const sha256 = this.#hash.digest("hex");
    this.done.push({ name: this.#name(), bytes: this.#bytes, lines: this.#linesOfPart, sha256 });
    this.#hash = createHash("sha256");
    this.#bytes = 0;
    this.#linesOfPart = 0;
  }

  #name(): string {
    return `items/${String(this.done.length + 1).padStart(4, "0")}.ndjson`;
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.from(this.#waiting.join(""));
    this.#waiting = [];
    this.#waitingLength = 0;
    if (!this.#out) {
      await mkdir(join(this.#folder, "items"), { recursive: true, mode: 0o700 });
      this.#out = await open(join(this.#folder, this.#name()), "w", 0o600);
    }
    this.#hash.update(bytes);
    this.#bytes += bytes.byteLength;
    await this.#out.writeFile(bytes);
  }
}

function manifestOf(copy: Copy, parts: Parts, files: Manifest["files"], last: Changed): Manifest {
  const bytes = [...parts.done, ...files].reduce((sum, one) => sum + one.bytes, 0);
  return {
    format: BACKUP_FORMAT,
    formatVersion: BACKUP_VERSION,
    productVersion: copy.productVersion,
    exportedAt: copy.at,
    engine: copy.engine,
    workspace: copy.workspace,
    seq: last.exact ? last.seq : copy.seq,
    exact: last.exact,
    counts: { lines: parts.lines, items: parts.items, files: files.length, bytes },
    parts: parts.done,
    files,
  };
}

/** On the disk under another name first, so that a folder with a manifest is whole. */
async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const partial = join(folder, `${MANIFEST}.partial`);
  const out = await open(partial, "w", 0o600);
  await out.writeFile(`${JSON.stringify(manifest, null, 1)}\n`);
  await out.sync();
  await out.close();
  await rename(partial, join(folder, MANIFEST));
  await rm(join(folder, UNDER_WAY), { force: true });
}
