import * as endpoints from "#core/workspace/scheduled/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import { listScheduled, runScheduled, type ScheduledJobs, setScheduled } from "./scheduled.ts";

export function scheduledRoutes(jobs: ScheduledJobs): Route[] {
  return [
    route(endpoints.listScheduled, (ctx) => listScheduled(ctx, jobs)),
    route(endpoints.runScheduled, (ctx, { params }) => runScheduled(ctx, jobs, params.name)),
    route(endpoints.setScheduled, (ctx, { params, body }) => setScheduled(ctx, jobs, params.name, body.at)),
  ];
}
