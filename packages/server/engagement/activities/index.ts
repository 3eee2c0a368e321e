export { recountOpen } from "./count-open.ts";
export { type Listed, readWork } from "./store.ts";
export { memberIds, ownersOf } from "./visible.ts";
