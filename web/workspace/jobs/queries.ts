import type { Endpoint, OutputOf } from "#core/platform/endpoint.ts";
import {
  cancelJob,
  getJob,
  getJobLog,
  type Job,
  listJobs,
  pauseJob,
  resumeJob,
  retryJob,
  undoJob,
} from "#core/workspace/jobs/index.ts";
import { call, newIdempotencyKey } from "#web/platform/api.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { useInfiniteQuery, useQuery } from "#web/platform/use-query.ts";

export type { Job };
export type JobLogEntry = OutputOf<typeof getJobLog>["items"][number];
type JobsPage = OutputOf<typeof listJobs>;
type LogPage = OutputOf<typeof getJobLog>;

const LIST_MS = 3000;
const ONE_MS = 1000;
const MARK_MS = 4000;

export const isOpen = ({ state }: Pick<Job, "state">) => state === "queued" || state === "running";

export function useJobs() {
  return useInfiniteQuery(() => ({
    queryKey: ["jobs", "list"],
    queryFn: ({ pageParam, signal }) =>
      call(listJobs, { query: { limit: 50, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last: JobsPage) => last.nextCursor,
    refetchInterval: (query) => (query.state.data?.pages.some(({ items }) => items.some(isOpen)) ? LIST_MS : false),
    staleTime: 0,
  }));
}

/** One job, asked for again until it is over. */
export function useJob(id: () => Job["id"]) {
  return useQuery(() => ({
    queryKey: ["jobs", "one", id()],
    queryFn: ({ signal }) => call(getJob, { params: { id: id() } }, { signal }),
    refetchInterval: (query) => (query.state.data && isOpen(query.state.data) ? ONE_MS : false),
    staleTime: 0,
  }));
}

export function useJobLog(question: () => { id: Job["id"]; live: boolean }) {
  return useInfiniteQuery(() => {
    const { id, live } = question();
    return {
      queryKey: ["jobs", "log", id],
      queryFn: ({ pageParam, signal }) =>
        call(getJobLog, { params: { id }, query: { limit: 100, ...(pageParam && { cursor: pageParam }) } }, { signal }),
      initialPageParam: null as string | null,
      getNextPageParam: (last: LogPage) => last.nextCursor,
      refetchInterval: live ? LIST_MS : (false as const),
      staleTime: 0,
    };
  });
}

/** The newest jobs, for the mark in the shell: asked for again only while one of them is under way. */
export function useNewestJobs(enabled: () => boolean) {
  return useQuery(() => ({
    queryKey: ["jobs", "newest"],
    queryFn: ({ signal }) => call(listJobs, { query: { limit: 20 } }, { signal }).then(({ items }) => items),
    refetchInterval: (query) => (query.state.data?.some(isOpen) ? MARK_MS : false),
    enabled: enabled(),
    staleTime: 30_000,
  }));
}

const STEPS = { pause: pauseJob, resume: resumeJob, cancel: cancelJob, retry: retryJob, undo: undoJob } as const;
export type Step = keyof typeof STEPS;

/** Asks something of a job. Undoing answers with the job that does it. */
export async function steer(step: Step, id: Job["id"]): Promise<Job> {
  const endpoint = STEPS[step] as Endpoint as typeof pauseJob;
  try {
    const job = await call(endpoint, { params: { id } }, { idempotencyKey: newIdempotencyKey() });
    queryClient.setQueryData(["jobs", "one", job.id], job);
    return job;
  } finally {
    forgetJobs();
  }
}

export function forgetJobs(): void {
  void queryClient.invalidateQueries({ queryKey: ["jobs"] });
}
