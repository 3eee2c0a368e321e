export { STATS_SUBSCRIBER } from "./on.ts";
export { findInteraction } from "./store.ts";
export { log, logInteraction, planOfLog, withdrawInteraction } from "./verbs.ts";
