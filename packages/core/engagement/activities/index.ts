export * from "./decide.ts";
export * from "./endpoints.ts";
export * from "./recurrence.ts";
export * from "./schema.ts";
