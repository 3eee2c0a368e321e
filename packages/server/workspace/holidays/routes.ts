import * as endpoints from "#core/workspace/holidays/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import { addHoliday, listHolidays, removeHoliday, setWeekend } from "./verbs.ts";

export const holidayRoutes: Route[] = [
  route(endpoints.listHolidays, (ctx, { query }) => listHolidays(ctx, query)),
  route(endpoints.addHoliday, (ctx, { body }) => addHoliday(ctx, body)),
  route(endpoints.setWeekend, (ctx, { body }) => setWeekend(ctx, body.weekend)),
  route(endpoints.removeHoliday, (ctx, { params }) => removeHoliday(ctx, params.on)),
];
