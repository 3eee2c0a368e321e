import {
  allowAgain,
  changeSendingSettings,
  getSendingSettings,
  listSuppressed,
} from "#core/engagement/messages/index.ts";
import type { CallOf, OutputOf } from "#core/platform/endpoint.ts";
import { call } from "#web/platform/api.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { useQuery } from "#web/platform/use-query.ts";

const SENDING = ["sending"];
export type Sending = OutputOf<typeof getSendingSettings>;

export function useSending() {
  return useQuery(() => ({
    queryKey: SENDING,
    queryFn: ({ signal }) => call(getSendingSettings, {}, { signal }),
    staleTime: 0,
    refetchOnWindowFocus: false,
  }));
}

export async function saveSending(body: CallOf<typeof changeSendingSettings>["body"]): Promise<Sending> {
  const saved = await call(changeSendingSettings, { body });
  queryClient.setQueryData(SENDING, saved);
  return saved;
}

export function useSuppressed() {
  return useQuery(() => ({
    queryKey: [...SENDING, "suppressed"],
    queryFn: ({ signal }) => call(listSuppressed, { query: { limit: 100 } }, { signal }).then(({ items }) => items),
  }));
}

export async function letIn(body: CallOf<typeof allowAgain>["body"]): Promise<void> {
  await call(allowAgain, { body });
  await queryClient.invalidateQueries({ queryKey: [...SENDING, "suppressed"] });
}
