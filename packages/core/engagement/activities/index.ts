export * from "./decide.ts";
export * from "./due-time.ts";
export * from "./endpoints.ts";
export * from "./recurrence.ts";
export * from "./recurrence-shape.ts";
export * from "./reminder-words.ts";
export * from "./schema.ts";
