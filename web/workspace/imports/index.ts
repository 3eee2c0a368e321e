export type { ImportKind } from "./import-setup.tsx";
export { ImportsPage } from "./imports-page.tsx";
