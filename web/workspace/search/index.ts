export { type Found, find } from "./queries.ts";
