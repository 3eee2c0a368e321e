import type { Ctx } from "#server/platform/context.ts";
import { paddedNumber } from "#server/platform/keys.ts";
import type { Key, Table } from "#server/platform/table.ts";

/** Records of one kind that a hand-over gives, and from where its list goes on. */
export type HandOverChunk = { noun: string; ids: string[]; next: string | null };

const KEPT_DAYS = 90;

const chunkKey = (jobId: string, chunk: number): Key => ({ pk: `handOver#${jobId}`, sk: paddedNumber(chunk, 6) });

export async function keepChunk(ctx: Ctx, jobId: string, chunk: number, found: HandOverChunk): Promise<void> {
  const ttl = Math.floor(Date.parse(ctx.now()) / 1000) + KEPT_DAYS * 86_400;
  await ctx.table.append([{ ...chunkKey(jobId, chunk), type: "handOver", ...found, ttl }]);
}

export async function readChunk(table: Table, jobId: string, chunk: number): Promise<HandOverChunk | null> {
  const item = await table.get(chunkKey(jobId, chunk));
  return item && { noun: String(item.noun), ids: item.ids as string[], next: item.next as string | null };
}
