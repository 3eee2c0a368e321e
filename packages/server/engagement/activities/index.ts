export { recountOpen } from "./count-open.ts";
export { planOfSteps } from "./plans.ts";
export { type Listed, readWork } from "./store.ts";
export { memberIds, ownersOf } from "./visible.ts";
