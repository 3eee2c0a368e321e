export * from "./card.ts";
export * from "./contact-points.ts";
export * from "./decide.ts";
export * from "./endpoints.ts";
export * from "./merge.ts";
export * from "./schema.ts";
