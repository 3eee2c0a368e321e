import { CrmError, notFound } from "#core/platform/errors.ts";
import type { NewImport, Rehearsal } from "#core/workspace/imports/index.ts";
import { hasEnded } from "#core/workspace/jobs/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { Value } from "#server/platform/table.ts";
import {
  anyJob,
  cancelJob,
  type JobEnd,
  type JobKind,
  type JobRun,
  type StoredJob,
  startJob,
} from "#server/workspace/jobs/index.ts";
import { type ImportRow, openFile } from "./import-file.ts";
import { type Importer, type ImportSettings, importerFor, type RowOutcome } from "./importer.ts";
import { lookThrough } from "./look-through.ts";
import { rowId } from "./row-id.ts";
import { openSample } from "./sample.ts";
import { settle } from "./settle.ts";
import { writeOfRehearsal } from "./store.ts";
import { openUpload } from "./uploads.ts";
import type { Importers } from "./verbs.ts";

const KIND = "import.rehearsal";
const CHUNK_ROWS = 400;
const KEPT_DAYS = 1;
const COUNTER_OF = { add: "added", merge: "merged", skip: "skipped", refuse: "refused" } as const;

type Input = { uploadId: string; as: NewImport["as"]; settings: ImportSettings };
type Counted = Omit<Rehearsal, "id" | "state" | "error">;

/** Begins to count over the whole file what an import would do; the one before of the same file is given up. */
export async function startRehearsal(ctx: Ctx, importers: Importers, input: NewImport): Promise<Rehearsal> {
  const { uploadId, as } = input;
  const importer = importerFor(ctx, importers[as]);
  const { file, sample, upload } = await openSample(ctx, input);
  const { settings } = await settle(ctx, importer, file, sample, input);
  const id = ctx.newId("job");
  const asked = { uploadId, as, settings } satisfies Input as unknown as Value;
  const about = { fileName: upload.fileName, as };
  const job = await startJob(
    ctx,
    { id, kind: KIND, input: asked, about, hasUndo: false, keptDays: KEPT_DAYS },
    { writes: [writeOfRehearsal(upload, id)] },
  );
  if (upload.rehearsalId) await giveUp({ ...ctx, idempotency: undefined }, upload.rehearsalId);
  return shownRehearsal({ ...job, kept: null });
}

async function giveUp(ctx: Ctx, id: string): Promise<void> {
  try {
    await cancelJob(ctx, id, anyJob);
  } catch (error) {
    // It has ended, or is no more told of.
    if (!(error instanceof CrmError) || error.kind === "unavailable") throw error;
  }
}

export async function getRehearsal(ctx: Ctx, id: string): Promise<Rehearsal> {
  const job = await anyJob(ctx, id);
  if (job.kind !== KIND) throw notFound("job");
  return shownRehearsal(job);
}

function shownRehearsal({ id, state, kept, error }: Pick<StoredJob, "id" | "state" | "kept" | "error">): Rehearsal {
  return {
    id,
    ...((kept as Counted | null) ?? nothingYet()),
    state: state === "done" ? "done" : hasEnded(state) ? "failed" : "running",
    error: error && { ...error, code: error.code === "job.failed" ? "import.failed" : error.code },
  };
}

function nothingYet(): Counted {
  const counts = { added: 0, merged: 0, skipped: 0, refused: 0, inFile: 0 };
  return { rows: 0, total: null, ...counts, reasons: {}, warnings: {}, asks: [] };
}

export function rehearsalJob(importers: Importers): JobKind {
  return {
    permission: "imports.run",
    run(ctx, job) {
      const { uploadId, as, settings } = job.input as unknown as Input;
      return rehearse(ctx, importerFor(ctx, importers[as]), uploadId, settings, job);
    },
  };
}

/** Writes nothing but its own progress. Left off it begins anew: what it remembers of earlier rows is not kept. */
async function rehearse(
  ctx: Ctx,
  importer: Importer,
  uploadId: string,
  settings: ImportSettings,
  job: JobRun,
): Promise<JobEnd> {
  const state = nothingYet();
  const keep = () => {
    const { rows: done, total, added, merged, skipped, refused } = state;
    return job.save({ state, done, total, result: { added, merged, skipped, refused } });
  };
  const upload = await openUpload(ctx, uploadId);
  const { sheet } = settings;
  const seen = await lookThrough(importer, await openFile(upload.file, { sheet }), settings);
  state.total = seen.rows;
  state.asks = seen.asked.flatMap(({ asks }, column) => (asks ? [{ column, asks }] : []));
  if (!(await keep())) return "leftOff";
  const memory = new Map<string, unknown>();
  let chunk: ImportRow[] = [];
  for await (const row of (await openFile(upload.file, { sheet })).rows) {
    chunk.push(row);
    if (chunk.length < CHUNK_ROWS) continue;
    await countChunk(ctx, importer, chunk, seen.settings, memory, job.id, state);
    chunk = [];
    if (!(await keep())) return "leftOff";
  }
  await countChunk(ctx, importer, chunk, seen.settings, memory, job.id, state);
  await keep();
  const { added, merged, skipped, refused } = state;
  return { result: { added, merged, skipped, refused } };
}

async function countChunk(
  ctx: Ctx,
  importer: Importer,
  rows: readonly ImportRow[],
  settings: ImportSettings,
  memory: Map<string, unknown>,
  jobId: Rehearsal["id"],
  state: Counted,
): Promise<void> {
  const readable = rows.filter(({ problem }) => !problem);
  const inputs = readable.map(({ line, cells }) => ({ id: rowId("cus", jobId, line), cells }));
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
