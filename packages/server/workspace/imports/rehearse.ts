import { CrmError, notFound } from "#core/platform/errors.ts";
import type { Id } from "#core/platform/ids.ts";
import type { NewImport, Rehearsal } from "#core/workspace/imports/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { type ImportRow, openFile } from "./import-file.ts";
import { type Importer, type ImportSettings, importerFor, type RowOutcome } from "./importer.ts";
import { lookThrough } from "./look-through.ts";
import { rowId } from "./row-id.ts";
import { openSample } from "./sample.ts";
import { settle } from "./settle.ts";
import { findRehearsal, saveRehearsal } from "./store.ts";
import { openUpload } from "./uploads.ts";
import type { Importers } from "./verbs.ts";

const CHUNK_ROWS = 400;
const COUNTER_OF = { add: "added", merge: "merged", skip: "skipped", refuse: "refused" } as const;

/** The newest rehearsal of each upload in this process: one that is asked for anew gives up the one before. */
const newest = new Map<string, string>();

/** Begins to count over the whole file what an import would do. It writes nothing but its own progress. */
export async function startRehearsal(ctx: Ctx, importers: Importers, input: NewImport): Promise<Rehearsal> {
  const importer = importerFor(ctx, importers[input.as]);
  const { file, sample } = await openSample(ctx, input);
  const { settings } = await settle(ctx, importer, file, sample, input);
  const state: Rehearsal = {
    id: ctx.newId("imp"),
    state: "running",
    rows: 0,
    total: null,
    added: 0,
    merged: 0,
    skipped: 0,
    refused: 0,
    inFile: 0,
    reasons: {},
    warnings: {},
    asks: [],
    error: null,
  };
  await saveRehearsal(ctx.table, state, ctx.now());
  newest.set(input.uploadId, state.id);
  const quiet = { ...ctx, idempotency: undefined };
  ctx.inBackground(() => rehearse(quiet, importer, input.uploadId, settings, { ...state }));
  return state;
}

export async function getRehearsal(ctx: Ctx, id: string): Promise<Rehearsal> {
  const found = await findRehearsal(ctx.table, id);
  if (!found) throw notFound("import");
  return found;
}

async function rehearse(
  ctx: Ctx,
  importer: Importer,
  uploadId: string,
  settings: ImportSettings,
  state: Rehearsal,
): Promise<void> {
  const save = () => saveRehearsal(ctx.table, state, ctx.now());
  const isWanted = () => newest.get(uploadId) === state.id && !ctx.isStopping();
  try {
    const upload = await openUpload(ctx, uploadId);
    const { sheet } = settings;
    const seen = await lookThrough(importer, await openFile(upload.file, { sheet }), settings);
    state.total = seen.rows;
    state.asks = seen.asked.flatMap(({ asks }, column) => (asks ? [{ column, asks }] : []));
    await save();
    const memory = new Map<string, unknown>();
    let chunk: ImportRow[] = [];
    const flush = async () => {
      await countChunk(ctx, importer, chunk, seen.settings, memory, state);
      chunk = [];
      await save();
    };
    for await (const row of (await openFile(upload.file, { sheet })).rows) {
      chunk.push(row);
      if (chunk.length < CHUNK_ROWS) continue;
      await flush();
      if (!isWanted()) return;
    }
    await flush();
    state.state = "done";
  } catch (error) {
    const known = error instanceof CrmError ? error : null;
    if (!known) ctx.log.error("rehearsal.failed", error, { upload: uploadId });
    const { code, message } = known ?? { code: "import.failed", message: "Something went wrong on our side." };
    Object.assign(state, { state: "failed", error: { code, message } });
  } finally {
    if (newest.get(uploadId) === state.id) newest.delete(uploadId);
  }
  await save();
}

async function countChunk(
  ctx: Ctx,
  importer: Importer,
  rows: readonly ImportRow[],
  settings: ImportSettings,
  memory: Map<string, unknown>,
  state: Rehearsal,
): Promise<void> {
  const readable = rows.filter(({ problem }) => !problem);
  const inputs = readable.map(({ line, cells }) => ({ id: rowId("cus", state.id as Id<"imp">, line), cells }));
  const outcomes = inputs.length > 0 ? await importer.importRows(ctx, inputs, settings, { rehearse: { memory } }) : [];
  for (const { problem } of rows) {
    const one: RowOutcome = problem ? { outcome: "refuse", reasons: [problem] } : outcomes.shift()!;
    state.rows += 1;
    state[COUNTER_OF[one.outcome]] += 1;
    if (one.of === "file") state.inFile += 1;
    const told = one.outcome === "refuse" ? state.reasons : state.warnings;
    for (const code of new Set(one.reasons.map((reason) => reason.code))) told[code] = (told[code] ?? 0) + 1;
  }
}
