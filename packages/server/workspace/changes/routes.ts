import * as endpoints from "#core/workspace/changes/endpoints.ts";
import type { Ctx } from "#server/platform/context.ts";
import { type Route, route } from "#server/platform/routes.ts";
import { readChanges } from "#server/platform/sequencer.ts";
import { decodeCursor, encodeCursor } from "#server/platform/sharded.ts";

const PLACE = /^s\d{1,12}$/;

/** The feed that clients follow: what came after the cursor, in order, up to what is not numbered yet. */
async function listChanges(ctx: Ctx, { since, limit }: { since?: string; limit: number }) {
  const place = decodeCursor(since, PLACE);
  const from = place === null ? 0 : Number(place.slice(1));
  const { changes, more } = await readChanges(ctx.table, from, limit);
  return { items: changes, nextCursor: encodeCursor(`s${from + changes.length}`) as string, more };
}

export const changeRoutes: Route[] = [route(endpoints.listChanges, (ctx, { query }) => listChanges(ctx, query))];
