export * from "./digest-words.ts";
