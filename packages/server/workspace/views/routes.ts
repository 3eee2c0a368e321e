import * as endpoints from "#core/workspace/views/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import { createView, deleteView, getView, listViews, restoreView, setListSettings, updateView } from "./verbs.ts";

export const viewRoutes: Route[] = [
  route(endpoints.listViews, (ctx, { query }) => listViews(ctx, query.list)),
  route(endpoints.createView, (ctx, { body }) => createView(ctx, body)),
  route(endpoints.setListSettings, (ctx, { body }) => setListSettings(ctx, body)),
  route(endpoints.getView, (ctx, { params }) => getView(ctx, params.id)),
  route(endpoints.updateView, (ctx, { params, body }) => updateView(ctx, params.id, body)),
  route(endpoints.deleteView, (ctx, { params }) => deleteView(ctx, params.id)),
  route(endpoints.restoreView, (ctx, { params }) => restoreView(ctx, params.id)),
];
