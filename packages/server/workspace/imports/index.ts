export type { Importer, ImportSettings, RowOutcome, RowReason } from "./importer.ts";
export { importRoutes } from "./routes.ts";
export { failInterrupted } from "./verbs.ts";
