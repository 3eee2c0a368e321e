export { type Team, useTeams } from "./queries.ts";
export { teamChoices } from "./team-tree.ts";
