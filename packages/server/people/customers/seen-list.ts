import type { CustomerCard, CustomerOrder } from "#core/people/customers/index.ts";
import { type Sight, sees } from "#core/platform/access/sight.ts";
import type { Ctx } from "#server/platform/context.ts";
import { openSharded } from "#server/platform/sharded.ts";
import { behind, type Entry, heldBy, readHeld } from "./held-store.ts";
import { type CardPage, type CardTest, type Listed, type ListOptions, openCards } from "./list-store.ts";
import { NEVER, placeOf, placeOfEntry } from "./order-store.ts";
import { findCards } from "./store.ts";

/**
 * Of how many customers the cards, and of how many their places in an order, are held in memory. Of more they are read again
 * when these were gone through.
 */
const MOST = { cards: 2_000, places: 50_000 };

type Seeing = Pick<Ctx, "table" | "sight">;
type Asked = Omit<ListOptions, "limit">;
type Narrow = Exclude<Sight, { kind: "all" }>;

/**
 * The customers that one may see, page after page. Of a narrow sight they are read from the partitions of the owners and
 * teams and nothing else is: newest first as they stand there; by name and by change their entries are put in order, by last
 * contact their cards. `next` is always the place of one that is within sight, empty while there was none.
 */
export function openSeen(
  ctx: Seeing,
  asked: Asked,
  test: CardTest | null = null,
  most = MOST,
): (limit: number) => Promise<CardPage> {
  const { table, sight } = ctx;
  const options = { ...asked, after: asked.after || null };
  if (sight.kind === "all") return openCards(table, options, test);
  return options.sort === "newest" ? openNewest(ctx, sight, options) : openSorted(ctx, sight, options, most);
}

/** The cards of all that somebody of a narrow sight sees; null when they are too many. */
export async function heldCards(ctx: Seeing, archived = false): Promise<CustomerCard[] | null> {
  if (ctx.sight.kind === "all") return null;
  const { items, next } = await openSharded(ctx.table, heldBy(ctx.sight, archived), null)(MOST.cards);
  if (next !== null) return null;
  const ids = items.map(({ pk }) => pk);
  const cards = await findCards(ctx.table, [...new Set(ids)]);
  return cards.filter((card) => sees(ctx.sight, card) && card.archived === archived);
}

function openNewest(ctx: Seeing, sight: Narrow, { archived, reverse, after }: Asked) {
  const list = heldBy(sight, archived, reverse);
  const read = openSharded(ctx.table, list, after && behind(after, list));
  const given = new Set<string>();
  let shown = after;
  return async (limit: number): Promise<CardPage> => {
    const { items, next } = await read(limit);
    const ids = items.map(({ pk }) => pk).filter((id) => !given.has(id));
    for (const id of ids) given.add(id);
    const cards = await findCards(ctx.table, [...new Set(ids)]);
    // The index may be late: the card says whose the customer is.
    const rows = cards.filter((card) => sees(sight, card)).map((card): Listed => ({ card, place: card.id }));
    shown = rows.at(-1)?.place ?? shown;
    return { rows, next: next === null ? null : (shown ?? ""), read: items.length };
  };
}

/** Some of the order, from a place on: whether there are more behind them, and what is known of their cards. */
type Stretch = { places: { id: string; place: string }[]; hasMore: boolean; cards: ReadonlyMap<string, CustomerCard> };

function openSorted(ctx: Seeing, sight: Narrow, options: Asked, most: typeof MOST) {
  let stretch: Stretch | null = null;
  let at = 0;
  let shown = options.after;
  return async (limit: number): Promise<CardPage> => {
    if (!stretch || (at >= stretch.places.length && stretch.hasMore)) {
      stretch = await readStretch(
        ctx,
        sight,
        { ...options, after: stretch?.places.at(-1)?.place ?? options.after },
        most,
      );
      at = 0;
    }
    const { places, hasMore, cards } = stretch;
    const some = places.slice(at, at + limit);
    at += some.length;
    const unknown = some.filter(({ id }) => !cards.has(id)).map(({ id }) => id);
    const found = new Map((await findCards(ctx.table, unknown)).map((card) => [card.id as string, card]));
    const rows = some.flatMap(({ id, place }): Listed[] => {
      const card = cards.get(id) ?? found.get(id);
      return card && sees(sight, card) ? [{ card, place }] : [];
    });
    shown = rows.at(-1)?.place ?? shown;
    return { rows, next: at < places.length || hasMore ? (shown ?? "") : null, read: some.length };
  };
}

async function readStretch(ctx: Seeing, sight: Narrow, options: Asked, most: typeof MOST): Promise<Stretch> {
  const { sort, reverse, archived, after } = options;
  const compare = comparing(sort, reverse);
  const kept = new Map<string, string>();
  const cards = new Map<string, CustomerCard>();
  let hasMore = false;
  const cut = () => {
    if (kept.size <= most.places) return;
    const sorted = [...kept].sort(([, one], [, other]) => compare(one, other));
    hasMore = true;
    for (const [id] of sorted.slice(most.places)) kept.delete(id);
  };
  const keep = (id: string, place: string) => {
    if (after === null || compare(place, after) > 0) kept.set(id, place);
    if (kept.size >= 2 * most.places) cut();
  };
  const keepCards = async (ids: readonly string[]) => {
    for (const card of await findCards(ctx.table, ids)) {
      if (!sees(sight, card)) continue;
      keep(card.id, placeOf(card, sort));
      if (cards.size < most.cards) cards.set(card.id, card);
    }
  };
  await readHeld(ctx.table, heldBy(sight, archived), async (entries) => {
    const placed = entries.map((entry: Entry) => ({ id: entry.id, place: placeOfEntry(entry, sort) }));
    for (const { id, place } of placed) if (place !== null) keep(id, place);
    await keepCards(placed.filter(({ place }) => place === null).map(({ id }) => id));
  });
  cut();
  const places = [...kept].map(([id, place]) => ({ id, place }));
  places.sort((one, other) => compare(one.place, other.place));
  return { places, hasMore, cards };
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
