export * from "./check-custom.ts";
export * from "./check-value.ts";
export * from "./definition.ts";
export * from "./on-card.ts";
export * from "./rule-fields.ts";
