import { queryOptions } from "@tanstack/solid-query";
import { createSignal } from "solid-js";
import { can } from "#core/platform/access/can.ts";
import { accessTo, type FieldAccess, type FieldRules, type FieldsOf } from "#core/platform/access/fields.ts";
import type { Module } from "#core/platform/access/modules.ts";
import { SEES_ALL } from "#core/platform/access/sight.ts";
import type { OutputOf } from "#core/platform/endpoint.ts";
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

/** Whether the person signed in may do this, with a part of the program that their team has. Reactive. */
export function useCan(): (permission: Permission, module?: string) => boolean {
  const me = useMe();
  return (permission, module) => {
    const { permissions, modulesOff, visibility } = me.data ?? { permissions: [], modulesOff: [], visibility: "own" };
    const sight = visibility === "all" ? SEES_ALL : { kind: "own" as const, owners: NOBODY, teams: NOBODY };
    return can({ permissions: new Set(permissions), modulesOff: new Set(modulesOff), sight }, { permission, module });
  };
}

const NOBODY: ReadonlySet<string> = new Set();

const isSame = (one: object, other: object) => JSON.stringify(one) === JSON.stringify(other);
const [rules, setRules] = createSignal<FieldRules>({}, { equals: isSame });
const [modulesOff, setModulesOff] = createSignal<readonly string[]>([], { equals: isSame });

queryClient.getQueryCache().subscribe(({ type, query }) => {
  if (query.queryKey[0] !== meQuery.queryKey[0] || (type !== "updated" && type !== "removed")) return;
  const me = type === "removed" ? undefined : (query.state.data as OutputOf<typeof getMe> | undefined);
  setRules(me?.fields ?? {});
  setModulesOff(me?.modulesOff ?? []);
});

/** Whether the team of the person signed in has this part of the program. Reactive. */
export const hasModule = (module: Module): boolean => !modulesOff().includes(module);

/** Whether a field is closed to the person signed in: `hidden`, `readOnly`, or not at all. Reactive. */
export function fieldAccess(kind: FieldsOf, field: string): FieldAccess | undefined {
  return accessTo(rules(), kind, field);
}

const usersQuery = queryOptions({
  queryKey: ["users"],
  queryFn: ({ signal }) => call(listUsers, {}, { signal }).then((answer) => answer.items),
  staleTime: 5 * 60_000,
});

/** Also those who have left. */
export function useEverybody() {
  return useQuery(() => usersQuery);
}

/** The people who work here. */
export function useUsers() {
  const everybody = useEverybody();
  return {
    get data() {
      return everybody.data?.filter(({ removedAt }) => !removedAt);
    },
    get isPending() {
      return everybody.isPending;
    },
    get isSuccess() {
      return everybody.isSuccess;
    },
  };
}

/** The name of a colleague, or of one who was; null while it is not known. */
export function useUserName(): (id: string | null | undefined) => string | null {
  const users = useEverybody();
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
