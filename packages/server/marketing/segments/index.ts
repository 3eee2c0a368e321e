export { changeMembers } from "./change-job.ts";
export type { Want } from "./decide-standing.ts";
export { readDefinitions } from "./definitions.ts";
export { type Drift, lookOver, lookOverShard, SHARDS } from "./drift.ts";
export { followMany } from "./follow.ts";
export { createSegment, listSegments } from "./verbs.ts";
