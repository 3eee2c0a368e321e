export { rememberRelations } from "./queries.ts";
export { Relations } from "./relations.tsx";
export { relationKindWord } from "./words.ts";
