import * as endpoints from "#core/workspace/migrations/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import { startMigration } from "./migrate.ts";

export const migrationRoutes: Route[] = [route(endpoints.startMigration, (ctx) => startMigration(ctx))];
