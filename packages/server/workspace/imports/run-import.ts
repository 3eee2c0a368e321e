import { CrmError } from "#core/platform/errors.ts";
import type { Id } from "#core/platform/ids.ts";
import { reasonText } from "#core/workspace/imports/reason-text.ts";
import { csvLine } from "#core/workspace/imports/safe-cell.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { withFieldsNow } from "#server/platform/custom-fields.ts";
import { dueAttributes } from "#server/platform/due.ts";
import { itemOf, putAlways } from "#server/platform/entity.ts";
import type { RawAnswer } from "#server/platform/routes.ts";
import { type ImportRow, openFile } from "./import-file.ts";
import type { Importer, RowOutcome } from "./importer.ts";
import { lookThrough } from "./look-through.ts";
import { rowId } from "./row-id.ts";
import { refuseOpenDates, writeOfRemembered } from "./settle.ts";
import {
  findWish,
  importEntity,
  refusedFile,
  removalOfWish,
  type StoredImport,
  saveJournal,
  saveProgress,
} from "./store.ts";
import { daysAfter, filesOf, openUpload } from "./uploads.ts";

export const CHUNK_ROWS = 400;
const REFUSED_KEPT_DAYS = 30;
/** An import goes on while people change fields: they are read again after so long. */
const FIELDS_MS = 5_000;
const MAX_REFUSED_BYTES = 512 * 1024 * 1024;
const COUNTER_OF = { add: "added", merge: "merged", skip: "skipped", refuse: "refused" } as const;
export const BYTE_ORDER_MARK = "\ufeff";

/**
 * Reads the file to its end, some rows at a time, and keeps count after each chunk. Gone on with after its process
 * died (`again`), it passes over the rows that were counted; the chunk that was under way is done once more,
 * which adds nobody twice.
 */
export async function runImport(ctx: Ctx, importer: Importer, from: StoredImport, again = false): Promise<void> {
  const state: StoredImport = {
    ...from,
    bytesRead: 0,
    refusedChunks: [...from.refusedChunks],
    reasons: { ...from.reasons },
  };
  try {
    const upload = await openUpload(ctx, state.uploadId);
    const { sheet } = state.settings;
    if (state.total === undefined) {
      const seen = await lookThrough(importer, await openFile(upload.file, { sheet }), state.settings);
      refuseOpenDates(seen.asked);
      Object.assign(state, { total: seen.rows, settings: seen.settings });
    }
    const file = await openFile(upload.file, { sheet });
    let passOver = state.rows;
    let mayBeDone = again;
    let [fresh, readAt] = [ctx, ctx.now()];
    let chunk: ImportRow[] = [];
    const flush = async () => {
      if (Date.parse(ctx.now()) - Date.parse(readAt) > FIELDS_MS)
        [fresh, readAt] = [await withFieldsNow(ctx), ctx.now()];
      await importChunk(fresh, importer, chunk, state, mayBeDone);
      state.bytesRead = Math.round(file.part() * state.bytes);
      await saveProgress(ctx.table, state);
      mayBeDone = false;
      chunk = [];
    };
    for await (const row of file.rows) {
      if (passOver > 0) {
        passOver -= 1;
        continue;
      }
      chunk.push(row);
      if (chunk.length < CHUNK_ROWS) continue;
      await flush();
      if (ctx.isStopping()) return;
      const wanted = await findWish(ctx.table, state.id);
      if (wanted) return await leaveOff(ctx, state, wanted);
    }
    await flush();
    state.bytesRead = state.bytes;
    await finish(ctx, { ...state, state: "done" });
  } catch (error) {
    const known = error instanceof CrmError ? error : null;
    if (!known) ctx.log.error("import.failed", error, { import: state.id });
    const { code, message } = known ?? {
      code: "import.failed",
      message: "Something went wrong on our side; what was added stays.",
    };
    await finish(ctx, { ...state, state: "failed", error: { code, message } });
  }
}

