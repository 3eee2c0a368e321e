import * as endpoints from "#core/workspace/jobs/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import type { JobKinds } from "./job-kind.ts";
import { cancelJob, getJob, getJobLog, listJobs, pauseJob, resumeJob, retryJob, undoJob } from "./verbs.ts";

export function jobRoutes(kinds: JobKinds): Route[] {
  return [
    route(endpoints.listJobs, (ctx, { query }) => listJobs(ctx, query)),
    route(endpoints.getJob, (ctx, { params }) => getJob(ctx, params.id)),
    route(endpoints.getJobLog, (ctx, { params, query }) => getJobLog(ctx, params.id, query)),
    route(endpoints.pauseJob, (ctx, { params }) => pauseJob(ctx, params.id)),
    route(endpoints.resumeJob, (ctx, { params }) => resumeJob(ctx, params.id)),
    route(endpoints.cancelJob, (ctx, { params }) => cancelJob(ctx, params.id)),
    route(endpoints.retryJob, (ctx, { params }) => retryJob(ctx, params.id)),
    route(endpoints.undoJob, (ctx, { params }) => undoJob(ctx, kinds, params.id)),
  ];
}
