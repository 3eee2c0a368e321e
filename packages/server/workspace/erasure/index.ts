export { eraseFrom, itemsOf } from "./erase-store.ts";
export { type Identifier, spellingsOf } from "./exact.ts";
export type { ErasureRules, Fate } from "./rules.ts";
export { type Person, textsIn } from "./scrub.ts";
