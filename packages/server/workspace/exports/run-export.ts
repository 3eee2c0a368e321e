import { CrmError } from "#core/platform/errors.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { Files } from "#server/platform/files.ts";
import { TableError } from "#server/platform/table.ts";
import { writeCsv } from "./csv-writer.ts";
import type { Exporter } from "./exporter.ts";
import { listFile, rowsFile, type StoredExport, saveProgress, writeWhileRunning } from "./store.ts";
import { writeXlsx } from "./xlsx-writer.ts";

/** Rows are kept in files of about so many, each a place from which another process can go on. */
const CHUNK_ROWS = 1_000;
const MAX_CHUNK_BYTES = 1024 * 1024 * 1024;
const MAX_LIST_BYTES = 4 * 1024 * 1024 * 1024 - 1024;
const SHEET_NAMES = {
  customers: { fa: "مشتریان", en: "Customers" },
  interactions: { fa: "گفت‌وگوها", en: "Interactions" },
} as const;

export function filesOf(ctx: Ctx): Files {
  if (ctx.files) return ctx.files;
  throw new CrmError("unavailable", "files.not_configured", "This installation has no place for files yet.");
}

/**
 * Reads the list to its end into files of rows, then writes the one file that is asked for. Gone on with after its
 * process died, it reads from where it was; the chunk that was under way is read once more.
 */
export async function runExport(ctx: Ctx, exporter: Exporter, from: StoredExport): Promise<void> {
  const state: StoredExport = { ...from, widths: { ...from.widths } };
  try {
    const goesOn = state.isRead || (await readAll(ctx, exporter, state));
    if (ctx.isStopping()) return;
    // Cancelled: nothing of it stays.
    if (!goesOn) return await removeFiles(ctx, state);
    await writeList(ctx, exporter, state);
    const ended = await finish(ctx, { ...state, state: "done", file: `/api/v1/exports/${state.id}/file` });
    await (ended ? removeRows : removeFiles)(ctx, state);
  } catch (error) {
    // The process is dying or the table is away: what is kept is gone on with later.
    if (error instanceof TableError) throw error;
    const known = error instanceof CrmError ? error : null;
    if (!known) ctx.log.error("export.failed", error, { export: state.id });
    const { code, message } = known ?? {
      code: "export.failed",
      message: "Something went wrong on our side. Try again.",
    };
    await finish(ctx, { ...state, state: "failed", error: { code, message } });
    await removeFiles(ctx, state);
  }
}

/** False when it has to leave off: cancelled, or the process is stopping. */
async function readAll(ctx: Ctx, exporter: Exporter, state: StoredExport): Promise<boolean> {
  let rows: unknown[] = [];
  const flush = async (after: string | null) => {
    const text = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
    await filesOf(ctx).write(rowsFile(state.id, state.chunks), once(text), MAX_CHUNK_BYTES);
    for (const [list, width] of Object.entries(exporter.widths(rows)))
      state.widths[list] = Math.max(state.widths[list] ?? 0, width);
    state.chunks += 1;
    state.rows += rows.length;
    state.after = after;
    state.isRead = after === null;
    rows = [];
    return (await saveProgress(ctx.table, state)) && !ctx.isStopping();
  };
  for await (const page of exporter.pages(ctx, state.question, state.after)) {
    rows.push(...page.rows);
    const isLast = page.after === null;
    if ((isLast || rows.length >= CHUNK_ROWS) && !(await flush(page.after))) return false;
    if (isLast) return true;
  }
  return flush(null);
}

async function writeList(ctx: Ctx, exporter: Exporter, state: StoredExport): Promise<void> {
  const { question } = state;
  const all = exporter.columns(ctx, question, state.widths);
  const columns = question.columns ? all.filter(({ name }) => question.columns?.includes(baseOf(name))) : all;
  const isPersian = question.language === "fa" && question.dates === "own";
  const { timeZone } = question;
  const rows = keptRows(ctx, state);
  const bytes =
    question.format === "csv"
      ? writeCsv(columns, rows, { calendar: isPersian ? "persian" : "gregorian", timeZone })
      : writeXlsx(columns, rows, state.rows, {
          name: SHEET_NAMES[question.of][question.language],
          rightToLeft: question.language === "fa",
          persianDates: isPersian,
          timeZone,
        });
  state.bytes = (await filesOf(ctx).write(listFile(state.id), bytes, MAX_LIST_BYTES)).bytes;
}

/** `phones.2.label` is chosen as `phones`, `consents.email` as `consents`. */
export function baseOf(name: string): string {
  return name.startsWith("custom.") ? name : (name.split(".")[0] as string);
}

async function* keptRows(ctx: Ctx, { id, chunks }: StoredExport): AsyncGenerator<unknown> {
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

async function removeRows(ctx: Ctx, { id, chunks }: StoredExport): Promise<void> {
  for (let chunk = 0; chunk <= chunks; chunk++) await filesOf(ctx).remove(rowsFile(id, chunk));
}

/** Really deletes what an export has written. */
export async function removeFiles(ctx: Ctx, state: StoredExport): Promise<void> {
  if (!ctx.files) return;
  await removeRows(ctx, state);
  await ctx.files.remove(listFile(state.id));
}

/** False when it was cancelled meanwhile. */
async function finish(ctx: Ctx, state: StoredExport): Promise<boolean> {
  const finished = { ...state, finishedAt: ctx.now() };
  try {
    await commit(ctx, {
      writes: [writeWhileRunning(finished)],
      change: {
        entity: "export",
        entityId: state.id,
        verb: state.state === "done" ? "export.finished" : "export.failed",
        fields: { rows: { after: state.rows } },
      },
      refuse: () => new CrmError("conflict", "export.not_running", "This export has ended already."),
    });
    return true;
  } catch (error) {
    if (error instanceof CrmError && error.code === "export.not_running") return false;
    throw error;
  }
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
