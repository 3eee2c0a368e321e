import { CrmError, invalid } from "#core/platform/errors.ts";
import { MAX_LINES_BYTES, type Restore } from "#core/workspace/backup/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { Files } from "#server/platform/files.ts";
import { type Item, type Table, TableError, type WholeTable } from "#server/platform/table.ts";
import {
  clear,
  endRestore,
  findUsed,
  isGone,
  isSettings,
  type Marker,
  moveMarker,
  outOfStep,
  putMarker,
  readLine,
  readMarker,
  writeLines,
} from "./store.ts";

type Bytes = AsyncIterable<Uint8Array>;

const MAX_FILE_BYTES = 1024 * 1024 * 1024;

/** Where the restore of this workspace is, if there is one; else whether there could be. */
export async function getRestore(ctx: Ctx, whole: WholeTable): Promise<Restore> {
  const marker = await readMarker(ctx.table);
  if (marker) return shown(marker);
  const because = await findUsed(whole);
  return { state: because ? "filled" : "empty", manifest: null, part: 0, line: 0, file: 0, because };
}

/** Begins a restore, or says where the one that was interrupted goes on. */
export async function startRestore(
  ctx: Ctx,
  whole: Table & WholeTable,
  manifest: string,
  credentialHash: string | null,
): Promise<Restore> {
  const before = await readMarker(ctx.table);
  if (before && before.manifest !== manifest) {
    throw new CrmError(
      "conflict",
      "restore.other_export",
      "This workspace is half restored from another export. Go on with that one, or start with a new data folder.",
    );
  }
  if (!before) {
    const used = await findUsed(whole);
    if (used) throw notEmpty(used);
    await putMarker(ctx.table, manifest);
  }
  const marker = await load(ctx);
  // Also when it died before the first line: some of what was there may be left.
  if (marker.part === 0 && marker.line === 0) await clear(whole, credentialHash);
  return shown(marker);
}

function notEmpty(used: string): CrmError {
  return new CrmError(
    "conflict",
    "restore.not_empty",
    `This workspace is not empty (it has records of the kind «${used}»). Restore only into an empty one, such as a new data folder: PEYVAND_DATA=./new peyvand restore FOLDER.`,
  );
}

/** Writes some lines. Repeating it after a death does no harm: each is written as it is, whatever stands there. */
export async function putLines(
  ctx: Ctx,
  place: { part: number; line: number; last: boolean },
  body: Bytes | null,
): Promise<undefined> {
  const marker = await load(ctx);
  if (marker.part !== place.part || marker.line !== place.line) throw outOfStep();
  const texts = (await readText(body)).split("\n");
  if (texts.at(-1) === "") texts.pop();
  const lines = texts.map((text, at) => {
    const line = readLine(text);
    if (!line) throw invalid("restore.line_broken", `Line ${place.line + at + 1} is not an item.`);
    return line;
  });
  let { held } = marker;
  const others: typeof lines = [];
  for (const line of lines) {
    const isGoneLine = isGone(line);
    // The settings come last of all: until then their place says that the workspace is not whole.
    if (isSettings(isGoneLine ? line.gone : line)) held = isGoneLine ? null : (line as Item);
    else others.push(line);
  }
  try {
    await writeLines(ctx.table, others);
  } catch (error) {
    if (error instanceof TableError && error.kind === "invalid")
      throw invalid("restore.line_broken", `An item cannot be stored: ${error.message}.`);
    throw error;
  }
  const next = place.last ? { part: place.part + 1, line: 0 } : { part: place.part, line: place.line + lines.length };
  await moveMarker(ctx.table, marker, { ...marker, ...next, held });
}

export async function putFile(
  ctx: Ctx,
  { name, number }: { name: string; number: number },
  body: Bytes | null,
): Promise<undefined> {
  const marker = await load(ctx);
  if (marker.file !== number) throw outOfStep();
  await filesFor(ctx).write(name, body ?? nothing(), MAX_FILE_BYTES);
  await moveMarker(ctx.table, marker, { ...marker, file: number + 1 });
}

type Placed = { name: string; number: number; bytes: number };

/** A function takes no more than some megabytes: larger files go straight to where files lie, where there is such an address. */
export async function addressOfFile(ctx: Ctx, { name, number, bytes }: Placed): Promise<{ url: string | null }> {
  const marker = await load(ctx);
  if (marker.file !== number) throw outOfStep();
  refuseLarge(bytes);
  return { url: (await filesFor(ctx).uploadAddress?.(name, bytes)) ?? null };
}

export async function confirmFile(ctx: Ctx, { name, number, bytes }: Placed): Promise<undefined> {
  const marker = await load(ctx);
  if (marker.file !== number) throw outOfStep();
  const found = await filesFor(ctx).size(name);
  if (found !== bytes)
    throw invalid(
      "restore.file_wrong",
      `${name} should have ${bytes} bytes and has ${found ?? "none"}. Send it again.`,
    );
  await moveMarker(ctx.table, marker, { ...marker, file: number + 1 });
}

function refuseLarge(bytes: number): void {
  if (bytes > MAX_FILE_BYTES)
    throw new CrmError("limit", "upload.too_large", `A file may have at most ${MAX_FILE_BYTES} bytes.`);
}

export async function finishRestore(ctx: Ctx, credentialHash: string | null): Promise<{ done: true }> {
  const { held } = await load(ctx);
  await endRestore(ctx.table, held, credentialHash);
  // What was not numbered or delivered when it was exported is so now.
  ctx.announce([]);
  return { done: true };
}

export function filesFor(ctx: Ctx): Files {
  if (ctx.files) return ctx.files;
  throw new CrmError("unavailable", "files.not_configured", "This installation has no place for files yet.");
}

async function load(ctx: Ctx): Promise<Marker> {
  const marker = await readMarker(ctx.table);
  if (!marker) throw invalid("restore.not_started", "No restore has begun here.");
  return marker;
}

function shown({ manifest, part, line, file }: Marker): Restore {
  return { state: "restoring", manifest, part, line, file, because: null };
}

async function readText(body: Bytes | null): Promise<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let bytes = 0;
  try {
    for await (const chunk of body ?? nothing()) {
      bytes += chunk.byteLength;
      if (bytes > MAX_LINES_BYTES) throw new CrmError("limit", "request.too_large", "Send at most 4 MB of lines.");
      text += decoder.decode(chunk, { stream: true });
    }
    return text + decoder.decode();
  } catch (error) {
    if (error instanceof CrmError) throw error;
    throw invalid("restore.line_broken", "The lines are not UTF-8, or were cut off.");
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
