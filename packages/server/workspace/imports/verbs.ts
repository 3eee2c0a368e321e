import { notFound } from "#core/platform/errors.ts";
import type { Import, ImportPreview, NewImport } from "#core/workspace/imports/index.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { putNew } from "#server/platform/entity.ts";
import type { RawAnswer } from "#server/platform/routes.ts";
import type { ImportRow } from "./import-file.ts";
import { type Importer, importerFor } from "./importer.ts";
import { refusedRows, runImport } from "./run-import.ts";
import { openSample } from "./sample.ts";
import { refuseOpenDates, settle } from "./settle.ts";
import { findImport, importEntity, listStoredImports, type StoredImport, shownImport, writeOfUse } from "./store.ts";

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

/** Goes on with imports that stand still: their process died, or the disk was too full to say that they ended. */
export async function resumeImports(ctx: Ctx, importers: Importers): Promise<void> {
  for (const one of await listStoredImports(ctx.table)) {
    if (one.state === "running" && !underWay.has(one.id)) goOn(ctx, importerFor(ctx, importers[one.as]), one, true);
  }
}

async function load(ctx: Ctx, id: string) {
  const found = await findImport(ctx.table, id);
  if (!found) throw notFound("import");
  return found;
}
