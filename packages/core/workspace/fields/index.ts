export * from "../../platform/custom-fields/definition.ts";
export * from "./decide.ts";
export * from "./endpoints.ts";
export * from "./schema.ts";
