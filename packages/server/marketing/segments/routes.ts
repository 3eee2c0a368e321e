import * as endpoints from "#core/marketing/segments/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import { changeMembers } from "./change-job.ts";
import { listMembers, listMovements } from "./members.ts";
import { previewSegment } from "./preview.ts";
import {
  archiveSegment,
  createSegment,
  getFlow,
  getSegment,
  listSegments,
  restoreSegment,
  updateSegment,
} from "./verbs.ts";

export const segmentRoutes: Route[] = [
  route(endpoints.listSegments, (ctx, { query }) => listSegments(ctx, query)),
  route(endpoints.createSegment, (ctx, { body }) => createSegment(ctx, body)),
  route(endpoints.previewSegment, (ctx, { body }) => previewSegment(ctx, body)),
  route(endpoints.getSegment, (ctx, { params }) => getSegment(ctx, params.id)),
  route(endpoints.updateSegment, (ctx, { params, body }) => updateSegment(ctx, params.id, body)),
  route(endpoints.archiveSegment, (ctx, { params }) => archiveSegment(ctx, params.id)),
  route(endpoints.restoreSegment, (ctx, { params }) => restoreSegment(ctx, params.id)),
  route(endpoints.listMembers, (ctx, { params, query }) => listMembers(ctx, params.id, query)),
  route(endpoints.changeMembers, (ctx, { params, body }) => changeMembers(ctx, params.id, body)),
  route(endpoints.listMovements, (ctx, { params, query }) => listMovements(ctx, params.id, query)),
  route(endpoints.getFlow, (ctx, { params, query }) => getFlow(ctx, params.id, query.days)),
];
