import { notFound } from "#core/platform/errors.ts";
import { csvLine } from "#core/workspace/imports/safe-cell.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { withFieldsNow } from "#server/platform/custom-fields.ts";
import type { RawAnswer } from "#server/platform/routes.ts";
import type { Value } from "#server/platform/table.ts";
import type { JobEnd, JobKind, JobRun } from "#server/workspace/jobs/index.ts";
import { type ImportRow, openFile } from "./import-file.ts";
import {
  type Importer,
  type ImportSettings,
  importerFor,
  type RowOutcome,
  type RowsOptions,
  type UnderWay,
} from "./importer.ts";
import { lookThrough } from "./look-through.ts";
import { type ImportKept, importKept } from "./progress.ts";
import { reasonsText } from "./reasons-text.ts";
import { rowId } from "./row-id.ts";
import { runRevert } from "./run-revert.ts";
import { refuseOpenDates, writeOfRemembered } from "./settle.ts";
import { findImport, refusedFile, type StoredImport, saveJournal } from "./store.ts";
import { BYTE_ORDER_MARK, bytesOf, filesOf, openUpload } from "./uploads.ts";
import type { Importers } from "./verbs.ts";

export const CHUNK_ROWS = 400;
/** An import goes on while people change fields: they are read again after so long. */
const FIELDS_MS = 5_000;
/** So many chunks may be written and not yet counted when a process dies. */
const UNDER_WAY = 4;
const MAX_REFUSED_BYTES = 512 * 1024 * 1024;
const COUNTER_OF = { add: "added", merge: "merged", skip: "skipped", refuse: "refused" } as const;

export function importJob(importers: Importers): JobKind {
  return {
    permission: "imports.run",
    async run(ctx, job) {
      const one = await importOf(ctx, job.input);
      return runImport({ ...ctx, via: one.id }, importerFor(ctx, importers[one.as]), one, job);
    },
    async undo(ctx, job, undone) {
      const one = await importOf(ctx, undone.input);
      return runRevert({ ...ctx, via: `revert:${one.id}` }, importers[one.as], one, job, undone);
    },
  };
}

async function importOf(ctx: Ctx, input: Value): Promise<StoredImport> {
  const one = await findImport(ctx.table, (input as { importId: string }).importId);
  if (!one) throw notFound("import");
  return one;
}

/** Some rows of the file on their way. `counted`: whether the job goes on after them. */
type Chunk = UnderWay & { counted: Promise<boolean> };

/**
 * Reads the file to its end, some rows at a time, and keeps count after each chunk. Gone on with, it passes over the
 * rows that were counted; the chunks that were under way when its process died are done once more, which adds nobody twice.
 */
async function runImport(ctx: Ctx, importer: Importer, one: StoredImport, job: JobRun): Promise<JobEnd> {
  const upload = await openUpload(ctx, one.uploadId);
  const { sheet } = one.settings;
  const open = () => openFile(upload.file, { sheet });
  const state = importKept(job.state);
  const keep = () => {
    const { rows: done, total, added, merged, skipped, refused } = state;
    return job.save({ state, done, total, result: { added, merged, skipped, refused } });
  };
  if (state.total === null) {
    const seen = await lookThrough(importer, await open(), one.settings);
    refuseOpenDates(seen.asked);
    Object.assign(state, { total: seen.rows, dates: seen.asked.map(({ dates }) => dates) });
    if (!(await keep())) return "leftOff";
  }
  const settings = withDates(one.settings, state.dates);
  const file = await open();
  let passOver = state.rows;
  let read = state.rows;
  let mayBeDone = job.again ? UNDER_WAY : 0;
  let [fresh, readAt] = [ctx, ctx.now()];
  let chunk: ImportRow[] = [];
  let underWay: Chunk[] = [];
  /** While the disk takes a chunk, the one before is counted, and the next is read and looked up. */
  const flush = async (): Promise<boolean> => {
    if (Date.parse(ctx.now()) - Date.parse(readAt) > FIELDS_MS) [fresh, readAt] = [await withFieldsNow(ctx), ctx.now()];
    const [rows, before, bytesRead] = [chunk, underWay, Math.round(file.part() * one.bytes)];
    let known: ReadonlySet<string> | null = null;
    const onKeys = (keys: ReadonlySet<string>) => {
      known = keys;
    };
    const options = { again: mayBeDone > 0, before, onKeys };
    const written = importChunk(fresh, importer, one, settings, rows, options);
    const number = Math.floor(read / CHUNK_ROWS);
    const told = written.then((outcomes) => tellOfChunk(fresh, one, settings, rows, number, outcomes));
    const counted = Promise.all([told, before.at(-1)?.counted]).then(([chunk]) => {
      count(state, chunk);
      state.bytesRead = bytesRead;
      return keep();
    });
    read += rows.length;
    counted.catch(() => {}); // Told to whoever waits for it next.
    const own = { written, counted, keys: () => known };
    underWay = [...before, own].slice(-UNDER_WAY);
    mayBeDone -= 1;
    chunk = [];
    return underWay.length < UNDER_WAY || underWay[0]!.counted;
  };
  try {
    for await (const row of file.rows) {
      if (passOver > 0) passOver -= 1;
      else if (chunk.push(row) >= CHUNK_ROWS && !(await flush())) break;
    }
    if (chunk.length > 0) await flush();
  } catch (error) {
    // Whoever goes on with it must not meet what is still being written.
    await Promise.allSettled(underWay.flatMap(({ written, counted }) => [written, counted]));
    throw error;
  }
  if (!(await (underWay.at(-1)?.counted ?? true)) && state.rows < (state.total ?? 0)) return "leftOff";
  state.bytesRead = one.bytes;
  await keep();
  const { added, merged, skipped, refused } = state;
  await commit(ctx, {
    writes: [await writeOfRemembered(one.as, settings)],
    change: {
      entity: "import",
      entityId: one.id,
      verb: "import.finished",
      fields: { counts: { after: { added, merged, skipped, refused } } },
    },
  });
  return { result: { added, merged, skipped, refused } };
}

