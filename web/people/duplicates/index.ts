export { sayMerged, sayUndone as sayMergesUndone } from "./merge-all.ts";
export { MergedFrom } from "./merged-from.tsx";
export { undoAll as undoMerges } from "./queries.ts";
