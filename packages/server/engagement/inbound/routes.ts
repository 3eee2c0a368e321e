import * as endpoints from "#core/engagement/inbound/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import { assignMail, dismissMail, getWaitingMail, listWaitingMails, restoreMail, takeMail } from "./verbs.ts";

export const inboundRoutes: Route[] = [
  route(endpoints.receiveMail, (ctx, _, { body }) => takeMail(ctx, body)),
  route(endpoints.listWaitingMails, (ctx, { query }) => listWaitingMails(ctx, query)),
  route(endpoints.getWaitingMail, (ctx, { params }) => getWaitingMail(ctx, params.id)),
  route(endpoints.assignMail, (ctx, { params, body }) => assignMail(ctx, params.id, body.customerId)),
  route(endpoints.restoreMail, (ctx, { params }) => restoreMail(ctx, params.id)),
  route(endpoints.dismissMail, (ctx, { params }) => dismissMail(ctx, params.id)),
];
