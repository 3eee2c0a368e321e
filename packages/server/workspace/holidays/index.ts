export { holidayTable } from "./verbs.ts";
