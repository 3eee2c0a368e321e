import type { CustomerCard } from "#core/people/customers/index.ts";
import type { Page } from "#core/platform/page.ts";
import type { Ctx } from "#server/platform/context.ts";
import { EVERYBODY, filterOf } from "./list-filter.ts";
import { type ListOptions, listCards } from "./list-store.ts";
import { cursorOfPlace, placeOfCursor } from "./seen-cursor.ts";
import { openSeen } from "./seen-list.ts";
import { shownCard } from "./sight.ts";

type Question = Omit<ListOptions, "after"> & { cursor?: string; filter?: string };

/** However few customers pass a filter, one request reads no more cards than this and then says where to go on. */
export const MAX_CARDS_READ = 20_000;
/** The same where the filter asks what only whole records say. */
export const MAX_PROFILES_READ = 2_000;
/** Newest first the cards come with the index; in the other orders they are fetched by their keys, and so are records. */
const CARDS_AT_ONCE = { carried: 1_000, fetched: 200 };

export async function listCustomers(
  ctx: Ctx,
  { cursor, filter, limit, ...order }: Question,
): Promise<Page<CustomerCard>> {
  const after = placeOfCursor(ctx, cursor, order.sort);
  if (filter === undefined && order.sort !== "lastContact" && ctx.sight.kind === "all") {
    const { rows, next } = await listCards(ctx.table, { ...order, limit, after });
    return { items: rows.map(({ card }) => shownCard(ctx, card)), nextCursor: cursorOfPlace(ctx, next) };
  }
  const { isDeep, mayPass, passing } = filter === undefined ? EVERYBODY : filterOf(ctx, filter);
  const items: CustomerCard[] = [];
  const atOnce = order.sort === "newest" && !isDeep ? CARDS_AT_ONCE.carried : CARDS_AT_ONCE.fetched;
  let size = Math.min(atOnce, filter === undefined ? limit + 1 : limit * 2);
  const read = openSeen(ctx, { ...order, after }, mayPass);
  let end = after;
  for (let cardsRead = 0; cardsRead < (isDeep ? MAX_PROFILES_READ : MAX_CARDS_READ) || end === ""; ) {
    const page = await read(size);
    const { rows, next } = page;
    cardsRead += Math.max(1, page.read ?? rows.length);
    const there = rows.filter(({ card }) => card.archived === order.archived && !card.mergedInto);
    const passed = await passing(there.map(({ card }) => card));
    for (const row of there) {
      if (!passed.has(row.card.id)) continue;
      items.push(shownCard(ctx, row.card));
      if (items.length >= limit)
        return { items, nextCursor: next === null && row === rows.at(-1) ? null : cursorOfPlace(ctx, row.place) };
    }
    if (next === null) return { items, nextCursor: null };
    end = next;
    size = atOnce;
  }
  return { items, nextCursor: cursorOfPlace(ctx, end) };
}