/** As a person asked: it stands still and can go on, or it ends here. */
async function leaveOff(ctx: Ctx, state: StoredImport, wanted: "pause" | "cancel"): Promise<void> {
  if (wanted === "cancel") return finish(ctx, { ...state, state: "cancelled" });
  const paused: StoredImport = { ...state, state: "paused" };
  await commit(ctx, {
    writes: [putAlways(importEntity, paused), removalOfWish(state.id)],
    change: { entity: "import", entityId: state.id, verb: "import.paused" },
  });
}

async function importChunk(
  ctx: Ctx,
  importer: Importer,
  rows: readonly ImportRow[],
  state: StoredImport,
  again: boolean,
): Promise<void> {
  const readable = rows
    .filter(({ problem }) => !problem)
    .map(({ line, cells }) => ({ id: rowId("cus", state.id as Id<"imp">, line), cells }));
  const outcomes = readable.length > 0 ? await importer.importRows(ctx, readable, state.settings, { again }) : [];
  const number = Math.floor(state.rows / CHUNK_ROWS);
  const refused: string[] = [];
  const touched = new Set(outcomes.flatMap(({ ids = [] }) => ids));
  await saveJournal(ctx.table, state.id, number, [...touched]);
  for (const row of rows) {
    const outcome: RowOutcome = row.problem ? { outcome: "refuse", reasons: [row.problem] } : outcomes.shift()!;
    state.rows += 1;
    state[COUNTER_OF[outcome.outcome]] += 1;
    if (outcome.outcome !== "refuse") continue;
    refused.push(refusedLine(ctx, state, row, outcome.reasons));
    for (const code of new Set(outcome.reasons.map((reason) => reason.code)))
      state.reasons[code] = (state.reasons[code] ?? 0) + 1;
  }
  if (refused.length === 0) return;
  await filesOf(ctx).write(refusedFile(state.id, number), bytesOf([refused.join("")]), MAX_REFUSED_BYTES);
  if (!state.refusedChunks.includes(number)) state.refusedChunks.push(number);
  state.refusedFile = `/api/v1/imports/${state.id}/refused`;
}

function refusedLine(ctx: Ctx, { settings }: StoredImport, row: ImportRow, reasons: RowOutcome["reasons"]): string {
  const { locale } = ctx.workspace;
  const cells = settings.columns.map((_, at) => row.cells[at] ?? "");
  const why = reasons.map((reason) => reasonText(reason, locale)).join(locale === "fa" ? "؛ " : "; ");
  return csvLine([...cells, String(row.line), why]);
}

/** The refused rows as one CSV file: the headings, the line each stood in, and why it was refused. */
export async function refusedRows(ctx: Ctx, { id, settings, refusedChunks }: StoredImport): Promise<RawAnswer> {
  const files = filesOf(ctx);
  const added =
    ctx.workspace.locale === "fa" ? ["سطر در پرونده", "چرا رد شد"] : ["Line in the file", "Why it was refused"];
  const head = BYTE_ORDER_MARK + csvLine([...settings.columns.map(({ heading }) => heading), ...added]);
  async function* all(): AsyncGenerator<Uint8Array> {
    yield* bytesOf([head]);
    for (const chunk of refusedChunks) yield* (await files.read(refusedFile(id, chunk)))?.stream ?? bytesOf([]);
  }
  return { bytes: all(), fileName: `${id}-refused.csv` };
}

export async function* bytesOf(texts: readonly string[]): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const text of texts) yield encoder.encode(text);
}

/** The end of an import, however it came: its counts are told, its mapping is remembered, its files get their time. */
export async function finish(ctx: Ctx, state: StoredImport): Promise<void> {
  const finished = { ...state, finishedAt: ctx.now() };
  const { added, merged, skipped, refused } = finished;
  await commit(ctx, {
    writes: [
      {
        put: {
          ...itemOf(importEntity, finished),
          ...(finished.refused > 0 && dueAttributes("importFiles", state.id, daysAfter(ctx.now(), REFUSED_KEPT_DAYS))),
        },
      },
      removalOfWish(state.id),
      ...(state.state === "done" ? [await writeOfRemembered(state.as, state.settings)] : []),
    ],
    change: {
      entity: "import",
      entityId: state.id,
      verb: state.state === "done" ? "import.finished" : `import.${state.state}`,
      fields: { counts: { after: { added, merged, skipped, refused } } },
    },
  });
}
