export * from "./decide.ts";
export * from "./endpoints.ts";
export * from "./limits.ts";
export * from "./schema.ts";
