import * as endpoints from "#core/workspace/invitations/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import {
  acceptInvitation,
  invite,
  listInvitations,
  openInvitation,
  sendInvitationAgain,
  withdrawInvitation,
} from "./verbs.ts";

export const invitationRoutes: Route[] = [
  route(endpoints.listInvitations, (ctx) => listInvitations(ctx)),
  route(endpoints.invite, (ctx, { body }) => invite(ctx, body)),
  route(endpoints.sendInvitationAgain, (ctx, { params }) => sendInvitationAgain(ctx, params.id)),
  route(endpoints.withdrawInvitation, (ctx, { params }) => withdrawInvitation(ctx, params.id)),
  route(endpoints.openInvitation, (ctx, { body }) => openInvitation(ctx, body)),
  route(endpoints.acceptInvitation, (ctx, { body }) => acceptInvitation(ctx, body)),
];
