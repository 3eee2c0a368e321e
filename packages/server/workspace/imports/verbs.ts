import { CrmError, notFound } from "#core/platform/errors.ts";
import type { Import, ImportPreview, NewImport } from "#core/workspace/imports/index.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { putAlways, putNew } from "#server/platform/entity.ts";
import type { RawAnswer } from "#server/platform/routes.ts";
import type { ImportRow } from "./import-file.ts";
import { type Importer, importerFor } from "./importer.ts";
import { finish, refusedRows, runImport } from "./run-import.ts";
import { leftRecords, runRevert } from "./run-revert.ts";
import { openSample } from "./sample.ts";
import { refuseOpenDates, settle } from "./settle.ts";
import {
  findImport,
  importEntity,
  listStoredImports,
  removalOfWish,
  type StoredImport,
  saveRevert,
  shownImport,
  writeOfUse,
  writeOfWish,
} from "./store.ts";

export type Importers = { readonly [kind in NewImport["as"]]: Importer };

const PREVIEW_ROWS = 20;
const SAMPLES = 3;

export async function previewImport(ctx: Ctx, importers: Importers, input: NewImport): Promise<ImportPreview> {
  const importer = importerFor(ctx, importers[input.as]);
  const { file, sample } = await openSample(ctx, input);
  const { settings, columns: found, mapping } = await settle(ctx, importer, file, sample, input);
  const shown = sample.slice(0, PREVIEW_ROWS);
  const readable = shown.filter(({ problem }) => !problem);
  const inputs = readable.map(({ cells }) => ({ id: ctx.newId("cus"), cells }));
  const outcomes = await importer.importRows(ctx, inputs, settings, { rehearse: { memory: new Map() } });
  const rows = shown.map(({ line, cells, problem }) => {
    const values = cells.map((cell) => cell.slice(0, 200));
    if (problem) return { line, values, outcome: "refuse" as const, reasons: [problem.code] };
    const { outcome, reasons } = outcomes.shift()!;
    return { line, values, outcome, reasons: reasons.map(({ code }) => code) };
  });
  const columns = found.map((column, at) => ({ ...column, samples: samplesOf(sample, at) }));
  const { format, encoding, delimiter, sheet, sheets } = file;
  const { region, product = null } = settings;
  return { format, encoding, delimiter, sheet, sheets, mapping, product, region, columns, rows };
}

export async function startImport(ctx: Ctx, importers: Importers, input: NewImport): Promise<Import> {
  const importer = importerFor(ctx, importers[input.as]);
  const { file, sample, upload, bytes } = await openSample(ctx, input);
  const { settings, columns } = await settle(ctx, importer, file, sample, input);
  refuseOpenDates(columns);
  const started: StoredImport = {
    id: ctx.newId("imp"),
    as: input.as,
    fileName: upload.fileName,
    onDuplicate: input.onDuplicate,
    state: "running",
    rows: 0,
    added: 0,
    merged: 0,
    skipped: 0,
    refused: 0,
    reasons: {},
    revert: null,
    refusedFile: null,
    bytes,
    bytesRead: 0,
    startedAt: ctx.now(),
    by: ctx.actor.name,
    uploadId: input.uploadId,
    settings,
    refusedChunks: [],
  };
  await commit(ctx, {
    writes: [putNew(importEntity, started), writeOfUse(upload, started.id)],
    change: {
      entity: "import",
      entityId: started.id,
      verb: "import.started",
      fields: { fileName: { after: upload.fileName } },
    },
  });
  goOn(ctx, importer, started);
  return shownImport(started);
}

/** The imports of this process that are under way. */
const underWay = new Set<string>();

function goOn(ctx: Ctx, importer: Importer, from: StoredImport, again = false): void {
  const running = { ...ctx, idempotency: undefined, via: from.id };
  underWay.add(from.id);
  ctx.inBackground(() => runImport(running, importer, from, again).finally(() => underWay.delete(from.id)));
}

function samplesOf(sample: readonly ImportRow[], column: number): string[] {
  const filled = sample.flatMap(({ cells }) => cells[column]?.trim().slice(0, 80) || []);
  return [...new Set(filled)].slice(0, SAMPLES);
}

