export type { Importer, ImportSettings, Reverted, RowInput, RowOutcome, RowReason, RowsOptions } from "./importer.ts";
export { writtenOf } from "./importer.ts";
export { hashedId } from "./row-id.ts";
export { findImport, idsOfImport } from "./store.ts";
