export { findDuplicates } from "./duplicates.ts";
export {
  cardKey,
  findCards,
  findCustomer,
  findIdsByKey,
  profileKey,
  profileOf,
  statsOf,
  writeOfStats,
} from "./store.ts";
export { createCustomer, planOfNew, planOfUpdate } from "./verbs.ts";
