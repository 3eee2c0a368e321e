export { ActivityLine } from "./activity-line.tsx";
export { planNew } from "./form-state.ts";
export { onWorkChanged } from "./queries.ts";
export { dayWord, weekdayWord } from "./words.ts";
