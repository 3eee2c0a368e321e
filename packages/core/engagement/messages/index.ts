export * from "./calendar-of-sending.ts";
export * from "./decide.ts";
export * from "./endpoints.ts";
export * from "./mask.ts";
export * from "./permission.ts";
export * from "./schema.ts";
export * from "./settings.ts";
export * from "./text-parts.ts";
