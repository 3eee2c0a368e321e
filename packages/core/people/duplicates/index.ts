export * from "./decide.ts";
export * from "./endpoints.ts";
export * from "./evidence.ts";
export * from "./schema.ts";
export * from "./sound.ts";
