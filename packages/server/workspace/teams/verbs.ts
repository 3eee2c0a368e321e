import type { Team } from "#core/platform/access/team.ts";
import {
  decideNewTeam,
  decideTeamChange,
  decideTeamRemoval,
  type NewTeam,
  type TeamPatch,
  type TeamShown,
} from "#core/workspace/teams/index.ts";
import { type ChangeInput, commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { putAlways, stateOf } from "#server/platform/entity.ts";
import { asRead, teamsEntity } from "#server/platform/organisation.ts";
import { readMembers } from "#server/workspace/users/index.ts";

const KEY = teamsEntity.key({ teams: [] });

export async function listTeams({ organisation }: Ctx): Promise<{ items: TeamShown[] }> {
  return { items: organisation.teams.map(shown) };
}

const shown = ({ modulesOff, ...team }: Team): TeamShown => ({ ...team, modulesOff: [...modulesOff] }) as TeamShown;

export async function addTeam(ctx: Ctx, input: NewTeam): Promise<TeamShown> {
  const id = ctx.newId("tem");
  return change(ctx, id, (teams) => {
    const after = decideNewTeam(teams, input, id);
    return { teams: after, told: { verb: "team.added", fields: { name: { after: after.at(-1)?.name } } } };
  });
}

export async function changeTeam(ctx: Ctx, id: string, patch: TeamPatch): Promise<TeamShown> {
  return change(ctx, id, (teams) => {
    const after = decideTeamChange(teams, id, patch);
    const [was, is] = [teams, after].map((some) => some.find((team) => team.id === id));
    const names = ["name", "parentId", "modulesOff"] as const;
    const differing = names.filter((name) => JSON.stringify(was?.[name]) !== JSON.stringify(is?.[name]));
    const fields = Object.fromEntries(differing.map((name) => [name, { before: was?.[name], after: is?.[name] }]));
    return { teams: after, told: { verb: "team.changed", fields } };
  });
}

export async function removeTeam(ctx: Ctx, id: string): Promise<undefined> {
  const { members } = await readMembers(ctx);
  const people = members.filter(({ teamId }) => teamId === id).length;
  await change(ctx, id, (teams) => {
    const name = teams.find((team) => team.id === id)?.name;
    return {
      teams: decideTeamRemoval(teams, id, people),
      told: { verb: "team.removed", fields: { name: { before: name } } },
    };
  });
}

type Decided = { teams: Team[]; told: Pick<ChangeInput, "verb" | "fields"> };

async function change(ctx: Ctx, id: string, decide: (teams: readonly Team[]) => Decided): Promise<TeamShown> {
  const item = await ctx.table.get(KEY);
  const before = item ? stateOf(teamsEntity, item).teams : [];
  const { teams, told } = decide(before);
  await commit(ctx, {
    writes: [putAlways(teamsEntity, { teams }, { version: Number(item?.version ?? 0) + 1 }, asRead(item))],
    change: { entity: "team", entityId: id, ...told },
  });
  return shown((teams.find((team) => team.id === id) ?? before.find((team) => team.id === id)) as Team);
}
