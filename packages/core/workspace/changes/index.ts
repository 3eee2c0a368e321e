export * from "../../platform/change.ts";
export * from "./endpoints.ts";
