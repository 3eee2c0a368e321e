import { type Team, teamsAbove, teamsBelow } from "../../platform/access/team.ts";
import { CrmError, invalid, notFound } from "../../platform/errors.ts";
import { cleanText, foldText } from "../../platform/fold.ts";
import { MAX_DEPTH, MAX_TEAMS, type NewTeam, type TeamPatch } from "./schema.ts";

/** The teams with one more. */
export function decideNewTeam(teams: readonly Team[], input: NewTeam, id: Team["id"]): Team[] {
  if (teams.length >= MAX_TEAMS) throw new CrmError("limit", "team.too_many", `There may be ${MAX_TEAMS} teams.`);
  const { name, parentId, modulesOff } = input;
  const team: Team = { id, name: cleanText(name), ...(parentId && { parentId }), modulesOff };
  return checked([...teams, team], team);
}

/** The teams with one of them changed. */
export function decideTeamChange(teams: readonly Team[], id: string, patch: TeamPatch): Team[] {
  const before = teams.find((team) => team.id === id);
  if (!before) throw notFound("team");
  const { parentId = before.parentId ?? null, name = before.name, modulesOff = before.modulesOff } = patch;
  if (parentId !== null && teamsBelow(teams, id).has(parentId))
    throw invalid("team.below_itself", "A team cannot lie below itself.", [{ path: "parentId" }]);
  const team: Team = { id: before.id, name: cleanText(name), ...(parentId !== null && { parentId }), modulesOff };
  return checked(
    teams.map((one) => (one.id === id ? team : one)),
    team,
  );
}

/** The teams without one; `people`: how many are in it. */
export function decideTeamRemoval(teams: readonly Team[], id: string, people: number): Team[] {
  if (!teams.some((team) => team.id === id)) throw notFound("team");
  if (people > 0) throw new CrmError("conflict", "team.has_people", "People are in this team. Move them first.");
  if (teams.some(({ parentId }) => parentId === id))
    throw new CrmError("conflict", "team.has_teams", "There are teams below this one. Move or remove them first.");
  return teams.filter((team) => team.id !== id);
}

function checked(teams: Team[], { id, name, parentId }: Team): Team[] {
  const path = (path: string) => [{ path }];
  if (parentId !== undefined && !teams.some((team) => team.id === parentId))
    throw invalid("team.parent_unknown", "There is no such team to put it below.", path("parentId"));
  const namesake = teams.some((team) => team.id !== id && foldText(team.name) === foldText(name));
  if (namesake) throw new CrmError("conflict", "team.name_taken", "There is a team of this name.", path("name"));
  if (teams.some((team) => teamsAbove(teams, team.id).length > MAX_DEPTH))
    throw new CrmError("limit", "team.too_deep", `At most ${MAX_DEPTH} teams lie above one another.`);
  return teams;
}
