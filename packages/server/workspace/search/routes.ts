import * as endpoints from "#core/workspace/search/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import { type SearchSight, search } from "./search.ts";

export function searchRoutes(sightOf: () => Promise<SearchSight>): Route[] {
  return [route(endpoints.search, (ctx, { query }) => search(ctx, sightOf, query))];
}
