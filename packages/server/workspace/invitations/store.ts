import type { Invitation } from "#core/workspace/invitations/index.ts";
import { defineEntity, stateOf } from "#server/platform/entity.ts";
import type { Table } from "#server/platform/table.ts";

/** `hash` is that of the secret in the link. */
export type StoredInvitation = Invitation & { hash: string };

const INVITATIONS = "invitations";

export const invitationEntity = defineEntity<StoredInvitation>({
  type: "invitation",
  key: ({ id }) => ({ pk: INVITATIONS, sk: id }),
});

export type Found = { invitation: StoredInvitation; version: number };

export async function findInvitation(table: Table, id: string): Promise<Found | null> {
  const item = await table.get({ pk: INVITATIONS, sk: id });
  return item && { invitation: stateOf(invitationEntity, item), version: Number(item.version) };
}

/** Newest first. */
export async function listStoredInvitations(table: Table): Promise<StoredInvitation[]> {
  const { items } = await table.query({ pk: INVITATIONS, newestFirst: true, limit: 200 });
  return items.map((item) => stateOf(invitationEntity, item));
}
