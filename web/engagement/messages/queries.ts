import {
  cancelMessage,
  getMessage,
  listMessages,
  type Message,
  type MessageGroup,
  type NewMessage,
  sendMessage,
  settleMessage,
  type Verdict,
} from "#core/engagement/messages/index.ts";
import type { CallOf, OutputOf } from "#core/platform/endpoint.ts";
import { call } from "#web/platform/api.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { useInfiniteQuery, useQuery } from "#web/platform/use-query.ts";

const ALL = ["messages"];
type MessagePage = OutputOf<typeof listMessages>;

/** What becomes of a message is told here to whoever shows it elsewhere, such as the timeline. */
const listeners = new Set<(message: Message) => void>();

export function onMessage(listen: (message: Message) => void): () => void {
  listeners.add(listen);
  return () => listeners.delete(listen);
}

function remember(message: Message): Message {
  for (const listen of listeners) listen(message);
  void queryClient.invalidateQueries({ queryKey: ALL });
  return message;
}

const TO_SETTLE = new Set<Message["state"]>(["queued", "sending"]);

/** One message, read again while it is on its way. */
export function useMessage(id: () => Message["id"], enabled: () => boolean) {
  return useQuery(() => ({
    queryKey: [...ALL, "one", id()],
    queryFn: ({ signal }) => call(getMessage, { params: { id: id() } }, { signal }),
    enabled: enabled(),
    staleTime: 0,
    refetchInterval: (query: { state: { data?: { message: Message } | undefined } }) =>
      query.state.data && TO_SETTLE.has(query.state.data.message.state) ? 2_000 : false,
  }));
}

export function useMessages(group: () => MessageGroup) {
  return useInfiniteQuery(() => ({
    queryKey: [...ALL, "list", group()],
    queryFn: ({ pageParam, signal }) =>
      call(listMessages, { query: { group: group(), limit: 50, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last: MessagePage) => last.nextCursor,
    staleTime: 0,
  }));
}

export async function send(body: CallOf<typeof sendMessage>["body"], idempotencyKey: string): Promise<Message> {
  return remember(await call(sendMessage, { body }, { idempotencyKey }));
}

export async function settle(id: Message["id"], verdict: Verdict): Promise<Message> {
  return remember(await call(settleMessage, { params: { id }, body: { verdict } }));
}

export async function cancel(id: Message["id"]): Promise<Message> {
  return remember(await call(cancelMessage, { params: { id } }));
}

/** Looks whether a message that was on its way has arrived; gives up after half a minute. */
export async function followMessage(id: Message["id"]): Promise<void> {
  for (let tries = 0; tries < 15; tries++) {
    await new Promise((resolve) => setTimeout(resolve, tries < 3 ? 700 : 2_500));
    const found = await call(getMessage, { params: { id } }).catch(() => null);
    if (!found) return;
    if (TO_SETTLE.has(found.message.state)) continue;
    remember(found.message);
    return;
  }
}

export type { NewMessage };
