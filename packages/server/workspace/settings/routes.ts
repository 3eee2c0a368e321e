import * as endpoints from "#core/workspace/settings/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import { brandOf } from "./brand.ts";
import { getLogo, getSettings, putLogo, removeLogo, updateSettings } from "./verbs.ts";

export const settingsRoutes: Route[] = [
  route(endpoints.getSettings, (ctx) => getSettings(ctx)),
  route(endpoints.updateSettings, (ctx, { body }) => updateSettings(ctx, body)),
  route(endpoints.putLogo, (ctx, _input, request) => putLogo(ctx, request.body)),
  route(endpoints.removeLogo, (ctx) => removeLogo(ctx)),
  route(endpoints.getBrand, async (ctx) => brandOf(ctx.workspace)),
  route(endpoints.getLogo, (ctx) => getLogo(ctx)),
];
