export type { CellType, ExportColumn, Exporter, ExportPage, ExportQuestion } from "./exporter.ts";
export { zip } from "./zip-writer.ts";
