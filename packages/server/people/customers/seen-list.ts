import type { CustomerCard, CustomerOrder } from "#core/people/customers/index.ts";
import { sees } from "#core/platform/access/sight.ts";
import type { Ctx } from "#server/platform/context.ts";
import { openSharded } from "#server/platform/sharded.ts";
import type { Item } from "#server/platform/table.ts";
import { heldBy } from "./held-store.ts";
import { type CardPage, type Listed, type ListOptions, openCards } from "./list-store.ts";
import { NEVER, placeOf } from "./order-store.ts";
import { findCards } from "./store.ts";

/** Somebody who sees more customers than this, but not all, has the order of all read for them and the others left out. */
export const MAX_SORTED = 2_000;

type Seeing = Pick<Ctx, "table" | "sight">;

/**
 * The customers that one may see, page after page. Of a narrow sight they are read from the partitions of the owners and
 * teams: newest first as they stand there; in the other orders all are read, up to `MAX_SORTED`, and put in order.
 */
export function openSeen(
  ctx: Seeing,
  options: Omit<ListOptions, "limit">,
  mayBe: ((item: Item) => boolean) | null = null,
): (limit: number) => Promise<CardPage> {
  const { table, sight } = ctx;
  if (sight.kind === "all") return openCards(table, options, mayBe);
  const { sort, reverse, archived, after } = options;
  if (sort === "newest") {
    const read = openSharded(table, heldBy(sight, archived, reverse), after);
    return async (limit) => {
      const { items, next } = await read(limit);
      const rows = await rowsOf(
        ctx,
        items.map(({ pk }) => pk),
        sort,
      );
      return { rows, next, read: items.length };
    };
  }
  let page: ((limit: number) => Promise<CardPage>) | null = null;
  return async (limit) => {
    page ??= (await openSorted(ctx, options)) ?? openOthersLeftOut(ctx, options);
    return page(limit);
  };
}

/** The cards of all that somebody of a narrow sight sees; null when they are too many. */
export async function heldCards(ctx: Seeing, archived = false): Promise<CustomerCard[] | null> {
  if (ctx.sight.kind === "all") return null;
  const { items, next } = await openSharded(ctx.table, heldBy(ctx.sight, archived), null)(MAX_SORTED);
  if (next !== null) return null;
  const cards = await findCards(
    ctx.table,
    items.map(({ pk }) => pk),
  );
  return cards.filter((card) => sees(ctx.sight, card) && card.archived === archived);
}

/** Null when they are too many for it. */
async function openSorted(ctx: Seeing, { sort, reverse, archived, after }: Omit<ListOptions, "limit">) {
  const cards = await heldCards(ctx, archived);
  if (cards === null) return null;
  const rows = cards.map((card): Listed => ({ card, place: placeOf(card, sort) }));
  const compare = comparing(sort, reverse);
  rows.sort((one, other) => compare(one.place, other.place));
  let at = after === null ? 0 : rows.findIndex(({ place }) => compare(place, after) > 0);
  if (at < 0) at = rows.length;
  return async (limit: number): Promise<CardPage> => {
    const some = rows.slice(at, at + limit);
    at += some.length;
    return { rows: some, next: at < rows.length ? (some.at(-1)?.place ?? null) : null };
  };
}

/** How places of an order compare: who was never spoken with comes last, either way. */
function comparing(sort: CustomerOrder, reverse: boolean): (one: string, other: string) => number {
  const ascending = (sort === "name") !== reverse;
  const isNever = (place: string) => sort === "lastContact" && place.startsWith(`${NEVER}#`);
  return (one, other) => {
    if (isNever(one) !== isNever(other)) return isNever(one) ? 1 : -1;
    if (one === other) return 0;
    return one < other === ascending ? -1 : 1;
  };
}

function openOthersLeftOut({ table, sight }: Seeing, options: Omit<ListOptions, "limit">) {
  const read = openCards(table, options);
  return async (limit: number): Promise<CardPage> => {
    const { rows, next } = await read(limit);
    return { rows: rows.filter(({ card }) => sees(sight, card)), next, read: rows.length };
  };
}

/** The index may be late: the card says whose the customer is. */
async function rowsOf({ table, sight }: Seeing, ids: readonly string[], sort: CustomerOrder): Promise<Listed[]> {
  const cards = await findCards(table, ids);
  return cards.filter((card) => sees(sight, card)).map((card) => ({ card, place: placeOf(card, sort) }));
}
