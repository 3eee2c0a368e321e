import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { CrmError } from "#core/platform/errors.ts";
import {
  MANIFEST,
  MAX_MANIFEST_BYTES,
  type Manifest,
  type Restore,
  readManifest,
  refusal,
} from "#core/workspace/backup/index.ts";
import type { Reached } from "../reach-server.ts";

export type RestoreResult = { folder: string; items: number; files: number; resumed: boolean };

const BATCH_BYTES = 512 * 1024;
const BATCH_LINES = 1000;
const NEWLINE = 10;

type Listed = { name: string; bytes: number; sha256: string };

/**
 * Restores an exported folder into the workspace, which must be empty. Everything is read and its checksum compared
 * before the first item is written, and compared once more while writing. Run again after it was killed, it goes on.
 */
export async function restoreFolder(
  server: Reached,
  folder: string,
  tell: (line: string) => void,
): Promise<RestoreResult> {
  const text = await readText(folder);
  const manifest = readManifest(text);
  const standing = (await server.call("GET", "/backup/restore")) as Restore;
  if (standing.state !== "filled") await checkAll(folder, manifest, tell);
  const from = (await server.call("POST", "/backup/restore", {
    manifest: createHash("sha256").update(text).digest("hex"),
  })) as Restore;
  const resumed = standing.state === "restoring";
  if (resumed) tell(`going on at part ${from.part + 1} of ${manifest.parts.length}, line ${from.line + 1}`);
  for (const [at, part] of manifest.parts.entries()) {
    if (at < from.part) continue;
    await sendPart(server, folder, part, at, at === from.part ? from.line : 0);
    tell(`part ${at + 1} of ${manifest.parts.length}`);
  }
  for (const [at, file] of manifest.files.entries()) if (at >= from.file) await sendFile(server, folder, file, at);
  await server.call("POST", "/backup/restore/finish");
  return { folder, items: manifest.counts.items, files: manifest.counts.files, resumed };
}

async function readText(folder: string): Promise<string> {
  const path = join(folder, MANIFEST);
  const found = await lstat(path).catch(() => null);
  if (!found?.isFile()) {
    throw refusal("not_a_backup", `There is no ${MANIFEST} in ${folder}: it is no exported workspace, or a half one.`);
  }
  if (found.size > MAX_MANIFEST_BYTES) throw refusal("manifest_broken", `${MANIFEST} is too large.`);
  return readFile(path, "utf8");
}

const pathOfPart = (folder: string, { name }: Listed) => join(folder, name);
const pathOfFile = (folder: string, { name }: Listed) => join(folder, "files", name);

async function checkAll(folder: string, { parts, files }: Manifest, tell: (line: string) => void): Promise<void> {
  tell(`checking ${parts.length} parts and ${files.length} files`);
  const all = [
    ...parts.map((one) => [one, pathOfPart(folder, one)] as const),
    ...files.map((one) => [one, pathOfFile(folder, one)] as const),
  ];
  // Sizes first: what is missing or cut off is told at once.
  for (const [one, path] of all) await checkSize(folder, one, path);
  for (const [one, path] of all) {
    const hash = createHash("sha256");
    for await (const chunk of createReadStream(path)) hash.update(chunk);
    compare(one, hash.digest("hex"));
  }
}

async function checkSize(folder: string, { name, bytes }: Listed, path: string): Promise<void> {
  const found = await lstat(path).catch(() => null);
  if (!found) throw refusal("file_missing", `${name} is in the manifest, but not in ${folder}.`);
  if (!found.isFile()) throw refusal("file_missing", `${name} is not a plain file.`);
  if (found.size !== bytes)
    throw refusal("damaged", `${name} has ${found.size} bytes, and the manifest says ${bytes}.`);
}

function compare({ name, sha256 }: Listed, found: string): void {
  if (found !== sha256) throw refusal("damaged", `${name} is damaged: its checksum is not the manifest's.`);
}

type Batch = { lines: Buffer[]; bytes: number };

async function sendPart(
  server: Reached,
  folder: string,
  part: Listed & { lines: number },
  number: number,
  from: number,
) {
  const hash = createHash("sha256");
  let line = 0;
  let sent = from;
  let batch: Batch = { lines: [], bytes: 0 };
  const send = async (last: boolean) => {
    const query = `?part=${number}&line=${sent}&last=${last}`;
    await put(server, `/backup/restore/lines${query}`, new Blob(batch.lines as BlobPart[]), "application/x-ndjson");
    sent += batch.lines.length;
    batch = { lines: [], bytes: 0 };
  };
  for await (const one of linesOf(createReadStream(pathOfPart(folder, part)), (chunk) => hash.update(chunk))) {
    line += 1;
    if (line <= from) continue;
    batch.lines.push(one);
    batch.bytes += one.byteLength;
    if (batch.bytes >= BATCH_BYTES || batch.lines.length >= BATCH_LINES) {
      // The last batch waits for the checksum of the whole.
      if (line < part.lines) await send(false);
    }
  }
  compare(part, hash.digest("hex"));
  await send(true);
}

/** Each with its line break. Only `\n` ends a line: JSON may hold the other breaks of Unicode. */
async function* linesOf(chunks: AsyncIterable<Buffer>, seen: (chunk: Buffer) => void): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    seen(chunk);
    const all = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let start = 0;
    for (let end = all.indexOf(NEWLINE); end !== -1; end = all.indexOf(NEWLINE, start)) {
      yield all.subarray(start, end + 1);
      start = end + 1;
    }
    rest = all.subarray(start);
  }
  if (rest.length > 0) yield rest;
}

/** What a function of AWS takes as one request, with room for its encoding. */
const MOST_THROUGH_API = 4 * 1024 * 1024;

async function sendFile(server: Reached, folder: string, file: Listed, number: number): Promise<void> {
  const { name, bytes } = file;
  if (bytes > MOST_THROUGH_API) {
    const asked = { name, number, bytes };
    const { url } = (await server.call("POST", "/backup/restore/file/address", asked)) as { url: string | null };
    if (url !== null) {
      await placeFile(url, checked(folder, file), file);
      await server.call("POST", "/backup/restore/file/placed", asked);
      return;
    }
  }
  const query = `?name=${encodeURIComponent(name)}&number=${number}`;
  await put(
    server,
    `/backup/restore/file${query}`,
    Readable.toWeb(checked(folder, file)) as ReadableStream,
    "application/octet-stream",
  );
}

/** The file's bytes; ends in an error when its checksum is not the manifest's. */
function checked(folder: string, file: Listed): Readable {
  const hash = createHash("sha256");
  return Readable.from(
    (async function* () {
      for await (const chunk of createReadStream(pathOfFile(folder, file))) {
        hash.update(chunk);
        yield chunk;
      }
      compare(file, hash.digest("hex"));
    })(),
  );
}

/** To an address that is signed for so many bytes. */
async function placeFile(url: string, from: Readable, { name, bytes }: Listed): Promise<void> {
  const body = Readable.toWeb(from) as ReadableStream;
  const headers = { "content-length": String(bytes), "content-type": "application/octet-stream" };
  const { ok, status } = await fetch(url, { method: "PUT", body, headers, duplex: "half" } as RequestInit);
  if (!ok) throw new CrmError("unavailable", "restore.not_taken", `${name} was not taken (${status}). Run this again.`);
}

async function put(server: Reached, path: string, body: Blob | ReadableStream, type: string): Promise<void> {
  const init = { method: "PUT", body, headers: { "content-type": type }, duplex: "half" };
  await server.fetch(path, init as RequestInit);
}
