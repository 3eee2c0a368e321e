export * from "./endpoints.ts";
export * from "./needs.ts";
export * from "./schema.ts";
