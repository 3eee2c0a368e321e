import type { CustomerCard } from "#core/people/customers/index.ts";
import { CUSTOMER_FIELDS, viewOfCard } from "#core/people/customers/view.ts";
import { invalid } from "#core/platform/errors.ts";
import type { Page } from "#core/platform/page.ts";
import { compileRule } from "#core/platform/rules/matches.ts";
import { needsOf } from "#core/platform/rules/needs-of.ts";
import { readRule } from "#core/platform/rules/read-rule.ts";
import type { Ctx } from "#server/platform/context.ts";
import { decodeCursor, encodeCursor } from "#server/platform/sharded.ts";
import { listByName, listNewest, NAME_PLACE, NEWEST_PLACE, placeOf } from "./store.ts";

type Question = { sort: "newest" | "name"; archived: boolean; limit: number; cursor?: string; filter?: string };

/** However few customers pass a filter, one request reads no more cards than this and then says where to go on. */
export const MAX_CARDS_READ = 20_000;
const CARDS_AT_ONCE = { newest: 1_000, name: 200 };

export async function listCustomers(
  ctx: Ctx,
  { sort, archived, limit, cursor, filter }: Question,
): Promise<Page<CustomerCard>> {
  let after = decodeCursor(cursor, sort === "name" ? NAME_PLACE : NEWEST_PLACE);
  const read = sort === "name" ? listByName : listNewest;
  if (filter === undefined) {
    const { cards, next } = await read(ctx.table, { limit, after, archived });
    return { items: cards, nextCursor: encodeCursor(next) };
  }
  const passes = filterOf(ctx, filter);
  const items: CustomerCard[] = [];
  let size = Math.min(CARDS_AT_ONCE[sort], limit * 2);
  for (let cardsRead = 0; cardsRead < MAX_CARDS_READ; ) {
    const { cards, next } = await read(ctx.table, { limit: size, after, archived });
    cardsRead += cards.length;
    for (const card of cards) {
      if (!passes(card)) continue;
      items.push(card);
      if (items.length >= limit)
        return { items, nextCursor: next === null && card === cards.at(-1) ? null : encodeCursor(placeOf(card, sort)) };
    }
    if (next === null) return { items, nextCursor: null };
    after = next;
    size = CARDS_AT_ONCE[sort];
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
