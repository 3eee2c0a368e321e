import { keepPreviousData } from "@tanstack/solid-query";
import { type Found, search } from "#core/workspace/search/index.ts";
import { call } from "#web/platform/api.ts";
import { useQuery } from "#web/platform/use-query.ts";

export type { Found };

/** Shorter texts find nothing. */
export const LEAST_LETTERS = 2;

const SOON = 5;

/** What the start of a word, or the end of a number, finds. */
export async function find(q: string, signal: AbortSignal): Promise<Found[]> {
  const answer = await call(search, { query: { q, limit: 20 } }, { signal });
  return answer.items;
}

/** The same, followed while it is typed: the answer before stays until the new one is there. */
export function useFound(q: () => string) {
  return useQuery(() => ({
    queryKey: ["search", q()],
    queryFn: ({ signal }) => call(search, { query: { q: q(), limit: 12 } }, { signal }),
    enabled: q().length >= LEAST_LETTERS,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    // Somebody who was added a moment ago is found a moment later.
    refetchInterval: ({ state }) => (state.data?.items.length === 0 && state.dataUpdateCount < SOON ? 1_500 : false),
  }));
}
