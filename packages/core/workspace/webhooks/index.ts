export * from "./endpoints.ts";
export * from "./retry.ts";
export * from "./schema.ts";
