export type { CellType, ExportColumn, Exporter, ExportPage, ExportQuestion } from "./exporter.ts";
