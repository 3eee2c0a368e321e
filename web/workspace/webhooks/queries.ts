import type { CallOf, OutputOf } from "#core/platform/endpoint.ts";
import {
  createWebhook,
  deleteWebhook,
  listWebhookCalls,
  listWebhooks,
  renewWebhookSecret,
  repeatWebhookCall,
  startWebhook,
  stopWebhook,
  testWebhook,
  updateWebhook,
  type Webhook,
  type WebhookCall,
} from "#core/workspace/webhooks/index.ts";
import { call, newIdempotencyKey } from "#web/platform/api.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { useInfiniteQuery, useQuery } from "#web/platform/use-query.ts";

const HOOKS = ["webhooks"];
const REFRESH_MS = 10_000;

export function useWebhooks() {
  return useQuery(() => ({
    queryKey: HOOKS,
    queryFn: ({ signal }) => call(listWebhooks, {}, { signal }).then(({ items }) => items),
    refetchInterval: REFRESH_MS,
  }));
}

export function useCalls(id: () => Webhook["id"]) {
  return useInfiniteQuery(() => {
    const of = id();
    return {
      queryKey: [...HOOKS, of, "calls"],
      queryFn: ({ pageParam, signal }) =>
        call(
          listWebhookCalls,
          { params: { id: of }, query: { limit: 20, ...(pageParam && { cursor: pageParam }) } },
          { signal },
        ),
      initialPageParam: null as string | null,
      getNextPageParam: (last: OutputOf<typeof listWebhookCalls>) => last.nextCursor,
      staleTime: 0,
    };
  });
}

const refresh = () => queryClient.invalidateQueries({ queryKey: HOOKS });

export async function addWebhook(body: CallOf<typeof createWebhook>["body"]): Promise<string> {
  const { secret } = await call(createWebhook, { body }, { idempotencyKey: newIdempotencyKey() });
  await refresh();
  return secret;
}

export async function changeWebhook({ id, version }: Webhook, body: { name: string; url: string; events: string[] }) {
  await call(updateWebhook, { params: { id }, body: { version, ...body } });
  await refresh();
}

export async function removeWebhook({ id }: Webhook): Promise<void> {
  await call(deleteWebhook, { params: { id } });
  await refresh();
}

export async function stop({ id }: Webhook): Promise<void> {
  await call(stopWebhook, { params: { id } });
  await refresh();
}

export async function start({ id }: Webhook, from: "stop" | "now"): Promise<void> {
  await call(startWebhook, { params: { id }, body: { from } });
  await refresh();
}

export async function renewSecret({ id }: Webhook): Promise<string> {
  const { secret } = await call(renewWebhookSecret, { params: { id } });
  await refresh();
  return secret;
}

export async function tryWebhook({ id }: Webhook): Promise<WebhookCall> {
  const made = await call(testWebhook, { params: { id } });
  await refresh();
  return made;
}

export async function repeatCall({ id }: Webhook, callId: string): Promise<WebhookCall> {
  const made = await call(repeatWebhookCall, { params: { id, callId: callId as never } });
  await refresh();
  return made;
}
