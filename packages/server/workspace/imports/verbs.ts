import { CrmError, notFound } from "#core/platform/errors.ts";
import type { Import, ImportPreview, NewImport } from "#core/workspace/imports/index.ts";
import { hasEnded } from "#core/workspace/jobs/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { countInHour } from "#server/platform/limits.ts";
import type { RawAnswer } from "#server/platform/routes.ts";
import {
  anyJob,
  cancelJob,
  findJobs,
  pauseJob,
  resumeJob,
  retryJob,
  type StoredJob,
  startJob,
  startUndo,
} from "#server/workspace/jobs/index.ts";
import type { ImportRow } from "./import-file.ts";
import { type Importer, importerFor } from "./importer.ts";
import { importKept, revertKept, shownImport } from "./progress.ts";
import { refusedRows } from "./run-import.ts";
import { leftRecords } from "./run-revert.ts";
import { openSample } from "./sample.ts";
import { refuseOpenDates, settle } from "./settle.ts";
import { findImport, listStoredImports, type StoredImport, writeOfNewImport, writeOfUse } from "./store.ts";

export type Importers = { readonly [kind in NewImport["as"]]: Importer };

const PREVIEW_ROWS = 20;
const SAMPLES = 3;

export async function previewImport(ctx: Ctx, importers: Importers, input: NewImport): Promise<ImportPreview> {
  const importer = importerFor(ctx, importers[input.as]);
  const { file, sample } = await openSample(ctx, input);
  const { settings, columns: found, mapping } = await settle(ctx, importer, file, sample, input, true);
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

/** Of one person or key. */
const IMPORTS_AN_HOUR = 200;

export async function startImport(ctx: Ctx, importers: Importers, input: NewImport): Promise<Import> {
  const importer = importerFor(ctx, importers[input.as]);
  const { file, sample, upload, bytes } = await openSample(ctx, input);
  const { settings, columns } = await settle(ctx, importer, file, sample, input);
  refuseOpenDates(columns);
  const { as, onDuplicate, uploadId } = input;
  const { fileName } = upload;
  const one: StoredImport = {
    id: ctx.newId("imp"),
    jobId: ctx.newId("job"),
    as,
    fileName,
    onDuplicate,
    bytes,
    startedAt: ctx.now(),
    by: ctx.actor.name,
    uploadId,
    settings,
  };
  await countInHour(ctx, "imports", IMPORTS_AN_HOUR);
  const job = await startJob(
    ctx,
    {
      id: one.jobId,
      kind: "import",
      input: { importId: one.id },
      about: { importId: one.id, fileName, as },
      hasUndo: true,
      // It can be reverted as long as it is told of.
      keptDays: null,
    },
    {
      writes: [writeOfNewImport(one), writeOfUse(upload, one.id)],
      alsoTold: [
        { entity: "import", entityId: one.id, verb: "import.started", fields: { fileName: { after: fileName } } },
      ],
    },
  );
  return shownImport(one, { ...job, kept: null }, null);
}

function samplesOf(sample: readonly ImportRow[], column: number): string[] {
  const filled = sample.flatMap(({ cells }) => cells[column]?.trim().slice(0, 80) || []);
  return [...new Set(filled)].slice(0, SAMPLES);
}

export async function getImport(ctx: Ctx, id: string): Promise<Import> {
  const { one, job, undo } = await load(ctx, id);
  return shownImport(one, job, undo);
}

export async function listImports(ctx: Ctx): Promise<{ items: Import[] }> {
  const stored = await listStoredImports(ctx.table);
  const jobs = await findJobs(
    ctx.table,
    stored.map(({ jobId }) => jobId),
  );
  const undos = await findJobs(
    ctx.table,
    [...jobs.values()].flatMap(({ undoneBy }) => undoneBy ?? []),
  );
  const items = stored.flatMap((one) => {
    const job = jobs.get(one.jobId);
    return job && isTheirs(ctx, job) ? [shownImport(one, job, undos.get(job.undoneBy ?? "") ?? null)] : [];
  });
  return { items };
}

export async function getRefusedRows(ctx: Ctx, id: string): Promise<RawAnswer> {
  const { one, job } = await load(ctx, id);
  return refusedRows(ctx, one, importKept(job.kept));
}

export async function getLeftRecords(ctx: Ctx, id: string): Promise<RawAnswer> {
  const { one, undo } = await load(ctx, id);
  return leftRecords(ctx, one, revertKept(undo?.kept ?? null));
}

/** A pause comes after the rows that are under way. */
export function pauseImport(ctx: Ctx, id: string): Promise<Import> {
  return steer(ctx, id, ({ job }) => pauseJob(ctx, job.id, anyJob));
}

export function cancelImport(ctx: Ctx, id: string): Promise<Import> {
  return steer(ctx, id, ({ job }) => cancelJob(ctx, job.id, anyJob));
}

export function resumeImport(ctx: Ctx, id: string): Promise<Import> {
  return steer(ctx, id, ({ job }) => (hasEnded(job.state) ? retryJob : resumeJob)(ctx, job.id, anyJob));
}

/** Takes back a whole import, in the background: what people changed since is left alone and listed. */
export function revertImport(ctx: Ctx, id: string): Promise<Import> {
  return steer(ctx, id, ({ job, undo }) => (undo ? retryJob(ctx, undo.id, anyJob) : startUndo(ctx, job)));
}

/** An import tells of rows and records that its starter may see: it is theirs, and that of those who operate the workspace. */
const isTheirs = (ctx: Ctx, job: StoredJob) => job.by.id === ctx.actor.id || ctx.permissions.has("workspace.operate");

type Loaded = { one: StoredImport; job: StoredJob; undo: StoredJob | null };

async function steer(ctx: Ctx, id: string, how: (loaded: Loaded) => Promise<unknown>): Promise<Import> {
  const loaded = await load(ctx, id);
  try {
    await how(loaded);
  } catch (error) {
    if (!(error instanceof CrmError) || !["job.wrong_state", "job.cannot_undo"].includes(error.code)) throw error;
    const { state } = loaded.job;
    throw new CrmError("conflict", "import.wrong_state", `An import that is ${state} cannot do this.`, [
      { path: "state", code: state },
    ]);
  }
  return getImport(ctx, id);
}

async function load(ctx: Ctx, id: string): Promise<Loaded> {
  const one = await findImport(ctx.table, id);
  if (!one) throw notFound("import");
  const job = await anyJob(ctx, one.jobId);
  if (!isTheirs(ctx, job)) throw notFound("import");
  return { one, job, undo: job.undoneBy ? await anyJob(ctx, job.undoneBy) : null };
}
