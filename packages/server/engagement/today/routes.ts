import * as endpoints from "#core/engagement/today/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import { getTeamDay, getToday } from "./today.ts";

export const todayRoutes: Route[] = [
  route(endpoints.getToday, (ctx, { query }) => getToday(ctx, query.ownerId)),
  route(endpoints.getTeamDay, (ctx) => getTeamDay(ctx)),
];
