export type { Counts, JobEnd, JobKind, JobKinds, JobRun } from "./job-kind.ts";
export { findJob, findJobs, type StoredJob } from "./store.ts";
export {
  anyJob,
  cancelJob,
  listOpenJobs,
  type NewJob,
  pauseJob,
  resumeJob,
  retryJob,
  startJob,
  startUndo,
} from "./verbs.ts";
