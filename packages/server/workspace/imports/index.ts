export type { Importer, ImportSettings, RowInput, RowOutcome, RowReason, RowsOptions } from "./importer.ts";
export { hashedId } from "./row-id.ts";
