import { isHidden } from "#core/platform/access/fields.ts";
import { CrmError, invalid, notFound } from "#core/platform/errors.ts";
import {
  EXPORT_KEPT_DAYS,
  type Export,
  type ExportColumnName,
  type ExportKind,
  type NewExport,
} from "#core/workspace/exports/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { DuePlan } from "#server/platform/due.ts";
import { putNew } from "#server/platform/entity.ts";
import { refuseHidden } from "#server/platform/field-access.ts";
import { countInHour } from "#server/platform/limits.ts";
import { handOut, type RawAnswer } from "#server/platform/routes.ts";
import type { Item } from "#server/platform/table.ts";
import { anyJob, cancelJob, findJob, findJobs, type StoredJob, startJob } from "#server/workspace/jobs/index.ts";
import type { Exporter } from "./exporter.ts";
import { filesOf, removeFiles } from "./run-export.ts";
import {
  expiryOf,
  exportEntity,
  exportKept,
  exportOf,
  findExport,
  listFile,
  listStoredExports,
  type StoredExport,
  shownExport,
} from "./store.ts";

export type Exporters = { readonly [kind in ExportKind]: Exporter };

const TYPES = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;
/** People may start what they like, but a slip shall not fill the disk. */
const MOST_RUNNING = 5;

/** Of one person or key. */
const EXPORTS_AN_HOUR = 120;

export async function startExport(ctx: Ctx, exporters: Exporters, input: NewExport): Promise<Export> {
  filesOf(ctx);
  const exporter = exporters[input.of];
  const question = { ...input, language: input.language ?? ctx.workspace.locale, timeZone: ctx.workspace.timeZone };
  refuseHidden(ctx.access, exporter.fieldsOf, input.columns ?? []);
  const known = exporter.choices(ctx, question.language).map(({ name }) => name);
  const unknown = input.columns?.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw invalid("export.column_unknown", `There is no column ${unknown}. Known: ${known.join(", ")}.`, [
      { path: "columns" },
    ]);
  if ((await listExports(ctx)).items.filter(({ state }) => state === "running").length >= MOST_RUNNING)
    throw new CrmError("limit", "export.too_many", "Five exports are running. Wait for one to end, or cancel it.");
  // The first page at once: a filter that is wrong is told now, not in a job that failed.
  for await (const _ of exporter.pages(ctx, question, null)) break;
  await countInHour(ctx, "exports", EXPORTS_AN_HOUR);
  const startedAt = ctx.now();
  const { of, format } = input;
  const one: StoredExport = {
    id: ctx.newId("exp"),
    jobId: ctx.newId("job"),
    of,
    format,
    fileName: `${of}-${startedAt.slice(0, 10)}.${format}`,
    startedAt,
    expiresAt: expiryOf(startedAt),
    by: ctx.actor.name,
    question,
  };
  const job = await startJob(
    ctx,
    {
      id: one.jobId,
      kind: "export",
      input: { exportId: one.id },
      about: { exportId: one.id, of, format, fileName: one.fileName },
      hasUndo: false,
      // A day longer than its file, which is found by it.
      keptDays: EXPORT_KEPT_DAYS + 1,
    },
    {
      writes: [putNew(exportEntity, one)],
      alsoTold: [
        {
          entity: "export",
          entityId: one.id,
          verb: "export.started",
          fields: { of: { after: of }, format: { after: format } },
        },
      ],
    },
  );
  return shownExport(one, { ...job, kept: null });
}

export function listExportColumns(
  ctx: Ctx,
  exporters: Exporters,
  { of, language }: { of: ExportKind; language?: "fa" | "en" },
): ExportColumnName[] {
  const exporter = exporters[of];
  const all = exporter.choices(ctx, language ?? ctx.workspace.locale);
  return all.filter(({ name }) => !isHidden(ctx.access.fields, exporter.fieldsOf, name));
}

export async function listExports(ctx: Ctx): Promise<{ items: Export[] }> {
  const stored = await listStoredExports(ctx.table);
  const jobs = await findJobs(
    ctx.table,
    stored.map(({ jobId }) => jobId),
  );
  const items = stored.flatMap((one) => {
    const job = jobs.get(one.jobId);
    return job && isTheirs(ctx, job) ? [shownExport(one, job)] : [];
  });
  return { items };
}

export async function getExport(ctx: Ctx, id: string): Promise<Export> {
  const one = await loadExport(ctx, id);
  return shownExport(one, await theirJob(ctx, one.jobId));
}

export async function cancelExport(ctx: Ctx, id: string): Promise<Export> {
  const one = await loadExport(ctx, id);
  await theirJob(ctx, one.jobId);
  try {
    await cancelJob(ctx, one.jobId, anyJob);
  } catch (error) {
    if (!(error instanceof CrmError) || error.code !== "job.wrong_state") throw error;
    throw new CrmError("conflict", "export.not_running", "This export has ended already.");
  }
  const job = await anyJob(ctx, one.jobId);
  // One that runs removes its files itself, when it has left off.
  if (job.state === "cancelled") await removeFiles(ctx, one, exportKept(job.kept));
  return shownExport(one, job);
}

export async function getExportFile(ctx: Ctx, id: string): Promise<RawAnswer> {
  const { state, format, fileName, expiresAt } = await getExport(ctx, id);
  const file = state === "done" && expiresAt > ctx.now() ? await handOut(filesOf(ctx), listFile(id)) : null;
  if (!file)
    throw new CrmError("notFound", "export.no_file", "There is no file: the export has not ended, or is over.");
  return { ...file, fileName, type: TYPES[format] };
}

/** What is due of an export: its end, and its file's. */
export async function expireExport(ctx: Ctx, item: Item): Promise<DuePlan> {
  const one = exportOf(item);
  const job = await findJob(ctx.table, one.jobId);
  await removeFiles(ctx, one, exportKept(job?.kept ?? null));
  return { remove: true };
}

/** A file holds what its starter may see: it is theirs, and that of those who operate the workspace. */
const isTheirs = (ctx: Ctx, job: StoredJob) => job.by.id === ctx.actor.id || ctx.permissions.has("workspace.operate");

async function theirJob(ctx: Ctx, id: StoredJob["id"]): Promise<StoredJob> {
  const job = await anyJob(ctx, id);
  if (!isTheirs(ctx, job)) throw notFound("export");
  return job;
}

async function loadExport(ctx: Ctx, id: string): Promise<StoredExport> {
  const found = await findExport(ctx.table, id);
  if (!found) throw notFound("export");
  return found;
}
