import * as endpoints from "#core/workspace/imports/endpoints.ts";
import { type Route, route } from "#server/platform/routes.ts";
import { getRehearsal, startRehearsal } from "./rehearse.ts";
import { createUpload, putUpload } from "./uploads.ts";
import {
  cancelImport,
  getImport,
  getLeftRecords,
  getRefusedRows,
  type Importers,
  listImports,
  pauseImport,
  previewImport,
  resumeImport,
  revertImport,
  startImport,
} from "./verbs.ts";

export function importRoutes(importers: Importers): Route[] {
  return [
    route(endpoints.createUpload, (ctx, { body }) => createUpload(ctx, body)),
    route(endpoints.putUpload, (ctx, { params }, request) => putUpload(ctx, params.id, request.body)),
    route(endpoints.previewImport, (ctx, { body }) => previewImport(ctx, importers, body)),
    route(endpoints.startRehearsal, (ctx, { body }) => startRehearsal(ctx, importers, body)),
    route(endpoints.getRehearsal, (ctx, { params }) => getRehearsal(ctx, params.id)),
    route(endpoints.startImport, (ctx, { body }) => startImport(ctx, importers, body)),
    route(endpoints.listImports, (ctx) => listImports(ctx)),
    route(endpoints.getImport, (ctx, { params }) => getImport(ctx, params.id)),
    route(endpoints.pauseImport, (ctx, { params }) => pauseImport(ctx, params.id)),
    route(endpoints.resumeImport, (ctx, { params }) => resumeImport(ctx, params.id)),
    route(endpoints.cancelImport, (ctx, { params }) => cancelImport(ctx, params.id)),
    route(endpoints.revertImport, (ctx, { params }) => revertImport(ctx, params.id)),
    route(endpoints.getLeftRecords, (ctx, { params }) => getLeftRecords(ctx, params.id)),
    route(endpoints.getRefusedRows, (ctx, { params }) => getRefusedRows(ctx, params.id)),
  ];
}
