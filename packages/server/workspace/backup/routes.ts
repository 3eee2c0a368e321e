import { notFound } from "#core/platform/errors.ts";
import * as endpoints from "#core/workspace/backup/endpoints.ts";
import { handOut, type Route, route } from "#server/platform/routes.ts";
import type { Table, WholeTable } from "#server/platform/table.ts";
import { readChanged, readCopy, startCopy } from "./copy.ts";
import {
  addressOfFile,
  confirmFile,
  filesFor,
  finishRestore,
  getRestore,
  putFile,
  putLines,
  startRestore,
} from "./restore.ts";

const FILES_AT_ONCE = 1000;

/** These alone are handed the table as a whole. */
export function backupRoutes(whole: Table & WholeTable): Route[] {
  return [
    route(endpoints.startCopy, (ctx) => startCopy(ctx, whole)),
    route(endpoints.readCopy, (ctx, { params, query }) => readCopy(ctx, whole, params.id, query.cursor)),
    route(endpoints.readChanged, (ctx, { params, query }) => readChanged(ctx, whole, params.id, query)),
    route(endpoints.listFiles, async (ctx, { query }) => ({
      items: (await ctx.files?.list({ after: query.after, limit: FILES_AT_ONCE })) ?? [],
    })),
    route(endpoints.readFile, async (ctx, { query }) => {
      const file = await handOut(filesFor(ctx), query.name);
      if (!file) throw notFound("file");
      return file;
    }),
    route(endpoints.getRestore, (ctx) => getRestore(ctx, whole)),
    route(endpoints.startRestore, (ctx, { body }, { credentialHash }) =>
      startRestore(ctx, whole, body.manifest, credentialHash),
    ),
    route(endpoints.putRestoreLines, (ctx, { query }, request) => putLines(ctx, query, request.body)),
    route(endpoints.putRestoreFile, (ctx, { query }, request) => putFile(ctx, query, request.body)),
    route(endpoints.addressRestoreFile, (ctx, { body }) => addressOfFile(ctx, body)),
    route(endpoints.confirmRestoreFile, (ctx, { body }) => confirmFile(ctx, body)),
    route(endpoints.finishRestore, (ctx, _, { credentialHash }) => finishRestore(ctx, credentialHash)),
  ];
}
