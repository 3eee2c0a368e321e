import type { CustomerCard, CustomerOrder } from "#core/people/customers/index.ts";
import { sortKeyOfName } from "#core/platform/name-rank.ts";
import { shardOf } from "#server/platform/keys.ts";
import type { ShardedList } from "#server/platform/sharded.ts";
import type { Entry } from "./held-store.ts";

export const DIRECTORY_SHARDS = 8;
/** Of the orders by name, last contact and last change. */
const ORDER_SHARDS = 4;

const directoryOf = (archived: boolean, shard: number) => `${archived ? "archived" : "customers"}#${shard}`;
/** Records that are part of another customer: on no list, found by full passes alone. */
const mergedOf = (shard: number) => `merged#${shard}`;

/** One of the partitions of all customers who are not archived, each an eighth of them by chance. */
export const directoryShard = (shard: number) => ({ index: "directory", pk: directoryOf(false, shard) });

type Placed = Pick<CustomerCard, "id" | "name" | "lastContactAt" | "updatedAt" | "archived" | "mergedInto">;

/** Where a card is found in an order: a partition of its index, and a place there. */
export const entryIn = (order: CustomerOrder, card: Placed) => {
  const shard = shardOf(card.id, order === "newest" ? DIRECTORY_SHARDS : ORDER_SHARDS);
  const isHidden = card.mergedInto !== undefined && order === "newest";
  return { pk: isHidden ? mergedOf(shard) : partitionOf(order, card.archived, shard), sk: placeOf(card, order) };
};

/**
 * Archived customers have partitions of their own, but for the order by last contact: its entries are written with
 * the statistics, which know nothing of the archive, and its readers leave out who is on the other side.
 */
function partitionOf(order: CustomerOrder, archived: boolean, shard: number): string {
  return order === "lastContact" ? `contacts#${shard}` : directoryOf(archived, shard);
}

/** Before every instant, so that those never contacted come last when the latest come first. */
export const NEVER = "0";

/** Where a card stands in an order: what a cursor is made of. */
export function placeOf({ id, name, lastContactAt, updatedAt }: Placed, order: CustomerOrder): string {
  if (order === "newest") return id;
  if (order === "name") return `${sortKeyOfName(name)}#${id}`;
  return `${order === "changed" ? updatedAt : (lastContactAt ?? NEVER)}#${id}`;
}

/** The same from an entry among those of an owner; null where it says too little for this order. */
export function placeOfEntry({ id, updatedAt, nameKey }: Entry, order: CustomerOrder): string | null {
  if (order === "name") return nameKey === undefined ? null : `${nameKey}#${id}`;
  if (order === "changed") return updatedAt === undefined ? null : `${updatedAt}#${id}`;
  return order === "newest" ? id : null;
}

const ID = "#cus_[0-9A-Z]{26}$";
const INSTANT = "\\d{4}-\\d\\d-\\d\\dT[\\d:.]{12}Z";

/** What a place in each order looks like. */
export const PLACES: Record<CustomerOrder, RegExp> = {
  newest: /^cus_[0-9A-Z]{26}$/,
  name: new RegExp(`^[0-9a-z]*${ID}`),
  lastContact: new RegExp(`^(${NEVER}|${INSTANT})${ID}`),
  changed: new RegExp(`^${INSTANT}${ID}`),
};

const INDEX_OF = { newest: "directory", name: "byName", lastContact: "byContact", changed: "byChange" } as const;

type ListedBy = { sort: CustomerOrder; reverse: boolean; archived: boolean };

export const indexOf = (sort: CustomerOrder) => INDEX_OF[sort];

/** The entries of an order, as a reader goes through them. */
export function listOf({ sort, reverse, archived }: ListedBy): ShardedList {
  return {
    index: indexOf(sort),
    shards: sort === "newest" ? DIRECTORY_SHARDS : ORDER_SHARDS,
    partition: (shard) => partitionOf(sort, archived, shard),
    newestFirst: (sort === "name") === reverse,
  };
}

/** The entries of the order by name that begin so, of those who are not archived. */
export function namesFrom(prefix: string): ShardedList {
  return { index: "byName", shards: ORDER_SHARDS, partition: (shard) => directoryOf(false, shard), prefix };
}
