export { findDuplicates } from "./duplicates.ts";
export { customerImporter } from "./importer.ts";
export { customerRoutes } from "./routes.ts";
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
