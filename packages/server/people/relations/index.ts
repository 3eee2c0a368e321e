export { relationOf } from "./store.ts";
export { planOfRelation } from "./verbs.ts";
