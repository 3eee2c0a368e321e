import * as endpoints from "#core/workspace/fields/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import { changeField, defineField, listFields, restoreField, retireField } from "./verbs.ts";

export const fieldRoutes: Route[] = [
  route(endpoints.listFields, (ctx, { query }) => listFields(ctx, query.kind)),
  route(endpoints.defineField, (ctx, { body }) => defineField(ctx, body)),
  route(endpoints.changeField, (ctx, { params, body }) => changeField(ctx, params.id, body)),
  route(endpoints.retireField, (ctx, { params }) => retireField(ctx, params.id)),
  route(endpoints.restoreField, (ctx, { params }) => restoreField(ctx, params.id)),
];
