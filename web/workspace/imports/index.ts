export type { AfterImport, AfterImportProps } from "./import-result.tsx";
export type { ImportKind } from "./import-setup.tsx";
export { ImportsPage } from "./imports-page.tsx";
