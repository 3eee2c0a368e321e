import * as z from "zod";
import { endpoint } from "../../platform/endpoint.ts";
import { idShape } from "../../platform/ids.ts";
import {
  acceptShape,
  invitationShape,
  invitationTokenShape,
  inviteShape,
  openedInvitationShape,
  sentInvitationShape,
} from "./schema.ts";

const tag = "Workspace";
const params = z.strictObject({ id: idShape("inv") });

export const listInvitations = endpoint({
  name: "listInvitations",
  method: "GET",
  path: "/invitations",
  permission: "users.manage",
  tag,
  summary: "Invitations, newest first, used and withdrawn ones included",
  output: z.strictObject({ items: z.array(invitationShape) }),
});

export const invite = endpoint({
  name: "invite",
  secret: true,
  method: "POST",
  path: "/invitations",
  permission: "users.manage",
  tag,
  summary: "Invite somebody by email to work here, with a role and a team",
  body: inviteShape,
  output: sentInvitationShape,
  status: 201,
});

export const sendInvitationAgain = endpoint({
  name: "sendInvitationAgain",
  secret: true,
  method: "POST",
  path: "/invitations/{id}/send",
  permission: "users.manage",
  tag,
  summary: "Send an invitation again with a new link; the old link opens nothing any more",
  params,
  output: sentInvitationShape,
});

export const withdrawInvitation = endpoint({
  name: "withdrawInvitation",
  method: "DELETE",
  path: "/invitations/{id}",
  permission: "users.manage",
  tag,
  summary: "Withdraw an invitation: its link opens nothing any more",
  params,
});

export const openInvitation = endpoint({
  name: "openInvitation",
  secret: true,
  method: "POST",
  path: "/invitations/open",
  permission: "public",
  tag: "Sign-in",
  summary: "What an invitation says, to whoever holds its link",
  body: invitationTokenShape,
  output: openedInvitationShape,
});

export const acceptInvitation = endpoint({
  name: "acceptInvitation",
  secret: true,
  method: "POST",
  path: "/invitations/accept",
  permission: "public",
  tag: "Sign-in",
  summary: "Accept an invitation, once: who accepts it chooses a name and a password, and signs in with them",
  body: acceptShape,
  output: z.strictObject({ email: z.string() }),
});
