import type { Visibility } from "./role.ts";
import { type Team, teamsBelow } from "./team.ts";

/** Which customers, and what hangs on them, somebody sees. */
export type Sight =
  | { kind: "all" }
  | {
      kind: "own" | "team";
      /** Whose customers these are. */
      owners: ReadonlySet<string>;
      /** Teams whose customers these are as well, whoever their owner is. */
      teams: ReadonlySet<string>;
    };

export const SEES_ALL: Sight = { kind: "all" };

/** What a record says of whose it is. */
export type Held = { ownerId?: string | null | undefined; teamId?: string | null | undefined };

/** `hasFactor`: whether this person's second factor is on. */
export type Member = { userId: string; role: string; teamId: string | null; hasFactor?: boolean | undefined };

/** What somebody of a visibility sees; who is nobody (a key that belongs to no person) owns nothing. */
export function sightOf(
  visibility: Visibility,
  userId: string | null,
  { teams, members }: { teams: readonly Team[]; members: readonly Member[] },
): Sight {
  if (visibility === "all") return SEES_ALL;
  const own = new Set(userId === null ? [] : [userId]);
  const teamId = members.find((member) => member.userId === userId)?.teamId ?? null;
  if (visibility === "own" || teamId === null) return { kind: "own", owners: own, teams: new Set() };
  const below = teamsBelow(teams, teamId);
  for (const member of members) if (member.teamId !== null && below.has(member.teamId)) own.add(member.userId);
  return { kind: "team", owners: own, teams: below };
}

/** Whether a record is within somebody's sight. */
export function sees(sight: Sight, { ownerId, teamId }: Held): boolean {
  if (sight.kind === "all") return true;
  return (ownerId != null && sight.owners.has(ownerId)) || (teamId != null && sight.teams.has(teamId));
}
