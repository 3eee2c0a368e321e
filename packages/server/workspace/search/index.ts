export { type Findable, indexRecords } from "./index-record.ts";
export type { SearchSight } from "./search.ts";
