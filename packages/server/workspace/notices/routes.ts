import * as endpoints from "#core/workspace/notices/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import { countNotices, getNoticeSettings, listNotices, readNotices, setNoticeSettings } from "./verbs.ts";

export const noticeRoutes: Route[] = [
  route(endpoints.listNotices, (ctx, { query }) => listNotices(ctx, query)),
  route(endpoints.countNotices, (ctx) => countNotices(ctx)),
  route(endpoints.readNotices, (ctx, { body }) => readNotices(ctx, body)),
  route(endpoints.getNoticeSettings, (ctx) => getNoticeSettings(ctx)),
  route(endpoints.setNoticeSettings, (ctx, { body }) => setNoticeSettings(ctx, body)),
];
