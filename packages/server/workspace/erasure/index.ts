export { eraseFrom, itemsOf } from "./erase-store.ts";
export type { ErasureRules, Fate } from "./rules.ts";
export { type Person, textsIn } from "./scrub.ts";
