import { defineEntity, itemOf, stateOf } from "#server/platform/entity.ts";
import type { Key, Table, Write } from "#server/platform/table.ts";

/** Whose calendar a secret link shows; the secret itself is kept nowhere. */
export type Feed = { userId: string; hash: string; since: string };

const linkKey = (hash: string): Key => ({ pk: `feed#${hash}`, sk: "feed" });
const ownKey = (userId: string): Key => ({ pk: `work#${userId}`, sk: "feed" });

const linkEntity = defineEntity<Feed>({ type: "feed", key: ({ hash }) => linkKey(hash) });
const ownEntity = defineEntity<Feed>({ type: "ownFeed", key: ({ userId }) => ownKey(userId) });

export async function findFeed(table: Table, hash: string): Promise<Feed | null> {
  const item = await table.get(linkKey(hash));
  return item && stateOf(linkEntity, item);
}

export async function findOwnFeed(table: Table, userId: string): Promise<Feed | null> {
  const item = await table.get(ownKey(userId));
  return item && stateOf(ownEntity, item);
}

/** One link a person; null takes it away. */
export function writesOfFeed(before: Feed | null, after: Feed | null, userId: string): Write[] {
  return [
    ...(before ? [{ delete: linkKey(before.hash) }] : []),
    ...(after ? [{ put: itemOf(linkEntity, after) }, { put: itemOf(ownEntity, after) }] : [{ delete: ownKey(userId) }]),
  ];
}
