export * from "./endpoints.ts";
export * from "./manifest.ts";
export * from "./schema.ts";
export * from "./version.ts";
