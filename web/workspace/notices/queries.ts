import type { OutputOf } from "#core/platform/endpoint.ts";
import {
  countNotices,
  getNoticeSettings,
  listNotices,
  type Notice,
  type NoticeSettings,
  readNotices,
  setNoticeSettings,
} from "#core/workspace/notices/index.ts";
import { call } from "#web/platform/api.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { useInfiniteQuery, useQuery } from "#web/platform/use-query.ts";

export type { Notice };

const ASK_EVERY_MS = 60_000;

/** How many are unread, asked once a minute while the window is looked at. */
export function useUnread() {
  return useQuery(() => ({
    queryKey: ["notices", "unread"],
    queryFn: ({ signal }) => call(countNotices, {}, { signal }),
    refetchInterval: ASK_EVERY_MS,
    staleTime: ASK_EVERY_MS / 2,
  }));
}

export function useNotices() {
  return useInfiniteQuery(() => ({
    queryKey: ["notices", "list"] as const,
    queryFn: ({ pageParam, signal }) =>
      call(listNotices, { query: { limit: 50, ...(pageParam && { cursor: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last: OutputOf<typeof listNotices>) => last.nextCursor,
  }));
}

/** The newest ones, for who looks at them elsewhere. */
export function useNewest(limit: number) {
  return useQuery(() => ({
    queryKey: ["notices", "newest", limit],
    queryFn: ({ signal }) => call(listNotices, { query: { limit } }, { signal }).then(({ items }) => items),
    refetchInterval: ASK_EVERY_MS,
  }));
}

export async function markRead(ids?: Notice["id"][]): Promise<void> {
  await call(readNotices, { body: ids ? { ids } : {} });
  void queryClient.invalidateQueries({ queryKey: ["notices"] });
}

export function useNoticeSettings() {
  return useQuery(() => ({
    queryKey: ["notices", "settings"],
    queryFn: ({ signal }) => call(getNoticeSettings, {}, { signal }),
  }));
}

export async function saveNoticeSettings(settings: NoticeSettings): Promise<void> {
  const saved = await call(setNoticeSettings, { body: settings });
  queryClient.setQueryData(["notices", "settings"], saved);
}
