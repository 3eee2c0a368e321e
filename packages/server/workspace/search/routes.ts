import * as endpoints from "#core/workspace/search/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import { search } from "./search.ts";

export const searchRoutes: Route[] = [route(endpoints.search, (ctx, { query }) => search(ctx, query))];
