export type { Importer, ImportSettings, RowInput, RowOutcome, RowReason } from "./importer.ts";
