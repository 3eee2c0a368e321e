import * as endpoints from "#core/workspace/file-links/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import { createFileLink, type LinkedFiles, openFileLink } from "./links.ts";

export function fileLinkRoutes(files: LinkedFiles): Route[] {
  return [
    route(endpoints.createFileLink, (ctx, { body }) => createFileLink(ctx, files, body)),
    route(endpoints.openFileLink, (ctx, { params }) => openFileLink(ctx, files, params.token)),
  ];
}
