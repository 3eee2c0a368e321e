import { getInteraction, type Interaction } from "#core/engagement/interactions/index.ts";
import { type Customer, listRecentChanges, undoChange } from "#core/people/customers/index.ts";
import type { OutputOf } from "#core/platform/endpoint.ts";
import type { Change } from "#core/workspace/changes/index.ts";
import { call } from "#web/platform/api.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { useInfiniteQuery } from "#web/platform/use-query.ts";

type RecentPage = OutputOf<typeof listRecentChanges>;
export type RecentEntry = RecentPage["items"][number];
export type RecentChange = Extract<RecentEntry, { type: "change" }>;
export type RecentJob = Extract<RecentEntry, { type: "job" }>;

const REFRESH_MS = 4_000;

export function useRecent(everyone: () => boolean) {
  return useInfiniteQuery(() => {
    const isEveryone = everyone();
    return {
      queryKey: ["recent", isEveryone],
      queryFn: ({ pageParam, signal }) =>
        call(
          listRecentChanges,
          { query: { limit: 50, everyone: String(isEveryone), ...(pageParam && { cursor: pageParam }) } },
          { signal },
        ),
      initialPageParam: null as string | null,
      getNextPageParam: (last: RecentPage) => last.nextCursor,
      staleTime: 0,
      // A change appears once it is numbered, a moment after it was made; many pages are not read again by themselves.
      refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 2 ? false : REFRESH_MS),
    };
  });
}

/** All pages as one list: what one job changed may lie in several of them. */
export function entriesOf(pages: readonly RecentPage[]): RecentEntry[] {
  const found = new Map<string, RecentEntry>();
  for (const entry of pages.flatMap(({ items }) => items)) {
    const id = entryKey(entry);
    const known = found.get(id);
    if (!known) found.set(id, entry);
    else if (known.type === "job" && entry.type === "job")
      found.set(id, { ...known, changes: known.changes + entry.changes });
  }
  return [...found.values()];
}

export const entryKey = (entry: RecentEntry) => (entry.type === "job" ? entry.id : entry.change.id);

export async function takeBack(customerId: Customer["id"], changeId: Change["id"]) {
  const outcome = await call(undoChange, { params: { id: customerId, changeId } });
  forgetCustomers();
  return outcome;
}

export function forgetCustomers(): void {
  for (const key of ["recent", "customers", "timeline"]) void queryClient.invalidateQueries({ queryKey: [key] });
}

export function askInteraction(id: string): Promise<Interaction> {
  return call(getInteraction, { params: { id: id as Interaction["id"] } });
}
