import { CrmError, invalid, notFound } from "#core/platform/errors.ts";
import type { Export, ExportColumnName, ExportKind, NewExport } from "#core/workspace/exports/index.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { DuePlan } from "#server/platform/due.ts";
import { putNew } from "#server/platform/entity.ts";
import type { RawAnswer } from "#server/platform/routes.ts";
import type { Item } from "#server/platform/table.ts";
import type { Exporter } from "./exporter.ts";
import { filesOf, removeFiles, runExport } from "./run-export.ts";
import {
  expiryOf,
  exportEntity,
  exportOf,
  findExport,
  listFile,
  listStoredExports,
  type StoredExport,
  shownExport,
  writeWhileRunning,
} from "./store.ts";

export type Exporters = { readonly [kind in ExportKind]: Exporter };

const TYPES = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;
/** Of one process: people may start what they like, but a slip shall not fill the disk. */
const MOST_RUNNING = 5;

export async function startExport(ctx: Ctx, exporters: Exporters, input: NewExport): Promise<Export> {
  filesOf(ctx);
  const exporter = exporters[input.of];
  const question = { ...input, language: input.language ?? ctx.workspace.locale, timeZone: ctx.workspace.timeZone };
  const known = exporter.choices(ctx, question.language).map(({ name }) => name);
  const unknown = input.columns?.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw invalid("export.column_unknown", `There is no column ${unknown}. Known: ${known.join(", ")}.`, [
      { path: "columns" },
    ]);
  if (underWay.size >= MOST_RUNNING)
    throw new CrmError("limit", "export.too_many", "Five exports are running. Wait for one to end, or cancel it.");
  // The first page at once: a filter that is wrong is told now, not in a job that failed.
  for await (const _ of exporter.pages(ctx, question, null)) break;
  const startedAt = ctx.now();
  const started: StoredExport = {
    id: ctx.newId("exp"),
    of: input.of,
    format: input.format,
    state: "running",
    rows: 0,
    bytes: null,
    fileName: `${input.of}-${startedAt.slice(0, 10)}.${input.format}`,
    file: null,
    startedAt,
    expiresAt: expiryOf(startedAt),
    by: ctx.actor.name,
    question,
    chunks: 0,
    after: null,
    isRead: false,
    widths: {},
  };
  await commit(ctx, {
    writes: [putNew(exportEntity, started)],
    change: {
      entity: "export",
      entityId: started.id,
      verb: "export.started",
      fields: { of: { after: input.of }, format: { after: input.format } },
    },
  });
  goOn(ctx, exporter, started);
  return shownExport(started);
}

/** The exports of this process that are under way. */
const underWay = new Set<string>();

function goOn(ctx: Ctx, exporter: Exporter, from: StoredExport): void {
  const running = { ...ctx, idempotency: undefined, via: from.id };
  underWay.add(from.id);
  ctx.inBackground(() => runExport(running, exporter, from).finally(() => underWay.delete(from.id)));
}

/** Goes on with exports that stand still: their process died. */
export async function resumeExports(ctx: Ctx, load: () => Promise<Exporters>): Promise<void> {
  if (!ctx.files) return;
  const left = (await listStoredExports(ctx.table)).filter(({ id, state }) => state === "running" && !underWay.has(id));
  // What knows the nouns is large: it is loaded only when there is something to go on with.
  for (const one of left) goOn(ctx, (await load())[one.of], one);
}

export function listExportColumns(
  ctx: Ctx,
  exporters: Exporters,
  { of, language }: { of: ExportKind; language?: "fa" | "en" },
): ExportColumnName[] {
  return exporters[of].choices(ctx, language ?? ctx.workspace.locale);
}

export async function listExports(ctx: Ctx): Promise<{ items: Export[] }> {
  return { items: (await listStoredExports(ctx.table)).map(shownExport) };
}

export async function getExport(ctx: Ctx, id: string): Promise<Export> {
  return shownExport(await loadExport(ctx, id));
}

export async function cancelExport(ctx: Ctx, id: string): Promise<Export> {
  const before = await loadExport(ctx, id);
  if (before.state !== "running")
    throw new CrmError("conflict", "export.not_running", "This export has ended already.");
  const cancelled: StoredExport = { ...before, state: "cancelled", finishedAt: ctx.now() };
  await commit(ctx, {
    writes: [writeWhileRunning(cancelled)],
    change: { entity: "export", entityId: id, verb: "export.cancelled" },
  });
  await removeFiles(ctx, cancelled);
  return shownExport(cancelled);
}

export async function getExportFile(ctx: Ctx, id: string): Promise<RawAnswer> {
  const { state, format, fileName, expiresAt } = await loadExport(ctx, id);
  const file = state === "done" && expiresAt > ctx.now() ? await filesOf(ctx).read(listFile(id)) : null;
  if (!file)
    throw new CrmError("notFound", "export.no_file", "There is no file: the export has not ended, or is over.");
  return { bytes: file.stream, fileName, type: TYPES[format] };
}

/** What is due of an export: its end, and its file's. */
export async function expireExport(ctx: Ctx, item: Item): Promise<DuePlan> {
  const one = exportOf(item);
  await removeFiles(ctx, one);
  return { remove: true };
}

async function loadExport(ctx: Ctx, id: string): Promise<StoredExport> {
  const found = await findExport(ctx.table, id);
  if (!found) throw notFound("export");
  return found;
}
