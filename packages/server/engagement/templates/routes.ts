import * as endpoints from "#core/engagement/templates/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import {
  createTemplate,
  deleteTemplate,
  getTemplate,
  listTemplates,
  previewTemplate,
  restoreTemplate,
  updateTemplate,
} from "./verbs.ts";

export const templateRoutes: Route[] = [
  route(endpoints.listTemplates, (ctx) => listTemplates(ctx)),
  route(endpoints.createTemplate, (ctx, { body }) => createTemplate(ctx, body)),
  route(endpoints.previewTemplate, (ctx, { body }) => previewTemplate(ctx, body)),
  route(endpoints.getTemplate, (ctx, { params }) => getTemplate(ctx, params.id)),
  route(endpoints.updateTemplate, (ctx, { params, body }) => updateTemplate(ctx, params.id, body)),
  route(endpoints.deleteTemplate, (ctx, { params }) => deleteTemplate(ctx, params.id)),
  route(endpoints.restoreTemplate, (ctx, { params }) => restoreTemplate(ctx, params.id)),
];
