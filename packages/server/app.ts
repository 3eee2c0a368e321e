import type { Hono } from "hono";
import { interactionRoutes, interactionStats } from "./engagement/interactions/index.ts";
import { customerImporter, customerRoutes } from "./people/customers/index.ts";
import { relationNames, relationRoutes } from "./people/relations/index.ts";
import { createApp, type Platform } from "./platform/app.ts";
import type { DueHandlers } from "./platform/due.ts";
import type { Route } from "./platform/routes.ts";
import { deliveryHandler, type Subscriber } from "./platform/subscribers.ts";
import { apiKeyRoutes } from "./workspace/api-keys/index.ts";
import { changeRoutes } from "./workspace/changes/index.ts";
import { importRoutes } from "./workspace/imports/index.ts";
import { operationRoutes } from "./workspace/operations/index.ts";
import { userRoutes } from "./workspace/users/index.ts";

/** Every reaction to a change, one line a room. */
export const SUBSCRIBERS: readonly Subscriber[] = [relationNames, interactionStats];

/** What handles each kind of due item. */
export const DUE_HANDLERS: DueHandlers = { delivery: deliveryHandler(SUBSCRIBERS) };

/** Every room's routes, one line a room. */
const ROUTES: readonly Route[] = [
  ...userRoutes,
  ...apiKeyRoutes,
  ...customerRoutes,
  ...relationRoutes,
  ...interactionRoutes,
  ...changeRoutes,
  ...importRoutes({ customers: customerImporter }),
  ...operationRoutes(DUE_HANDLERS),
];

/** The whole server over whatever ports a runtime brings. */
export function createServer(platform: Platform): Hono {
  return createApp(platform, ROUTES);
}
