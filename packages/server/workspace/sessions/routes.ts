import * as endpoints from "#core/workspace/sessions/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import { endSession, endSessions, listSessions } from "./verbs.ts";

export const sessionRoutes: Route[] = [
  route(endpoints.listSessions, (ctx, { query }, request) => listSessions(ctx, query, request)),
  route(endpoints.endSession, (ctx, { params }, request) => endSession(ctx, params.id, request)),
  route(endpoints.endSessions, (ctx, { body }, request) => endSessions(ctx, body, request)),
];
