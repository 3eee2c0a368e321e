import type { CallOf } from "#core/platform/endpoint.ts";
import { addRole, changeRole, listRoles, type RoleShown, removeRole } from "#core/workspace/roles/index.ts";
import { call, newIdempotencyKey } from "#web/platform/api.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { useQuery } from "#web/platform/use-query.ts";

export type Role = RoleShown;
const ROLES = ["roles"];

export function useRoles() {
  return useQuery(() => ({
    queryKey: ROLES,
    queryFn: ({ signal }) => call(listRoles, {}, { signal }).then((answer) => answer.items),
    staleTime: 60_000,
  }));
}

/** What one may do oneself may be another thing now. */
const refresh = () =>
  Promise.all([
    queryClient.invalidateQueries({ queryKey: ROLES }),
    queryClient.invalidateQueries({ queryKey: ["me"] }),
  ]);

export async function saveRole(role: Role | null, body: CallOf<typeof addRole>["body"]): Promise<void> {
  const { name, ...what } = body;
  if (role === null) await call(addRole, { body }, { idempotencyKey: newIdempotencyKey() });
  else await call(changeRole, { params: { id: role.id }, body: role.builtIn ? what : { name, ...what } });
  await refresh();
}

/** One of the company's own goes; a built-in one becomes what it was. */
export async function dropRole(id: Role["id"]): Promise<void> {
  await call(removeRole, { params: { id } });
  await refresh();
}
