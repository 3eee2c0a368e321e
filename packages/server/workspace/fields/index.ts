export { markFilled } from "./verbs.ts";
