import { withNeeding } from "./modules.ts";

/** A team; `parentId` is the one above it. `modulesOff`: the parts of the program that it, and teams below, do without. */
export type Team = { id: `tem_${string}`; name: string; parentId?: string | undefined; modulesOff: readonly string[] };

const DEEPEST = 20;

/** A team and all below it. */
export function teamsBelow(teams: readonly Team[], id: string): Set<string> {
  const found = new Set([id]);
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const team of teams) if (team.parentId !== undefined && found.has(team.parentId)) found.add(team.id);
  }
  return found;
}

/** A team and all above it, the nearest first. */
export function teamsAbove(teams: readonly Team[], id: string): Team[] {
  const found: Team[] = [];
  let next = teams.find((team) => team.id === id);
  while (next && found.length < DEEPEST) {
    found.push(next);
    const { parentId } = next;
    next = teams.find((team) => team.id === parentId);
  }
  return found;
}

/** The parts of the program that somebody of this team does without. */
export function modulesOffFor(teams: readonly Team[], id: string | null): ReadonlySet<string> {
  return withNeeding(id === null ? [] : teamsAbove(teams, id).flatMap(({ modulesOff }) => modulesOff));
}
