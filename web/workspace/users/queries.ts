import { queryOptions } from "@tanstack/solid-query";
import type { Permission } from "#core/platform/permissions.ts";
import { signIn, signOut } from "#core/workspace/sign-in/index.ts";
import { getMe, listUsers } from "#core/workspace/users/index.ts";
import { ApiError, call } from "#web/platform/api.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { useQuery } from "#web/platform/use-query.ts";

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => call(getMe, {}, { signal }),
  staleTime: 5 * 60_000,
  gcTime: Number.POSITIVE_INFINITY,
  retry: (failures, error) => !(error instanceof ApiError && error.status === 401) && failures < 2,
});

/** Who is signed in. Read inside the shell, where it is known. */
export function useMe() {
  return useQuery(() => meQuery);
}

/** Whether the person signed in may do this. Reactive. */
export function useCan(): (permission: Permission) => boolean {
  const me = useMe();
  return (permission) => me.data?.permissions.includes(permission) ?? false;
}

export function useUsers() {
  return useQuery(() => ({
    queryKey: ["users"],
    queryFn: ({ signal }) => call(listUsers, {}, { signal }).then((answer) => answer.items),
    staleTime: 5 * 60_000,
  }));
}

/** The name of a colleague, or null while it is not known. */
export function useUserName(): (id: string | null | undefined) => string | null {
  const users = useUsers();
  return (id) => (id ? (users.data?.find((user) => user.id === id)?.name ?? null) : null);
}

type Credentials = { email: string; password: string; code?: string; trustDevice?: boolean };

export async function enter(credentials: Credentials): Promise<void> {
  await call(signIn, { body: credentials });
  queryClient.clear();
  await queryClient.fetchQuery(meQuery);
}

export async function leave(): Promise<void> {
  await call(signOut, {});
  queryClient.clear();
}
