import * as endpoints from "#core/workspace/users/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import { changeUser, removeUser, startHandOver } from "./people.ts";
import { updateProfile } from "./profile.ts";
import { addUser, getMe, listUsers } from "./verbs.ts";

export const userRoutes: Route[] = [
  route(endpoints.getMe, (ctx, _, request) => getMe(ctx, request)),
  route(endpoints.updateProfile, (ctx, { body }) => updateProfile(ctx, body)),
  route(endpoints.listUsers, (ctx) => listUsers(ctx)),
  route(endpoints.addUser, (ctx, { body }) => addUser(ctx, body)),
  route(endpoints.changeUser, (ctx, { params, body }) => changeUser(ctx, params.id, body)),
  route(endpoints.removeUser, (ctx, { params }) => removeUser(ctx, params.id)),
  route(endpoints.handOver, (ctx, { params, body }) => startHandOver(ctx, params.id, body)),
];