function withDates(settings: ImportSettings, dates: ImportKept["dates"]): ImportSettings {
  const columns = settings.columns.map((column, at) => ({ ...column, ...(dates[at] && { dates: dates[at] }) }));
  return { ...settings, columns };
}

async function importChunk(
  ctx: Ctx,
  importer: Importer,
  one: StoredImport,
  settings: ImportSettings,
  rows: readonly ImportRow[],
  options: RowsOptions,
): Promise<RowOutcome[]> {
  const readable = rows
    .filter(({ problem }) => !problem)
    .map(({ line, cells }) => ({ id: rowId("cus", one.id, line), cells }));
  if (readable.length > 0) return importer.importRows(ctx, readable, settings, options);
  return [];
}

type Told = { number: number; outcomes: readonly RowOutcome[]; isRefusedKept: boolean };

/** Keeps which records a chunk touched and which rows were refused. */
async function tellOfChunk(
  ctx: Ctx,
  one: StoredImport,
  settings: ImportSettings,
  rows: readonly ImportRow[],
  number: number,
  ofReadable: readonly RowOutcome[],
): Promise<Told> {
  const left = [...ofReadable];
  const outcomes = rows.map(
    ({ problem }): RowOutcome => (problem ? { outcome: "refuse", reasons: [problem] } : left.shift()!),
  );
  await saveJournal(ctx.table, one.id, number, [...new Set(ofReadable.flatMap(({ ids = [] }) => ids))]);
  const refused = rows.flatMap((row, at) => {
    const { outcome, reasons } = outcomes[at]!;
    if (outcome !== "refuse") return [];
    const cells = settings.columns.map((_, column) => row.cells[column] ?? "");
    return [csvLine([...cells, String(row.line), reasonsText(ctx, reasons)])];
  });
  if (refused.length > 0)
    await filesOf(ctx).write(refusedFile(one.id, number), bytesOf([refused.join("")]), MAX_REFUSED_BYTES);
  return { number, outcomes, isRefusedKept: refused.length > 0 };
}

function count(state: ImportKept, { number, outcomes, isRefusedKept }: Told): void {
  for (const { outcome, reasons } of outcomes) {
    state.rows += 1;
    state[COUNTER_OF[outcome]] += 1;
    if (outcome !== "refuse") continue;
    for (const code of new Set(reasons.map((reason) => reason.code)))
      state.reasons[code] = (state.reasons[code] ?? 0) + 1;
  }
  if (isRefusedKept && !state.refusedChunks.includes(number)) state.refusedChunks.push(number);
}

/** The refused rows as one CSV file: the headings, the line each stood in, and why it was refused. */
export function refusedRows(ctx: Ctx, { id, settings }: StoredImport, { refusedChunks }: ImportKept): RawAnswer {
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
