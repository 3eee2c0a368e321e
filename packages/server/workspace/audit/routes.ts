import type { Change } from "#core/platform/change.ts";
import * as endpoints from "#core/workspace/audit/endpoints.ts";
import type { AuditPage, AuditQuestion } from "#core/workspace/audit/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { type Route, route } from "#server/platform/routes.ts";
import { decodeCursor, encodeCursor } from "#server/platform/sharded.ts";
import { type CustomersSeen, toldChanges } from "#server/workspace/changes/index.ts";
import { searchFeed } from "./feed-store.ts";
import { hasPartition, searchRecord } from "./record-store.ts";

/** What records whose ids begin so are called, as far as the one who asks may know. */
export type Namers = { readonly [prefix: string]: (ctx: Ctx, ids: readonly string[]) => Promise<Map<string, string>> };

/** In the feed, or in the partition of a record. */
const PLACE = /^(s\d{1,12}|r\d{13}#[\w]{1,60})$/;

export async function listAudit(
  ctx: Ctx,
  customersSeen: () => Promise<CustomersSeen>,
  namers: Namers,
  { limit, cursor, ...question }: AuditQuestion & { limit: number; cursor?: string | undefined },
): Promise<AuditPage> {
  const place = decodeCursor(cursor, PLACE);
  const { record } = question;
  if (record !== undefined && hasPartition(record)) {
    const from = place?.startsWith("r") ? place.slice(1) : null;
    const { changes, next, searchedTo } = await searchRecord(ctx.table, { ...question, record }, from, limit);
    const items = await told(ctx, customersSeen, changes);
    return {
      items,
      nextCursor: encodeCursor(next && `r${next}`),
      searchedTo,
      names: await namesIn(ctx, namers, items),
    };
  }
  const from = place?.startsWith("s") ? Number(place.slice(1)) : null;
  const { changes, next, searchedTo } = await searchFeed(ctx, question, from, limit);
  const items = await told(ctx, customersSeen, changes);
  const nextCursor = encodeCursor(next === null ? null : `s${next}`);
  return { items, nextCursor, searchedTo, names: await namesIn(ctx, namers, items) };
}

/** Of the records that these changes tell of, and no other: who is told of one may know what it is called. */
async function namesIn(ctx: Ctx, namers: Namers, told: readonly Change[]): Promise<Record<string, string>> {
  const here = told.filter(({ verb }) => !verb.endsWith(".gone"));
  const ids = [...new Set(here.flatMap(({ entityId, customerId }) => [entityId, customerId ?? []].flat()))];
  const found = await Promise.all(
    Object.entries(namers).map(([prefix, find]) => {
      const own = ids.filter((id) => id.startsWith(prefix));
      return own.length > 0 ? find(ctx, own) : new Map<string, string>();
    }),
  );
  return Object.fromEntries(found.flatMap((names) => [...names]));
}

/** As everybody is told changes, within their sight and without hidden fields; and from where each came. */
export async function told(
  ctx: Ctx,
  customersSeen: () => Promise<CustomersSeen>,
  changes: readonly Change[],
): Promise<Change[]> {
  const origins = new Map(changes.map(({ id, from }) => [id, from]));
  const bare = changes.map(({ from: _, ...change }) => change);
  return (await toldChanges(ctx, customersSeen, bare)).map((change) => {
    const from = origins.get(change.id);
    return from === undefined || change.verb.endsWith(".gone") ? change : { ...change, from };
  });
}

export function auditRoutes(customersSeen: () => Promise<CustomersSeen>, namers: Namers): Route[] {
  return [route(endpoints.listAudit, (ctx, { query }) => listAudit(ctx, customersSeen, namers, query))];
}
