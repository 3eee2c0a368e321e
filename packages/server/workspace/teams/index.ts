export { addTeam } from "./verbs.ts";
