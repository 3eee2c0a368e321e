export { findDuplicates } from "./duplicates.ts";
export { filterOf } from "./list-filter.ts";
export { findIdsByName } from "./list-store.ts";
export { ownStatsOf, packStanding, standingOf, statsOf } from "./packed-stats.ts";
export { pagesOfIds } from "./page-ids.ts";
export { eachOf, FIRST_PASS, type Pass, passOn } from "./pass.ts";
export { recountAbsorbed } from "./recount-absorbed.ts";
export { revertCustomers } from "./revert-import.ts";
export { type Sample, sampleCustomers } from "./sample.ts";
export {
  ownedIn,
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
  profileKey,
  profileOf,
  readProfiles,
  writeOfCode,
  writeOfStats,
  writesOfUpdate,
} from "./store.ts";
export { createCustomer, heldFrom, planOfNew, planOfUpdate } from "./verbs.ts";