export async function getImport(ctx: Ctx, id: string): Promise<Import> {
  return shownImport(await load(ctx, id));
}

export async function listImports(ctx: Ctx): Promise<{ items: Import[] }> {
  return { items: (await listStoredImports(ctx.table)).map(shownImport) };
}

export async function getRefusedRows(ctx: Ctx, id: string): Promise<RawAnswer> {
  return refusedRows(ctx, await load(ctx, id));
}

/** A pause is asked for and comes after the rows that are under way. */
export async function pauseImport(ctx: Ctx, id: string): Promise<Import> {
  const one = await load(ctx, id);
  if (one.state !== "running") throw wrongState(one);
  await wish(ctx, one, "pause");
  return getImport(ctx, id);
}

export async function cancelImport(ctx: Ctx, id: string): Promise<Import> {
  const one = await load(ctx, id);
  if (one.state === "paused") await finish(ctx, { ...one, state: "cancelled" });
  else if (one.state === "running") await wish(ctx, one, "cancel");
  else throw wrongState(one);
  return getImport(ctx, id);
}

async function wish(ctx: Ctx, { id }: StoredImport, wanted: "pause" | "cancel"): Promise<void> {
  await commit(ctx, {
    writes: [writeOfWish(id, wanted)],
    change: { entity: "import", entityId: id, verb: `import.${wanted}`, partition: `import#${id}` },
  });
}

export async function resumeImport(ctx: Ctx, importers: Importers, id: string): Promise<Import> {
  const one = await load(ctx, id);
  const isOver = one.state === "done" || one.state === "running" || (one.revert ?? null) !== null;
  if (isOver || underWay.has(id)) throw wrongState(one);
  const { finishedAt: _finished, error: _error, ...rest } = one;
  const going: StoredImport = { ...rest, state: "running" };
  await commit(ctx, {
    writes: [putAlways(importEntity, going), removalOfWish(id)],
    change: { entity: "import", entityId: id, verb: "import.resumed", partition: `import#${id}` },
  });
  goOn(ctx, importerFor(ctx, importers[one.as]), going, true);
  return shownImport(going);
}

/** Takes back a whole import, in the background: what people changed since is left alone and listed. */
export async function revertImport(ctx: Ctx, importers: Importers, id: string): Promise<Import> {
  const one = await load(ctx, id);
  const hasEnded = one.state === "done" || one.state === "cancelled" || one.state === "failed";
  const mayBegin = (one.revert ?? null) === null || one.revert?.state === "failed";
  if (!hasEnded || !mayBegin || underWay.has(id)) throw wrongState(one);
  const begun: StoredImport = {
    ...one,
    revert: { state: "running", removed: 0, restored: 0, left: 0, leftFile: null, startedAt: ctx.now() },
    reverting: { done: -1, leftChunks: [], by: ctx.actor },
  };
  await saveRevert(ctx.table, begun);
  takeBack(ctx, importers, begun);
  return shownImport(begun);
}

function takeBack(ctx: Ctx, importers: Importers, from: StoredImport): void {
  const reverting = { ...ctx, idempotency: undefined, actor: from.reverting?.by ?? ctx.actor };
  underWay.add(from.id);
  ctx.inBackground(() => runRevert(reverting, importers, from).finally(() => underWay.delete(from.id)));
}

function wrongState({ state }: StoredImport): CrmError {
  return new CrmError("conflict", "import.wrong_state", `An import that is ${state} cannot do this.`, [
    { path: "state", code: state },
  ]);
}

export async function getLeftRecords(ctx: Ctx, id: string): Promise<RawAnswer> {
  return leftRecords(ctx, await load(ctx, id));
}

/** Goes on with imports that stand still: their process died, or the disk was too full to say that they ended. */
export async function resumeImports(ctx: Ctx, importers: Importers): Promise<void> {
  for (const one of await listStoredImports(ctx.table)) {
    if (underWay.has(one.id)) continue;
    if (one.state === "running") goOn(ctx, importerFor(ctx, importers[one.as]), one, true);
    else if (one.revert?.state === "running") takeBack(ctx, importers, one);
  }
}

async function load(ctx: Ctx, id: string) {
  const found = await findImport(ctx.table, id);
  if (!found) throw notFound("import");
  return found;
}
