import { CrmError, invalid, notFound } from "#core/platform/errors.ts";
import { cleanText } from "#core/platform/fold.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { putNew, stateOf } from "#server/platform/entity.ts";
import type { Files } from "#server/platform/files.ts";
import { isExpired } from "#server/platform/table.ts";
import { type Upload, uploadEntity, uploadFile } from "./store.ts";

const MAX_UPLOAD_BYTES = 200 * 1024 * 1024;
const KEPT_DAYS = 7;

export function filesOf(ctx: Ctx): Files {
  if (ctx.files) return ctx.files;
  throw new CrmError("unavailable", "files.not_configured", "This installation has no place for files yet.");
}

export async function createUpload(ctx: Ctx, input: { fileName: string; bytes: number }) {
  filesOf(ctx);
  const id = ctx.newId("upl");
  const fileName = cleanText(input.fileName.replaceAll(/[/\\]/g, " "));
  const upload: Upload = { id, fileName, bytes: input.bytes, createdAt: ctx.now() };
  const ttl = Math.floor(Date.parse(ctx.now()) / 1000) + KEPT_DAYS * 86_400;
  await commit(ctx, {
    writes: [putNew(uploadEntity, upload, { ttl })],
    change: { entity: "upload", entityId: id, verb: "upload.announced", fields: { fileName: { after: fileName } } },
  });
  return { id, url: `/api/v1/uploads/${id}` };
}

export async function putUpload(ctx: Ctx, id: string, bytes: AsyncIterable<Uint8Array> | null): Promise<undefined> {
  const announced = (await getUpload(ctx, id)).bytes;
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
  if (!item || isExpired(item, ctx.now())) throw notFound("upload");
  return stateOf(uploadEntity, item);
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
