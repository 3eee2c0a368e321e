import * as endpoints from "#core/insight/rfm/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import { startNightly } from "./nightly.ts";

export const rfmRoutes: Route[] = [route(endpoints.runNightly, (ctx) => startNightly(ctx))];
