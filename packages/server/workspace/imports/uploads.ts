import { CrmError, invalid, notFound } from "#core/platform/errors.ts";
import { cleanText } from "#core/platform/fold.ts";
import { hasEnded } from "#core/workspace/jobs/index.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { type DueHandler, dueAttributes } from "#server/platform/due.ts";
import { itemOf, stateOf, withoutUndefined } from "#server/platform/entity.ts";
import type { Files } from "#server/platform/files.ts";
import { findJob } from "#server/workspace/jobs/index.ts";
import { importKept, revertKept } from "./progress.ts";
import {
  daysAfter,
  findImport,
  importEntity,
  leftFile,
  refusedFile,
  type Upload,
  uploadEntity,
  uploadFile,
} from "./store.ts";

const MAX_UPLOAD_BYTES = 200 * 1024 * 1024;
const KEPT_DAYS = 7;

export function filesOf(ctx: Ctx): Files {
  if (ctx.files) return ctx.files;
  throw new CrmError("unavailable", "files.not_configured", "This installation has no place for files yet.");
}

export async function createUpload(ctx: Ctx, input: { fileName: string; bytes: number }) {
  const files = filesOf(ctx);
  const id = ctx.newId("upl");
  const fileName = cleanText(input.fileName.replaceAll(/[/\\]/g, " "));
  const upload: Upload = { id, fileName, bytes: input.bytes, createdAt: ctx.now(), byId: ctx.actor.id };
  const put = {
    ...itemOf(uploadEntity, upload),
    ...dueAttributes("upload", id, daysAfter(upload.createdAt, KEPT_DAYS)),
  };
  await commit(ctx, {
    writes: [{ put, if: { absent: true } }],
    change: { entity: "upload", entityId: id, verb: "upload.announced", fields: { fileName: { after: fileName } } },
  });
  const url = (await files.uploadAddress?.(uploadFile(id), input.bytes)) ?? `/api/v1/uploads/${id}`;
  return { id, url };
}

export async function putUpload(ctx: Ctx, id: string, bytes: AsyncIterable<Uint8Array> | null): Promise<undefined> {
  const { bytes: announced, importId } = await getUpload(ctx, id);
  if (importId && (await isOpen(ctx, importId))) {
    throw new CrmError("conflict", "upload.in_use", "This file is being imported. Send another one as a new upload.");
  }
  const files = filesOf(ctx);
  const written = await files.write(uploadFile(id), bytes ?? nothing(), Math.min(announced, MAX_UPLOAD_BYTES));
  if (written.bytes === announced) return;
  await files.remove(uploadFile(id));
  throw invalid(
    "upload.size_wrong",
    `${announced} bytes were announced and ${written.bytes} came. Send the file again.`,
  );
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

export async function getUpload(ctx: Ctx, id: string): Promise<Upload> {
  const item = await ctx.table.get(uploadEntity.key({ id, fileName: "", bytes: 0, createdAt: "" }));
  if (!item) throw notFound("upload");
  const upload = stateOf(uploadEntity, item);
  const isTheirs = upload.byId === undefined || upload.byId === ctx.actor.id;
  if (!isTheirs && !ctx.permissions.has("workspace.operate")) throw notFound("upload");
  return upload;
}

/** When its days are over an upload goes, bytes and all; one that is still being imported a day later is asked again. */
export const uploadDue: DueHandler = async (ctx, item, now) => {
  const { id, importId } = stateOf(uploadEntity, item);
  if (importId && (await isOpen(ctx, importId))) return { nextDueAt: daysAfter(now, 1) };
  await ctx.files?.remove(uploadFile(id));
  return { remove: true };
};

/** When their days are over the files of refused rows and of records left alone go; what the import did stays told. */
export const importFilesDue: DueHandler = async (ctx, item, now) => {
  const one = stateOf(importEntity, item);
  const job = await findJob(ctx.table, one.jobId);
  const undo = job?.undoneBy ? await findJob(ctx.table, job.undoneBy) : null;
  if ((job && !hasEnded(job.state)) || (undo && !hasEnded(undo.state))) return { nextDueAt: daysAfter(now, 1) };
  for (const chunk of importKept(job?.kept ?? null).refusedChunks) await ctx.files?.remove(refusedFile(one.id, chunk));
  for (const chunk of revertKept(undo?.kept ?? null).leftChunks) await ctx.files?.remove(leftFile(one.id, chunk));
  return { nextDueAt: null, set: { data: withoutUndefined({ ...one, refusedGone: true, leftGone: undo !== null }) } };
};

async function isOpen(ctx: Ctx, importId: string): Promise<boolean> {
  const one = await findImport(ctx.table, importId);
  const job = one && (await findJob(ctx.table, one.jobId));
  return job !== null && !hasEnded(job.state);
}

export async function openUpload(ctx: Ctx, id: string) {
  const upload = await getUpload(ctx, id);
  const files = filesOf(ctx);
  const bytes = await files.size(uploadFile(id));
  if (bytes === null) throw new CrmError("conflict", "upload.empty", "PUT the bytes of this upload first.");
  async function* read(from: number, to: number): AsyncGenerator<Uint8Array> {
    const found = await files.read(uploadFile(id), { from, to });
    if (!found) throw notFound("upload");
    yield* found.stream;
  }
  return { upload, bytes, file: { bytes, read } };
}

export const BYTE_ORDER_MARK = "\ufeff";

export async function* bytesOf(texts: readonly string[]): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const text of texts) yield encoder.encode(text);
}
