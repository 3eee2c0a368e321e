import type { ApiKey } from "#core/workspace/api-keys/index.ts";
import { defineEntity, stateOf } from "#server/platform/entity.ts";
import type { Table } from "#server/platform/table.ts";

export type StoredKey = ApiKey & { hash: string };

const KEYS = "apiKeys";

export const keyEntity = defineEntity<StoredKey>({ type: "apiKey", key: ({ id }) => ({ pk: KEYS, sk: id }) });

export async function findKey(table: Table, id: string): Promise<StoredKey | null> {
  const item = await table.get({ pk: KEYS, sk: id });
  return item && stateOf(keyEntity, item);
}

/** Newest first, revoked ones included. */
export async function listKeys(table: Table): Promise<StoredKey[]> {
  const { items } = await table.query({ pk: KEYS, newestFirst: true, limit: 200 });
  return items.map((item) => stateOf(keyEntity, item));
}
