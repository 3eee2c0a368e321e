import type { CustomerCard, CustomerOrder } from "#core/people/customers/index.ts";
import type { Id } from "#core/platform/ids.ts";
import { sortKeyOfName } from "#core/platform/name-rank.ts";
import { openSharded, readSharded, type ShardedList, type ShardedPage } from "#server/platform/sharded.ts";
import type { Item, Query, Table } from "#server/platform/table.ts";
import { directoryShard, listOf, NEVER, namesFrom } from "./order-store.ts";
import { cardOfItem } from "./packed-card.ts";
import { findCards } from "./store.ts";

/** One customer of a list, and the place in its order from which to go on. */
export type Listed = { card: CustomerCard; place: string };

export type ListOptions = {
  sort: CustomerOrder;
  reverse: boolean;
  archived: boolean;
  limit: number;
  after: string | null;
};

/**
 * A page of customers in an order. Newest first is one round trip, since the directory carries the cards; the other
 * orders hold keys, so their cards are fetched in a second.
 */
export async function listCards(table: Table, options: ListOptions): Promise<CardPage> {
  const { sort, reverse, limit, after } = options;
  const list = listOf(options);
  if (sort !== "lastContact" || !reverse) return readCards(table, list, limit, after);
  // The longest silence first: those who were never spoken with stand before all, and are shown after all.
  const never = `${NEVER}#`;
  const silent = (from: string | null) => readCards(table, { ...list, prefix: never }, limit, from);
  if (after?.startsWith(never)) return silent(after);
  const known = await readCards(table, { ...list, from: "1" }, limit, after);
  if (known.next !== null) return known;
  if (known.rows.length >= limit) return { ...known, next: `${never}${FIRST_ID}` };
  const rest = await readCards(table, { ...list, prefix: never }, limit - known.rows.length, null);
  return { rows: [...known.rows, ...rest.rows], next: rest.next };
}

/** `read`: how many were looked at, where that is more than are there. */
export type CardPage = { rows: Listed[]; next: string | null; read?: number };

/** Which stored cards may be wanted, and which of the others the table may leave out. */
export type CardTest = { mayBe(item: Item): boolean; holding?: Query["holding"] };

/**
 * The same page after page, each of the size asked for, without reading anything twice. Where the cards come with the index,
 * those that `test` refuses are left out.
 */
export function openCards(
  table: Table,
  options: Omit<ListOptions, "limit">,
  test: CardTest | null = null,
): (limit: number) => Promise<CardPage> {
  if (options.sort === "lastContact" && options.reverse) {
    let { after } = options;
    return async (limit) => {
      const page = await listCards(table, { ...options, limit, after });
      after = page.next;
      return page;
    };
  }
  const list = listOf(options);
  const carried = list.index === "directory" ? test : null;
  const read = openSharded(table, { ...list, holding: carried?.holding }, options.after);
  return async (limit) => {
    const page = await read(limit);
    if (!carried) return withCards(table, list, page);
    const items = page.items.filter(carried.mayBe);
    return { ...(await withCards(table, list, { ...page, items })), read: page.read };
  };
}

/** Before every id there is. */
const FIRST_ID = `cus_${"0".repeat(26)}`;

async function readCards(table: Table, list: ShardedList, limit: number, after: string | null): Promise<CardPage> {
  return withCards(table, list, await readSharded(table, list, { limit, after }));
}

async function withCards(table: Table, list: ShardedList, { items, next }: ShardedPage): Promise<CardPage> {
  const places = items.map((item) => String(item[`${list.index as string}Sk`]));
  if (list.index === "directory") {
    return { rows: items.map((item, at): Listed => ({ card: cardOfItem(item), place: places[at]! })), next };
  }
  const cards = new Map(
    (
      await findCards(
        table,
        items.map(({ pk }) => pk),
      )
    ).map((card) => [card.id as string, card]),
  );
  const rows = items.flatMap(({ pk }, at): Listed[] => {
    const card = cards.get(pk);
    return card ? [{ card, place: places[at]! }] : [];
  });
  return { rows, next };
}

/** Ids of customers with exactly this folded name. */
export async function findIdsByName(table: Table, name: string, limit: number): Promise<Id<"cus">[]> {
  const { items } = await readSharded(table, namesFrom(`${sortKeyOfName(name)}#`), { limit, after: null });
  return items.map(({ pk }) => pk as Id<"cus">);
}

const SHARD_PAGE = 1_000;

/** Customers of one part of the directory, newest first, and whether there are more. */
export async function readShard(
  table: Table,
  shard: number,
  most: number,
): Promise<{ cards: CustomerCard[]; hasMore: boolean }> {
  const cards: CustomerCard[] = [];
  let after: { sk: string } | undefined;
  do {
    const limit = Math.min(SHARD_PAGE, most - cards.length);
    const page = await table.query({ ...directoryShard(shard), newestFirst: true, limit, after });
    cards.push(...page.items.map(cardOfItem));
    after = page.next ?? undefined;
  } while (after && cards.length < most);
  return { cards, hasMore: after !== undefined };
}
