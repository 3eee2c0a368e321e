export * from "./endpoints.ts";
export * from "./profile.ts";
export * from "./schema.ts";
export * from "./staff-email.ts";
