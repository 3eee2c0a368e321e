import type { Id } from "#core/platform/ids.ts";
import { hasEnded, type Job, type JobLogEntry } from "#core/workspace/jobs/index.ts";
import { dueAttributes } from "#server/platform/due.ts";
import { defineEntity, itemOf, stateOf, withoutUndefined } from "#server/platform/entity.ts";
import type { Claim } from "#server/platform/organisation.ts";
import type { Item, Key, Table, Value, Write } from "#server/platform/table.ts";

/** A job with what its worker needs. `version` counts its writes. */
export type StoredJob = Omit<Job, "canUndo"> & {
  version: number;
  input: Value;
  kept: Value | null;
  hasUndo: boolean;
  /** How long it is told of after it began; null: as long as the workspace lasts. */
  keptDays: number | null;
  /** Who is at it: another one after each death. */
  worker: string | null;
  /** By what who started it may do things: what that lets them do and see is read anew by each run. null: the machine's own. */
  claim?: Claim | null;
};

const JOBS = "jobs";
export const KEPT_DAYS = 90;
/** A worker that has not been heard of for so long is dead. */
export const LEASE_MS = 120_000;

export const jobKey = (id: string): Key => ({ pk: JOBS, sk: id });
const logPartition = (id: string) => `log#${id}`;

const jobEntity = defineEntity<StoredJob>({ type: "job", key: ({ id }) => jobKey(id) });

function itemOfJob(job: StoredJob, dueAt: string | null): Item {
  const { version, ...data } = job;
  const { keptDays } = job;
  const ttl = keptDays !== null && hasEnded(job.state) ? ttlOf(job.createdAt, keptDays) : undefined;
  const item = itemOf(jobEntity, data as StoredJob, { version, ttl });
  return dueAt === null ? item : { ...item, ...dueAttributes("job", job.id, dueAt) };
}

/** `dueAt`: when a tick shall look after it, should no worker have written by then; null: never. */
export function writeOfNewJob(job: StoredJob, dueAt: string): Write {
  return { put: itemOfJob(job, dueAt), if: { absent: true } };
}

export function writeOfJob(before: StoredJob, after: StoredJob, dueAt: string | null): Write {
  return {
    put: itemOfJob({ ...after, version: before.version + 1 }, dueAt),
    if: { equals: { version: before.version } },
  };
}

export async function findJob(table: Table, id: string): Promise<StoredJob | null> {
  const item = await table.get(jobKey(id));
  return item && jobOf(item);
}

/** Those of some jobs that are there, by their ids. */
export async function findJobs(table: Table, ids: readonly string[]): Promise<Map<string, StoredJob>> {
  const items = await table.getMany(ids.map(jobKey));
  return new Map(items.flatMap((item) => (item ? [[item.sk, jobOf(item)]] : [])));
}

export function jobOf(item: Item): StoredJob {
  return { ...stateOf(jobEntity, item), version: Number(item.version) };
}

/** Newest first, after a job's id. */
export async function listStoredJobs(
  table: Table,
  limit: number,
  after: string | null,
): Promise<{ jobs: StoredJob[]; next: string | null }> {
  const page = await table.query({
    pk: JOBS,
    newestFirst: true,
    limit,
    ...(after !== null && { after: { sk: after } }),
  });
  return { jobs: page.items.map(jobOf), next: page.next?.sk ?? null };
}

/** Attributes of the job's item that a tick sets when it hands the job to another worker. */
export function requeuedAttributes(item: Item): { [attribute: string]: Value } {
  const job = jobOf(item);
  const { version, ...data } = { ...job, state: "queued" as const };
  return { data: withoutUndefined(data), version: version + 1 };
}

type LogRow = { jobId: string; key: string; entry: JobLogEntry };

const logEntity = defineEntity<LogRow>({
  type: "jobLog",
  key: ({ jobId, key }) => ({ pk: logPartition(jobId), sk: key }),
  pack: ({ entry }) => ({ data: withoutUndefined(entry) }),
  unpack: (item) => ({ jobId: item.pk, key: item.sk, entry: item.data as JobLogEntry }),
});

export function logItem(jobId: Id<"job">, key: string, entry: JobLogEntry): Item {
  return itemOf(logEntity, { jobId, key, entry }, { ttl: ttlOf(entry.at, KEPT_DAYS) });
}

function ttlOf(at: string, days: number): number {
  return Math.floor(Date.parse(at) / 1000) + days * 86_400;
}

export async function readLog(
  table: Table,
  jobId: string,
  limit: number,
  after: string | null,
): Promise<{ items: JobLogEntry[]; next: string | null }> {
  const page = await table.query({ pk: logPartition(jobId), limit, ...(after !== null && { after: { sk: after } }) });
  return { items: page.items.map((item) => stateOf(logEntity, item).entry), next: page.next?.sk ?? null };
}
