import type { CustomerCard } from "#core/people/customers/index.ts";
import type { Sight } from "#core/platform/access/sight.ts";
import { sortKeyOfName } from "#core/platform/name-rank.ts";
import type { IndexName } from "#server/platform/indexes.ts";
import type { ShardedList } from "#server/platform/sharded.ts";
import type { Item, Query, Table } from "#server/platform/table.ts";

type Placed = Pick<CustomerCard, "id" | "name" | "updatedAt" | "ownerId" | "teamId" | "archived">;

const INDEX_OF = { owner: "byOwner", team: "byTeam" } as const;
type Holder = keyof typeof INDEX_OF;

const partitionOf = (holder: Holder, id: string, archived: boolean) =>
  `${holder}#${archived ? "archived" : "current"}#${id}`;

/**
 * Where a card is found among those of its owner, or of its team; null where it has none. By their ids; behind each stands
 * what the orders by name and by change need, so that these are put in order without reading a card.
 */
export function entryOf(holder: Holder, { id, name, updatedAt, ownerId, teamId, archived }: Placed) {
  const heldBy = holder === "owner" ? ownerId : teamId;
  if (heldBy === null) return null;
  return { pk: partitionOf(holder, heldBy, archived), sk: `${id}#${updatedAt}#${sortKeyOfName(name)}` };
}

/** What an entry says of a customer. Of one that was written by an older Peyvand the id is all there is. */
export type Entry = { id: string; updatedAt?: string | undefined; nameKey?: string | undefined };

/** Of an index, as `heldBy` names it. */
export function entryOfItem(item: Item, index: IndexName): Entry {
  const [id = item.pk, updatedAt, nameKey] = String(item[`${index}Sk`]).split("#");
  return { id, updatedAt, nameKey };
}

/** From where a reader of entries goes on behind a customer: behind all that begins with the id. */
export function behind(id: string, { newestFirst }: ShardedList): string {
  return newestFirst ? id : `${id}$`;
}

/** Every entry of those whom somebody of a narrow sight sees, some at a time, in no order. */
export async function readHeld(
  table: Table,
  { index, shards, partition }: ShardedList,
  take: (entries: Entry[]) => void | Promise<void>,
): Promise<void> {
  const read = async (shard: number) => {
    const name = typeof index === "string" ? index : index(shard);
    let after: Query["after"] | null;
    do {
      const page = await table.query({
        index: name,
        pk: partition(shard),
        limit: ENTRIES_AT_ONCE,
        after: after ?? undefined,
      });
      await take(page.items.map((item) => entryOfItem(item, name)));
      after = page.next;
    } while (after);
  };
  await Promise.all(Array.from({ length: shards }, (_, shard) => read(shard)));
}

const ENTRIES_AT_ONCE = 4_000;

/** Whom somebody of a narrow sight sees, newest first: a partition for each owner and each team. */
export function heldBy(
  { owners, teams }: Exclude<Sight, { kind: "all" }>,
  archived: boolean,
  reverse = false,
): ShardedList {
  const parts = [
    ...[...owners].map((id) => ({ index: INDEX_OF.owner, pk: partitionOf("owner", id, archived) })),
    ...[...teams].map((id) => ({ index: INDEX_OF.team, pk: partitionOf("team", id, archived) })),
  ];
  return {
    index: (shard) => parts[shard]!.index,
    shards: parts.length,
    partition: (shard) => parts[shard]!.pk,
    newestFirst: !reverse,
  };
}

/** Those of one owner. */
export function ownedBy(ownerId: string, archived: boolean): ShardedList {
  return heldBy({ kind: "own", owners: new Set([ownerId]), teams: new Set() }, archived);
}
