import type { Item, Key, Table } from "#server/platform/table.ts";
import type { JobRun, StoredJob } from "#server/workspace/jobs/index.ts";

/** Customers are chosen before the first is changed: a change may take one out of the filter that chose it. */
export const TARGETS_OF_CHUNK = 100;
const KEPT_DAYS = 90;

const chunkKey = (jobId: string, chunk: number): Key => ({
  pk: `targets#${jobId}`,
  sk: String(chunk).padStart(6, "0"),
});

export async function keepTargets(
  table: Table,
  job: JobRun,
  chunk: number,
  ids: readonly string[],
  now: string,
): Promise<void> {
  const ttl = Math.floor(Date.parse(now) / 1000) + KEPT_DAYS * 86_400;
  const item: Item = { ...chunkKey(job.id, chunk), type: "targets", ids: [...ids], ttl };
  await table.append([item]);
}

export async function readTargets(table: Table, jobId: StoredJob["id"], chunk: number): Promise<string[] | null> {
  const item = await table.get(chunkKey(jobId, chunk));
  return item ? (item.ids as string[]) : null;
}
