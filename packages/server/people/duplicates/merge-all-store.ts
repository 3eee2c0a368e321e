import type { Id } from "#core/platform/ids.ts";
import { paddedNumber } from "#server/platform/keys.ts";
import type { Item, Key, Table, Write } from "#server/platform/table.ts";

type CustomerId = Id<"cus">;

/** What one job merged: written in the merge's own transaction, so that it is there when the merge is. */
export type JobMerge = { survivorId: CustomerId; absorbedId: CustomerId; at: string; undoneBy?: string };
/** Where a pair stands among those a job chose. */
export type PairAt = { chunk: number; at: number };

const KEPT_DAYS = 90;

const chunkKey = (jobId: string, chunk: number): Key => ({ pk: `toMerge#${jobId}`, sk: paddedNumber(chunk, 6) });
const mergePartition = (jobId: string) => `merges#${jobId}`;
const placeOf = ({ chunk, at }: PairAt) => `${paddedNumber(chunk, 6)}#${paddedNumber(at, 4)}`;

const ttlOf = (now: string) => Math.floor(Date.parse(now) / 1000) + KEPT_DAYS * 86_400;

export async function keepChosen(
  table: Table,
  jobId: string,
  chunk: number,
  pairs: readonly { a: CustomerId; b: CustomerId }[],
  now: string,
): Promise<void> {
  const item = { ...chunkKey(jobId, chunk), type: "toMerge", pairs: pairs.map(({ a, b }) => [a, b]), ttl: ttlOf(now) };
  await table.append([item]);
}

export async function readChosen(table: Table, jobId: string, chunk: number): Promise<[CustomerId, CustomerId][]> {
  const item = await table.get(chunkKey(jobId, chunk));
  return item ? (item.pairs as [CustomerId, CustomerId][]) : [];
}

export function writeOfJobMerge(jobId: string, place: PairAt, merge: JobMerge): Write {
  const key = { pk: mergePartition(jobId), sk: placeOf(place) };
  return { put: { ...key, type: "jobMerge", ...merge, ttl: ttlOf(merge.at) } };
}

export async function wasMerged(table: Table, jobId: string, place: PairAt): Promise<boolean> {
  return (await table.get({ pk: mergePartition(jobId), sk: placeOf(place) })) !== null;
}

/** What a job merged, the last one first. */
export async function listJobMerges(table: Table, jobId: string, limit: number, after: string | null) {
  const { items, next } = await table.query({
    pk: mergePartition(jobId),
    newestFirst: true,
    limit,
    ...(after !== null && { after: { sk: after } }),
  });
  return { merges: items.map((item) => ({ item, merge: item as unknown as JobMerge })), next: next?.sk ?? null };
}

export function writeOfUndone(item: Item, undoneBy: string): Write {
  return { put: { ...item, undoneBy } };
}
