export { brandOf, lookOf } from "./brand.ts";
