import type { CallOf } from "#core/platform/endpoint.ts";
import {
  acceptInvitation,
  type Invitation,
  invite,
  listInvitations,
  openInvitation,
  sendInvitationAgain,
  withdrawInvitation,
} from "#core/workspace/invitations/index.ts";
import { call } from "#web/platform/api.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { useQuery } from "#web/platform/use-query.ts";

const INVITATIONS = ["invitations"];

export function useInvitations() {
  return useQuery(() => ({
    queryKey: INVITATIONS,
    queryFn: ({ signal }) => call(listInvitations, {}, { signal }).then((answer) => answer.items),
  }));
}

/** What an invitation says to whoever holds its link. */
export function useOpenedInvitation(token: string) {
  return useQuery(() => ({
    queryKey: ["invitation", token.slice(0, 30)],
    queryFn: ({ signal }) => call(openInvitation, { body: { token } }, { signal }),
    retry: false,
    enabled: token !== "",
  }));
}

export async function sendInvitation(body: CallOf<typeof invite>["body"]) {
  const sent = await call(invite, { body });
  await queryClient.invalidateQueries({ queryKey: INVITATIONS });
  return sent;
}

export async function sendAgain({ id }: Invitation) {
  const sent = await call(sendInvitationAgain, { params: { id } });
  await queryClient.invalidateQueries({ queryKey: INVITATIONS });
  return sent;
}

export async function withdraw({ id }: Invitation): Promise<void> {
  await call(withdrawInvitation, { params: { id } });
  await queryClient.invalidateQueries({ queryKey: INVITATIONS });
}

export const accept = (body: CallOf<typeof acceptInvitation>["body"]) => call(acceptInvitation, { body });
