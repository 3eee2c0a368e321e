export { indexRecord } from "./index-record.ts";
export type { SearchSight } from "./search.ts";
