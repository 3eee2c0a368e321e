import { isHidden } from "#core/platform/access/fields.ts";
import { CrmError, notFound } from "#core/platform/errors.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { Files } from "#server/platform/files.ts";
import type { JobEnd, JobKind, JobRun } from "#server/workspace/jobs/index.ts";
import { writeCsv } from "./csv-writer.ts";
import type { Exporter } from "./exporter.ts";
import { type ExportKept, exportKept, findExport, listFile, rowsFile, type StoredExport } from "./store.ts";
import type { Exporters } from "./verbs.ts";
import { writeXlsx } from "./xlsx-writer.ts";

/** Rows are kept in files of about so many, each a place from which another process can go on. */
const CHUNK_ROWS = 1_000;
const MAX_CHUNK_BYTES = 1024 * 1024 * 1024;
const MAX_LIST_BYTES = 4 * 1024 * 1024 * 1024 - 1024;
const SHEET_NAMES = {
  customers: { fa: "مشتریان", en: "Customers" },
  interactions: { fa: "گفت‌وگوها", en: "Interactions" },
  audit: { fa: "گزارش رویدادها", en: "Audit log" },
} as const;

export function filesOf(ctx: Ctx): Files {
  if (ctx.files) return ctx.files;
  throw new CrmError("unavailable", "files.not_configured", "This installation has no place for files yet.");
}

export function exportJob(exporters: Exporters): JobKind {
  return {
    permission: "exports.run",
    async run(ctx, job) {
      const one = await findExport(ctx.table, (job.input as { exportId: string }).exportId);
      if (!one) throw notFound("export");
      return runExport({ ...ctx, via: one.id }, exporters[one.of], one, job);
    },
  };
}

/**
 * Reads the list to its end into files of rows, then writes the one file that is asked for. Gone on with, it reads from
 * where it was; the chunk that was under way when its process died is read once more.
 */
async function runExport(ctx: Ctx, exporter: Exporter, one: StoredExport, job: JobRun): Promise<JobEnd> {
  let state = exportKept(job.state);
  // It was cancelled before: nothing that it has read is there.
  if (state.chunks > 0 && (await filesOf(ctx).size(rowsFile(one.id, 0))) === null) state = exportKept(null);
  const keep = () => {
    const { rows, isRead, bytes } = state;
    return job.save({ state, done: rows, total: isRead ? rows : null, result: { rows, bytes } });
  };
  const goesOn = state.isRead || (await readAll(ctx, exporter, one, state, keep));
  if (goesOn) await writeList(ctx, exporter, one, state);
  if (!goesOn || !(await keep())) {
    if (job.isCancelled()) await removeFiles(ctx, one, state);
    return "leftOff";
  }
  const { rows, bytes } = state;
  await commit(ctx, {
    writes: [],
    change: { entity: "export", entityId: one.id, verb: "export.finished", fields: { rows: { after: rows } } },
  });
  await removeRows(ctx, one, state);
  return { result: { rows, bytes } };
}

/** False when it has to leave off: cancelled, paused, or the process is stopping. */
async function readAll(
  ctx: Ctx,
  exporter: Exporter,
  { id, question }: StoredExport,
  state: ExportKept,
  keep: () => Promise<boolean>,
): Promise<boolean> {
  let rows: unknown[] = [];
  const flush = async (after: string | null) => {
    const text = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
    await filesOf(ctx).write(rowsFile(id, state.chunks), once(text), MAX_CHUNK_BYTES);
    for (const [list, width] of Object.entries(exporter.widths(rows)))
      state.widths[list] = Math.max(state.widths[list] ?? 0, width);
    state.chunks += 1;
    state.rows += rows.length;
    state.after = after;
    state.isRead = after === null;
    rows = [];
    return keep();
  };
  for await (const page of exporter.pages(ctx, question, state.after)) {
    rows.push(...page.rows);
    const isLast = page.after === null;
    if ((isLast || rows.length >= CHUNK_ROWS) && !(await flush(page.after))) return false;
    if (isLast) return true;
  }
  return flush(null);
}

async function writeList(
  ctx: Ctx,
  exporter: Exporter,
  { id, question }: StoredExport,
  state: ExportKept,
): Promise<void> {
  const all = exporter.columns(ctx, question, state.widths);
  const open = all.filter(({ name }) => !isHidden(ctx.access.fields, exporter.fieldsOf, name));
  const columns = question.columns ? open.filter(({ name }) => question.columns?.includes(baseOf(name))) : open;
  const isPersian = question.language === "fa" && question.dates === "own";
  const { timeZone } = question;
  const rows = keptRows(ctx, id, state);
  const bytes =
    question.format === "csv"
      ? writeCsv(columns, rows, { calendar: isPersian ? "persian" : "gregorian", timeZone })
      : writeXlsx(columns, rows, state.rows, {
          name: SHEET_NAMES[question.of][question.language],
          rightToLeft: question.language === "fa",
          persianDates: isPersian,
          timeZone,
        });
  state.bytes = (await filesOf(ctx).write(listFile(id), bytes, MAX_LIST_BYTES)).bytes;
}

/** `phones.2.label` is chosen as `phones`, `consents.email` as `consents`. */
export function baseOf(name: string): string {
  return name.startsWith("custom.") ? name : (name.split(".")[0] as string);
}

async function* keptRows(ctx: Ctx, id: string, { chunks }: ExportKept): AsyncGenerator<unknown> {
  for (let chunk = 0; chunk < chunks; chunk++) {
    const file = await filesOf(ctx).read(rowsFile(id, chunk));
    if (!file)
      throw new CrmError("unavailable", "export.rows_lost", "A part of what was read is gone. Start it again.");
    const decoder = new TextDecoder();
    let rest = "";
    for await (const piece of file.stream) {
      const lines = (rest + decoder.decode(piece, { stream: true })).split("\n");
      rest = lines.pop() as string;
      for (const line of lines) yield JSON.parse(line);
    }
    if (rest !== "") yield JSON.parse(rest);
  }
}

async function removeRows(ctx: Ctx, { id }: StoredExport, { chunks }: ExportKept): Promise<void> {
  for (let chunk = 0; chunk <= chunks; chunk++) await filesOf(ctx).remove(rowsFile(id, chunk));
}

/** Really deletes what an export has written. */
export async function removeFiles(ctx: Ctx, one: StoredExport, state: ExportKept): Promise<void> {
  if (!ctx.files) return;
  await removeRows(ctx, one, state);
  await ctx.files.remove(listFile(one.id));
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
