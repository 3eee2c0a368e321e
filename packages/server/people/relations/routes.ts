import * as endpoints from "#core/people/relations/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import { addRelation, removeRelation } from "./verbs.ts";

export const relationRoutes: Route[] = [
  route(endpoints.addRelation, (ctx, { params, body }) => addRelation(ctx, params.id, body)),
  route(endpoints.removeRelation, (ctx, { params }) => removeRelation(ctx, params.id, params.kind, params.otherId)),
];
