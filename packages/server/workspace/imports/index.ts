export type { Importer, ImportSettings, RowOutcome, RowReason } from "./importer.ts";
export { failInterrupted } from "./verbs.ts";
