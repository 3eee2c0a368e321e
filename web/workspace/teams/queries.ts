import type { CallOf } from "#core/platform/endpoint.ts";
import { addTeam, changeTeam, listTeams, removeTeam, type TeamShown } from "#core/workspace/teams/index.ts";
import { call, newIdempotencyKey } from "#web/platform/api.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { useQuery } from "#web/platform/use-query.ts";

export type Team = TeamShown;
const TEAMS = ["teams"];

export function useTeams() {
  return useQuery(() => ({
    queryKey: TEAMS,
    queryFn: ({ signal }) => call(listTeams, {}, { signal }).then((answer) => answer.items),
    staleTime: 60_000,
  }));
}

const refresh = () => queryClient.invalidateQueries({ queryKey: TEAMS });

export async function saveTeam(id: Team["id"] | null, body: CallOf<typeof addTeam>["body"]): Promise<void> {
  if (id === null) await call(addTeam, { body }, { idempotencyKey: newIdempotencyKey() });
  else await call(changeTeam, { params: { id }, body: { ...body, parentId: body.parentId ?? null } });
  await refresh();
}

export async function deleteTeam(id: Team["id"]): Promise<void> {
  await call(removeTeam, { params: { id } });
  await refresh();
}
