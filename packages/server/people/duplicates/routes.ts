import * as endpoints from "#core/people/duplicates/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import { dismissDuplicate, recallDuplicate } from "./dismissals.ts";
import { listDuplicates } from "./list.ts";
import { startMergeAll } from "./merge-all.ts";
import { doMany, mergeCustomers, undoMerge } from "./merges.ts";

export const duplicateRoutes: Route[] = [
  route(endpoints.listDuplicates, (ctx, { query }) => listDuplicates(ctx, query)),
  route(endpoints.dismissDuplicate, (ctx, { body }) => dismissDuplicate(ctx, body)),
  route(endpoints.recallDuplicate, (ctx, { body }) => recallDuplicate(ctx, body)),
  route(endpoints.mergeCustomers, (ctx, { body }) => mergeCustomers(ctx, body)),
  route(endpoints.mergeManyCustomers, async (ctx, { body }) => ({
    items: await doMany(ctx, body.items, mergeCustomers),
  })),
  route(endpoints.mergeAllCustomers, (ctx, { body }) => startMergeAll(ctx, body)),
  route(endpoints.undoMerges, async (ctx, { body }) => ({ items: await doMany(ctx, body.items, undoMerge) })),
];
