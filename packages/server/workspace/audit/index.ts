export { writesOfRetention } from "./retention-store.ts";
