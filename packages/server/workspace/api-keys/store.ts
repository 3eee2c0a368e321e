import type { ApiKey } from "#core/workspace/api-keys/index.ts";
import { defineEntity, stateOf } from "#server/platform/entity.ts";
import type { Item, Key, Table } from "#server/platform/table.ts";

export type StoredKey = ApiKey & { hash: string };

const KEYS = "apiKeys";

export const keyEntity = defineEntity<StoredKey>({ type: "apiKey", key: ({ id }) => keyKey(id) });

export const keyKey = (id: string): Key => ({ pk: KEYS, sk: id });

/** Whether what is done with a key goes on: it was neither revoked nor has its time come. */
export function stillStands(item: Item | null | undefined, now: string): boolean {
  if (!item) return false;
  const { revokedAt, expiresAt } = stateOf(keyEntity, item);
  return revokedAt === undefined && (expiresAt === undefined || expiresAt > now);
}

export async function findKey(table: Table, id: string): Promise<StoredKey | null> {
  const item = await table.get(keyKey(id));
  return item && stateOf(keyEntity, item);
}

/** Newest first, revoked ones included. */
export async function listKeys(table: Table): Promise<StoredKey[]> {
  const { items } = await table.query({ pk: KEYS, newestFirst: true, limit: 200 });
  return items.map((item) => stateOf(keyEntity, item));
}
