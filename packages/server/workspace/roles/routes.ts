import * as endpoints from "#core/workspace/roles/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import { addRole, changeRole, listRoles, removeRole } from "./verbs.ts";

export const roleRoutes: Route[] = [
  route(endpoints.listRoles, (ctx) => listRoles(ctx)),
  route(endpoints.addRole, (ctx, { body }) => addRole(ctx, body)),
  route(endpoints.changeRole, (ctx, { params, body }) => changeRole(ctx, params.id, body)),
  route(endpoints.removeRole, (ctx, { params }) => removeRole(ctx, params.id)),
];
