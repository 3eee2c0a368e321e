import { CrmError } from "#core/platform/errors.ts";
import type { Import } from "#core/workspace/imports/index.ts";
import { reasonText } from "#core/workspace/imports/reason-text.ts";
import { csvLine } from "#core/workspace/imports/safe-cell.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { putAlways } from "#server/platform/entity.ts";
import type { Importer, ImportSettings, RowOutcome } from "./importer.ts";
import { type ImportRow, readRows } from "./read-rows.ts";
import { importEntity, refusedFile, saveProgress } from "./store.ts";
import { filesOf, openUpload } from "./uploads.ts";

const CHUNK_ROWS = 200;
const MAX_REFUSED_BYTES = 1024 * 1024 * 1024;
const COUNTER_OF = { add: "added", merge: "merged", skip: "skipped", refuse: "refused" } as const;
const BYTE_ORDER_MARK = "\ufeff";

/** Reads the file to its end, some rows at a time, and keeps count. Refused rows go to a file with their reasons. */
export async function runImport(
  ctx: Ctx,
  importer: Importer,
  settings: ImportSettings,
  uploadId: string,
  started: Import,
): Promise<void> {
  const state = { ...started };
  const refused = openRefused(ctx, started.id, settings);
  try {
    const { stream } = await openUpload(ctx, uploadId);
    const file = await readRows(counted(stream, state));
    let chunk: ImportRow[] = [];
    const flush = async () => {
      await importChunk(ctx, importer, settings, chunk, state, refused);
      chunk = [];
      await saveProgress(ctx.table, state);
    };
    for await (const row of file.rows) {
      chunk.push(row);
      if (chunk.length >= CHUNK_ROWS) await flush();
    }
    await flush();
    if (await refused.close()) state.refusedFile = `/api/v1/imports/${state.id}/refused`;
    await finish(ctx, { ...state, state: "done" });
  } catch (error) {
    await refused.close().catch(() => {});
    const known = error instanceof CrmError ? error : null;
    if (!known) ctx.log.error("import.failed", error, { import: state.id });
    const { code, message } = known ?? {
      code: "import.failed",
      message: "Something went wrong on our side; what was added stays.",
    };
    await finish(ctx, { ...state, state: "failed", error: { code, message } });
  }
}

async function importChunk(
  ctx: Ctx,
  importer: Importer,
  settings: ImportSettings,
  rows: readonly ImportRow[],
  state: Import,
  refused: RefusedRows,
): Promise<void> {
  const readable = rows.filter(({ problem }) => !problem);
  const outcomes = await importer.importRows(
    ctx,
    readable.map(({ cells }) => cells),
    settings,
  );
  for (const row of rows) {
    const { outcome, reasons }: RowOutcome = row.problem
      ? { outcome: "refuse", reasons: [row.problem] }
      : outcomes.shift()!;
    state.rows += 1;
    state[COUNTER_OF[outcome]] += 1;
    if (outcome === "refuse") await refused.add(row, reasons);
  }
}

async function finish(ctx: Ctx, state: Import): Promise<void> {
  const finished = { ...state, finishedAt: ctx.now() };
  const { added, merged, skipped, refused } = finished;
  await commit(ctx, {
    writes: [putAlways(importEntity, finished)],
    change: {
      entity: "import",
      entityId: state.id,
      verb: state.state === "done" ? "import.finished" : "import.failed",
      fields: { counts: { after: { added, merged, skipped, refused } } },
    },
  });
}

async function* counted(stream: AsyncIterable<Uint8Array>, state: Import): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) {
    state.bytesRead += chunk.byteLength;
    yield chunk;
  }
}

type RefusedRows = {
  add(row: ImportRow, reasons: RowOutcome["reasons"]): Promise<void>;
  /** Whether there were any. */
  close(): Promise<boolean>;
};

/** Streams refused rows into a file, opened with the first of them. */
function openRefused(ctx: Ctx, id: string, settings: ImportSettings): RefusedRows {
  const encoder = new TextEncoder();
  const { locale } = ctx.workspace;
  let pipe: { writer: WritableStreamDefaultWriter<Uint8Array>; written: Promise<unknown> } | null = null;
  const open = () => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const written = filesOf(ctx).write(
      refusedFile(id),
      readable as unknown as AsyncIterable<Uint8Array>,
      MAX_REFUSED_BYTES,
    );
    const headings = settings.columns.map(({ heading }) => heading);
    const added = locale === "fa" ? ["سطر در پرونده", "چرا رد شد"] : ["Line in the file", "Why it was refused"];
    const writer = writable.getWriter();
    written.catch((error) => writer.abort(error).catch(() => {}));
    return { pipe: { writer, written }, head: BYTE_ORDER_MARK + csvLine([...headings, ...added]) };
  };
  return {
    async add(row, reasons) {
      let text = "";
      if (!pipe) {
        const opened = open();
        pipe = opened.pipe;
        text = opened.head;
      }
      const cells = settings.columns.map((_, at) => row.cells[at] ?? "");
      const why = reasons.map((reason) => reasonText(reason, locale)).join(locale === "fa" ? "؛ " : "; ");
      await pipe.writer.write(encoder.encode(text + csvLine([...cells, String(row.line), why])));
    },
    async close() {
      if (!pipe) return false;
      await pipe.writer.close();
      await pipe.written;
      return true;
    },
  };
}
