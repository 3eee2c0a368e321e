import * as endpoints from "#core/workspace/users/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import { addUser, getMe, listUsers } from "./verbs.ts";

export const userRoutes: Route[] = [
  route(endpoints.getMe, (ctx) => getMe(ctx)),
  route(endpoints.listUsers, (ctx) => listUsers(ctx)),
  route(endpoints.addUser, (ctx, { body }) => addUser(ctx, body)),
];
