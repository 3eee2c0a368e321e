export { type Found, find, LEAST_LETTERS, useFound } from "./queries.ts";
export { recentOf, rememberOpened } from "./recent.ts";
