import * as endpoints from "#core/people/customers/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import { findDuplicates } from "./duplicates.ts";
import { exportPerson } from "./erasure/everything-store.ts";
import { eraseCustomer } from "./erasure/verbs.ts";
import { listCustomers } from "./list.ts";
import { startRebuild } from "./rebuild.ts";
import { listRecentChanges } from "./recent.ts";
import { undoChange } from "./undo.ts";
import {
  archiveCustomer,
  bulkCustomers,
  createCustomer,
  getCustomer,
  getCustomerNames,
  restoreCustomer,
  updateCustomer,
} from "./verbs.ts";

export const customerRoutes: Route[] = [
  route(endpoints.findDuplicates, async (ctx, { body }) => ({ items: await findDuplicates(ctx, body) })),
  route(endpoints.createCustomer, (ctx, { body }) => createCustomer(ctx, body)),
  route(endpoints.listCustomers, (ctx, { query }) => listCustomers(ctx, query)),
  route(endpoints.getCustomerNames, (ctx, { query }) => getCustomerNames(ctx, query.ids.split(","))),
  route(endpoints.listRecentChanges, (ctx, { query }) => listRecentChanges(ctx, query)),
  route(endpoints.getCustomer, (ctx, { params, query }) => getCustomer(ctx, params.id, query)),
  route(endpoints.updateCustomer, (ctx, { params, body }) => updateCustomer(ctx, params.id, body)),
  route(endpoints.archiveCustomer, (ctx, { params }) => archiveCustomer(ctx, params.id)),
  route(endpoints.bulkCustomers, (ctx, { body }) => bulkCustomers(ctx, body)),
  route(endpoints.eraseCustomer, (ctx, { params, body }) => eraseCustomer(ctx, params.id, body.version)),
  route(endpoints.exportPerson, (ctx, { params }) => exportPerson(ctx, params.id)),
  route(endpoints.rebuildCustomers, (ctx) => startRebuild(ctx)),
  route(endpoints.undoChange, (ctx, { params }) => undoChange(ctx, params.id, params.changeId)),
  route(endpoints.restoreCustomer, (ctx, { params }) => restoreCustomer(ctx, params.id)),
];
