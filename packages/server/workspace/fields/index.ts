export { readFields } from "./store.ts";
export { markFilled } from "./verbs.ts";
