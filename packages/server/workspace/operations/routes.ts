import { notFound } from "#core/platform/errors.ts";
import * as endpoints from "#core/workspace/operations/endpoints.ts";
import type { Ctx } from "#server/platform/context.ts";
import { type DueHandlers, listParked, retryParked, tick } from "#server/platform/due.ts";
import { type Route, route } from "#server/platform/routes.ts";

export function operationRoutes(handlers: DueHandlers, before: (ctx: Ctx) => Promise<void>): Route[] {
  return [
    route(endpoints.listParked, async (ctx) => ({ items: await listParked(ctx) })),
    route(endpoints.retryParked, async (ctx, { body }) => {
      if (!(await retryParked(ctx, body.id))) throw notFound("parked");
      return undefined;
    }),
    route(endpoints.runTick, async (ctx, { body }) => {
      await before(ctx);
      return tick(ctx, handlers, body);
    }),
  ];
}
