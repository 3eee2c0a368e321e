import * as endpoints from "#core/engagement/activities/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import { dropCalendarFeed, getCalendarFeed, makeCalendarFeed } from "./feed.ts";
import { getCalendar, listActivities } from "./list.ts";
import {
  cancelActivity,
  completeActivity,
  createActivity,
  getActivity,
  moveActivities,
  reopenActivity,
  snoozeActivity,
  updateActivity,
} from "./verbs.ts";

export const activityRoutes: Route[] = [
  route(endpoints.createActivity, (ctx, { body }) => createActivity(ctx, body)),
  route(endpoints.listActivities, (ctx, { query }) => listActivities(ctx, query)),
  route(endpoints.getCalendar, (ctx, { query }) => getCalendar(ctx, query)),
  route(endpoints.getCalendarFeed, (ctx) => getCalendarFeed(ctx)),
  route(endpoints.makeCalendarFeed, (ctx) => makeCalendarFeed(ctx)),
  route(endpoints.dropCalendarFeed, (ctx) => dropCalendarFeed(ctx)),
  route(endpoints.moveActivities, (ctx, { body }) => moveActivities(ctx, body as never)),
  route(endpoints.getActivity, (ctx, { params }) => getActivity(ctx, params.id)),
  route(endpoints.updateActivity, (ctx, { params, body }) => updateActivity(ctx, params.id, body)),
  route(endpoints.completeActivity, (ctx, { params, body }) => completeActivity(ctx, params.id, body as never)),
  route(endpoints.cancelActivity, (ctx, { params, body }) => cancelActivity(ctx, params.id, body)),
  route(endpoints.reopenActivity, (ctx, { params, body }) => reopenActivity(ctx, params.id, body.version)),
  route(endpoints.snoozeActivity, (ctx, { params, body }) => snoozeActivity(ctx, params.id, body.minutes)),
];
