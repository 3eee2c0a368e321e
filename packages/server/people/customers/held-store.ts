import type { CustomerCard } from "#core/people/customers/index.ts";
import type { Sight } from "#core/platform/access/sight.ts";
import type { ShardedList } from "#server/platform/sharded.ts";

type Placed = Pick<CustomerCard, "id" | "ownerId" | "teamId" | "archived">;

const INDEX_OF = { owner: "byOwner", team: "byTeam" } as const;
type Holder = keyof typeof INDEX_OF;

const partitionOf = (holder: Holder, id: string, archived: boolean) =>
  `${holder}#${archived ? "archived" : "current"}#${id}`;

/** Where a card is found among those of its owner, or of its team; null where it has none. */
export function entryOf(holder: Holder, { id, ownerId, teamId, archived }: Placed) {
  const heldBy = holder === "owner" ? ownerId : teamId;
  return heldBy === null ? null : { pk: partitionOf(holder, heldBy, archived), sk: id };
}

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
