export type { SampleInteraction } from "./diary.ts";
export type { SampleRelation } from "./member.ts";
export * from "./sample-company.ts";
export type { SampleLocale, Staff } from "./world.ts";
