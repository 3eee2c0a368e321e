import * as endpoints from "#core/engagement/interactions/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import { getCustomerPage, getTimeline } from "./timeline.ts";
import {
  correctInteraction,
  getInteraction,
  listInteractionVersions,
  logInteraction,
  withdrawInteraction,
} from "./verbs.ts";

export const interactionRoutes: Route[] = [
  route(endpoints.logInteraction, (ctx, { body }) => logInteraction(ctx, body)),
  route(endpoints.getInteraction, (ctx, { params }) => getInteraction(ctx, params.id)),
  route(endpoints.correctInteraction, (ctx, { params, body }) => correctInteraction(ctx, params.id, body)),
  route(endpoints.withdrawInteraction, (ctx, { params, body }) => withdrawInteraction(ctx, params.id, body)),
  route(endpoints.listInteractionVersions, (ctx, { params }) => listInteractionVersions(ctx, params.id)),
  route(endpoints.getCustomerPage, (ctx, { params }) => getCustomerPage(ctx, params.id)),
  route(endpoints.getTimeline, (ctx, { params, query }) => getTimeline(ctx, params.id, query)),
];
