import type { CallOf } from "#core/platform/endpoint.ts";
import { endSession, endSessions, listSessions, type OpenSession } from "#core/workspace/sessions/index.ts";
import {
  beginSecondFactor,
  changePassword,
  confirmSecondFactor,
  endSecondFactor,
  getSecondFactor,
  renewRecoveryCodes,
} from "#core/workspace/sign-in/index.ts";
import { updateProfile } from "#core/workspace/users/index.ts";
import { call } from "#web/platform/api.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { useQuery } from "#web/platform/use-query.ts";
import { meQuery } from "#web/workspace/users/index.ts";

const SESSIONS = ["sessions"];
const FACTOR = ["second-factor"];

type UserId = `usr_${string}`;

/** Where somebody is signed in: oneself unless said. */
export function useSessions(userId?: UserId) {
  return useQuery(() => ({
    queryKey: [...SESSIONS, userId],
    queryFn: ({ signal }) =>
      call(listSessions, userId ? { query: { userId } } : {}, { signal }).then((answer) => answer.items),
  }));
}

export async function end({ id }: OpenSession): Promise<void> {
  await call(endSession, { params: { id } });
  await queryClient.invalidateQueries({ queryKey: SESSIONS });
}

/** All but the one that asks. */
export async function endOthers(userId?: UserId): Promise<number> {
  const { ended } = await call(endSessions, { body: userId ? { userId } : {} });
  await queryClient.invalidateQueries({ queryKey: SESSIONS });
  return ended;
}

export function useSecondFactor() {
  return useQuery(() => ({ queryKey: FACTOR, queryFn: ({ signal }) => call(getSecondFactor, {}, { signal }) }));
}

/** A password that is not asked of somebody who has none. */
const given = (password: string) => (password === "" ? {} : { password });

export const begin = (password: string) => call(beginSecondFactor, { body: given(password) });

export async function confirm(code: string): Promise<void> {
  await call(confirmSecondFactor, { body: { code } });
  await seeAnew();
}

export async function renewCodes(password: string): Promise<string[]> {
  return (await call(renewRecoveryCodes, { body: given(password) })).recoveryCodes;
}

export async function turnOff(password: string): Promise<void> {
  await call(endSecondFactor, { body: given(password) });
  await seeAnew();
}

export async function change(body: CallOf<typeof changePassword>["body"]): Promise<void> {
  await call(changePassword, { body });
  await seeAnew();
}

/** The session is a new one. */
async function seeAnew(): Promise<void> {
  await Promise.all([SESSIONS, FACTOR].map((queryKey) => queryClient.invalidateQueries({ queryKey })));
}

export async function saveProfile(body: CallOf<typeof updateProfile>["body"]): Promise<void> {
  await call(updateProfile, { body });
  await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
  await queryClient.invalidateQueries({ queryKey: ["users"] });
}
