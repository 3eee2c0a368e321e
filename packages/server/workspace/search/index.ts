export { indexRecord } from "./index-record.ts";
