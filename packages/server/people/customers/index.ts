export { findDuplicates } from "./duplicates.ts";
export { findIdsByName } from "./list-store.ts";
export { pagesOfIds } from "./page-ids.ts";
export { recountAbsorbed } from "./recount-absorbed.ts";
export { revertCustomers } from "./revert-import.ts";
export {
  refuseOutOfSight,
  requireSeen,
  requireSeenProfile,
  seenIds,
  shownCard,
  shownChanges,
  shownCustomer,
  tellsNothing,
} from "./sight.ts";
export {
  cardKey,
  findCards,
  findCustomer,
  findIdsByCode,
  findIdsByKey,
  findSurvivors,
  isCodeWrite,
  isDeleteOfCode,
  ownStatsOf,
  profileKey,
  profileOf,
  readProfiles,
  statsOf,
  writeOfCode,
  writeOfStats,
  writesOfUpdate,
} from "./store.ts";
export { createCustomer, heldFrom, planOfNew, planOfUpdate } from "./verbs.ts";
