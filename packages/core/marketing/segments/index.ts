export * from "./changed-fields.ts";
export * from "./decide.ts";
export * from "./endpoints.ts";
export * from "./evaluate.ts";
export * from "./schema.ts";
