import type { Team } from "./queries.ts";

export type Placed = { team: Team; depth: number };

/** The teams with those below each right after it, by their names. */
export function treeOf(teams: readonly Team[]): Placed[] {
  const below = (parentId: string | undefined, depth: number): Placed[] =>
    teams
      .filter((team) => team.parentId === parentId)
      .sort((one, other) => one.name.localeCompare(other.name, ["fa", "en"]))
      .flatMap((team) => [{ team, depth }, ...below(team.id, depth + 1)]);
  return below(undefined, 0);
}

/** As choices for a list: what lies below others is set in. `without`: a team that is not offered, with all below it. */
export function teamChoices(teams: readonly Team[], without?: string): { value: string; label: string }[] {
  const closed = new Set<string>(without ? [without] : []);
  return treeOf(teams).flatMap(({ team, depth }) => {
    if (team.parentId && closed.has(team.parentId)) closed.add(team.id);
    return closed.has(team.id) ? [] : [{ value: team.id, label: `${"  ".repeat(depth)}${team.name}` }];
  });
}
