import type { NewImport } from "#core/workspace/imports/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { type ImportRow, openFile } from "./import-file.ts";
import { openUpload } from "./uploads.ts";

const SAMPLE_ROWS = 200;

/** Reads the first rows of an upload; the stream is closed again. */
export async function openSample(ctx: Ctx, input: NewImport) {
  const { upload, bytes, file: opened } = await openUpload(ctx, input.uploadId);
  const file = await openFile(opened, { sheet: input.sheet });
  const sample: ImportRow[] = [];
  for await (const row of file.rows) {
    sample.push(row);
    if (sample.length >= SAMPLE_ROWS) break;
  }
  return { file, sample, upload, bytes };
}
