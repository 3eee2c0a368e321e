import { getCustomerSegments } from "#core/marketing/segments/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";

/** What a customer's own path begins with is served beside the customers' room, and loaded when it is asked for. */
export const segmentsOfCustomerRoutes: Route[] = [
  route(getCustomerSegments, async (ctx, { params }) =>
    (await import("./members.ts")).getCustomerSegments(ctx, params.id),
  ),
];
