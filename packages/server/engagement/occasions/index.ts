export { type Coming, comingOccasions } from "./coming.ts";
export { bringUpToDate as bringOccasionsUpToDate } from "./keep.ts";
