import type { CallOf } from "#core/platform/endpoint.ts";
import { type ApiKey, createApiKey, listApiKeys, revokeApiKey } from "#core/workspace/api-keys/index.ts";
import { call, newIdempotencyKey } from "#web/platform/api.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { useQuery } from "#web/platform/use-query.ts";

const KEYS = ["api-keys"];

export function useApiKeys() {
  return useQuery(() => ({
    queryKey: KEYS,
    queryFn: ({ signal }) => call(listApiKeys, {}, { signal }).then((answer) => answer.items),
  }));
}

export async function addApiKey(body: CallOf<typeof createApiKey>["body"]): Promise<string> {
  const { key, secret } = await call(createApiKey, { body }, { idempotencyKey: newIdempotencyKey() });
  queryClient.setQueryData<ApiKey[]>(KEYS, (keys) => [key, ...(keys ?? [])]);
  return secret;
}

export async function revoke(id: ApiKey["id"]): Promise<void> {
  await call(revokeApiKey, { params: { id } });
  await queryClient.invalidateQueries({ queryKey: KEYS });
}
