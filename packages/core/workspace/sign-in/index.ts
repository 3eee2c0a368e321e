export * from "./endpoints.ts";
export * from "./mails.ts";
export * from "./schema.ts";
