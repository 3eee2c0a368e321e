export * from "./endpoints.ts";
export * from "./groups.ts";
export * from "./scores.ts";
