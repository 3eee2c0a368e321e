import * as endpoints from "#core/workspace/users/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import { addUser, getMe, listUsers, signIn, signOut } from "./verbs.ts";

export const userRoutes: Route[] = [
  route(endpoints.signIn, (ctx, { body }, request) => signIn(ctx, body, request)),
  route(endpoints.signOut, (ctx, _input, request) => signOut(ctx, request)),
  route(endpoints.getMe, (ctx) => getMe(ctx)),
  route(endpoints.listUsers, (ctx) => listUsers(ctx)),
  route(endpoints.addUser, (ctx, { body }) => addUser(ctx, body)),
];
