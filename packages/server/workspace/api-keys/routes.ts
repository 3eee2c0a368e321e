import * as endpoints from "#core/workspace/api-keys/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import { createApiKey, listApiKeys, revokeApiKey } from "./verbs.ts";

export const apiKeyRoutes: Route[] = [
  route(endpoints.listApiKeys, (ctx) => listApiKeys(ctx)),
  route(endpoints.createApiKey, (ctx, { body }) => createApiKey(ctx, body)),
  route(endpoints.revokeApiKey, (ctx, { params }) => revokeApiKey(ctx, params.id)),
];
