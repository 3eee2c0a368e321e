export { type Role, useRoles } from "./queries.ts";
export { roleWord } from "./words.ts";
