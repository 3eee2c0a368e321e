export * from "./endpoints.ts";
export * from "./holidays.ts";
export * from "./schema.ts";
