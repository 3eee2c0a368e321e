export type { Counts, JobEnd, JobKind, JobKinds, JobRun } from "./job-kind.ts";
export type { StoredJob } from "./store.ts";
export { startJob } from "./verbs.ts";
