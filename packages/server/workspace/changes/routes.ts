import type { Change } from "#core/platform/change.ts";
import { CrmError } from "#core/platform/errors.ts";
import * as endpoints from "#core/workspace/changes/endpoints.ts";
import type { Ctx } from "#server/platform/context.ts";
import { readFloor } from "#server/platform/feed-floor.ts";
import { type Route, route } from "#server/platform/routes.ts";
import { readChanges } from "#server/platform/sequencer.ts";
import { decodeCursor, encodeCursor } from "#server/platform/sharded.ts";
import { type CustomersSeen, toldChanges } from "./feed.ts";

const PLACE = /^s\d{1,12}$/;
/** However few changes one is told of, one request looks at about so many and then says where to go on. */
const MAX_READ = 1_000;

type Question = { since?: string; limit: number };

/** The feed that clients follow: what came after the cursor, in order, up to what is not numbered yet. */
async function listChanges(ctx: Ctx, customersSeen: () => Promise<CustomersSeen>, { since, limit }: Question) {
  const place = decodeCursor(since, PLACE);
  let at = place === null ? 0 : Number(place.slice(1));
  const [floor, first] = await Promise.all([readFloor(ctx.table), readChanges(ctx.table, at, limit)]);
  if (place !== null && at < floor)
    throw new CrmError(
      "conflict",
      "changes.removed",
      "What came after this place was removed, as the settings say. Read the records anew, and follow without a cursor.",
    );
  at = Math.max(at, floor);
  const items: Change[] = [];
  for (let read = 0; ; ) {
    const isFirst = read === 0 && at === (place === null ? 0 : Number(place.slice(1)));
    const { changes, more } = isFirst ? first : await readChanges(ctx.table, at, limit);
    items.push(...(await toldChanges(ctx, customersSeen, changes)));
    at += changes.length;
    read += changes.length;
    if (items.length === 0 && more && changes.length > 0 && read < MAX_READ) continue;
    return { items, nextCursor: encodeCursor(`s${at}`) as string, more };
  }
}

export function changeRoutes(customersSeen: () => Promise<CustomersSeen>): Route[] {
  return [route(endpoints.listChanges, (ctx, { query }) => listChanges(ctx, customersSeen, query))];
}
