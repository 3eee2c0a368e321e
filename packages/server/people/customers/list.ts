import type { CustomerCard } from "#core/people/customers/index.ts";
import { CUSTOMER_FIELDS, viewOfCard } from "#core/people/customers/view.ts";
import { invalid } from "#core/platform/errors.ts";
import type { Page } from "#core/platform/page.ts";
import { compileRule } from "#core/platform/rules/matches.ts";
import { needsOf } from "#core/platform/rules/needs-of.ts";
import { readRule } from "#core/platform/rules/read-rule.ts";
import type { Ctx } from "#server/platform/context.ts";
import { decodeCursor, encodeCursor } from "#server/platform/sharded.ts";
import { type ListOptions, listCards, PLACES } from "./store.ts";

type Question = Omit<ListOptions, "after"> & { cursor?: string; filter?: string };

/** However few customers pass a filter, one request reads no more cards than this and then says where to go on. */
export const MAX_CARDS_READ = 20_000;
/** Newest first the cards come with the index; in the other orders they are fetched by their keys. */
const CARDS_AT_ONCE = { carried: 1_000, fetched: 200 };

export async function listCustomers(
  ctx: Ctx,
  { cursor, filter, limit, ...order }: Question,
): Promise<Page<CustomerCard>> {
  let after = decodeCursor(cursor, PLACES[order.sort]);
  if (filter === undefined && order.sort !== "lastContact") {
    const { rows, next } = await listCards(ctx.table, { ...order, limit, after });
    return { items: rows.map(({ card }) => card), nextCursor: encodeCursor(next) };
  }
  const fits = filter === undefined ? () => true : filterOf(ctx, filter);
  const passes = (card: CustomerCard) => card.archived === order.archived && fits(card);
  const items: CustomerCard[] = [];
  const atOnce = order.sort === "newest" ? CARDS_AT_ONCE.carried : CARDS_AT_ONCE.fetched;
  let size = Math.min(atOnce, filter === undefined ? limit + 1 : limit * 2);
  for (let cardsRead = 0; cardsRead < MAX_CARDS_READ; ) {
    const { rows, next } = await listCards(ctx.table, { ...order, limit: size, after });
    cardsRead += Math.max(1, rows.length);
    for (const row of rows) {
      if (!passes(row.card)) continue;
      items.push(row.card);
      if (items.length >= limit)
        return { items, nextCursor: next === null && row === rows.at(-1) ? null : encodeCursor(row.place) };
    }
    if (next === null) return { items, nextCursor: null };
    after = next;
    size = atOnce;
  }
  return { items, nextCursor: encodeCursor(after) };
}

function filterOf(ctx: Ctx, filter: string): (card: CustomerCard) => boolean {
  const rule = readRule(filter, CUSTOMER_FIELDS);
  if (needsOf(rule, CUSTOMER_FIELDS) === "full") {
    throw invalid("filter.needs_more", "A list filters by what its cards show; this rule asks for more.", [
      { path: "filter" },
    ]);
  }
  const passes = compileRule(rule, { now: ctx.now(), timeZone: ctx.workspace.timeZone, fields: CUSTOMER_FIELDS });
  return (card) => passes(viewOfCard(card));
}
