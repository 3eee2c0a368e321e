export * from "../../platform/parked.ts";
export * from "./endpoints.ts";
