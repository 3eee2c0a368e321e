export { recountOpen } from "./count-open.ts";
