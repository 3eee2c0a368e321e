import * as endpoints from "#core/workspace/teams/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import { addTeam, changeTeam, listTeams, removeTeam } from "./verbs.ts";

export const teamRoutes: Route[] = [
  route(endpoints.listTeams, (ctx) => listTeams(ctx)),
  route(endpoints.addTeam, (ctx, { body }) => addTeam(ctx, body)),
  route(endpoints.changeTeam, (ctx, { params, body }) => changeTeam(ctx, params.id, body)),
  route(endpoints.removeTeam, (ctx, { params }) => removeTeam(ctx, params.id)),
];
