export { type CustomersSeen, toldChanges } from "./feed.ts";
