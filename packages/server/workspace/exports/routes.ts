import * as endpoints from "#core/workspace/exports/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import {
  cancelExport,
  type Exporters,
  getExport,
  getExportFile,
  listExportColumns,
  listExports,
  startExport,
} from "./verbs.ts";

export function exportRoutes(exporters: Exporters): Route[] {
  return [
    route(endpoints.startExport, (ctx, { body }) => startExport(ctx, exporters, body)),
    route(endpoints.listExports, (ctx) => listExports(ctx)),
    route(endpoints.listExportColumns, async (ctx, { query }) => ({ items: listExportColumns(ctx, exporters, query) })),
    route(endpoints.getExport, (ctx, { params }) => getExport(ctx, params.id)),
    route(endpoints.cancelExport, (ctx, { params }) => cancelExport(ctx, params.id)),
    route(endpoints.getExportFile, (ctx, { params }) => getExportFile(ctx, params.id)),
  ];
}
