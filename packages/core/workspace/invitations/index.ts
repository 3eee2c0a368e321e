export * from "./endpoints.ts";
export * from "./mail.ts";
export * from "./schema.ts";
