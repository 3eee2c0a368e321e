import { getTeamDay, getToday } from "#core/engagement/today/index.ts";
import { listCustomers } from "#core/people/customers/index.ts";
import { call } from "#web/platform/api.ts";
import { useQuery } from "#web/platform/use-query.ts";

export function useToday() {
  return useQuery(() => ({
    queryKey: ["activities", "today"],
    queryFn: ({ signal }) => call(getToday, {}, { signal }),
    refetchInterval: 5 * 60_000,
  }));
}

export function useTeamDay(enabled: () => boolean) {
  return useQuery(() => ({
    queryKey: ["activities", "today", "team"],
    queryFn: ({ signal }) => call(getTeamDay, {}, { signal }),
    enabled: enabled(),
  }));
}

const SILENT_DAYS = 60;
const MOST = 6;

/** One's customers with whom nobody has spoken for long, the longest first. */
export function useNeglected(ownerId: () => string | null) {
  return useQuery(() => ({
    queryKey: ["customers", "list", "neglected", ownerId()],
    queryFn: ({ signal }) => {
      const filter = {
        all: [
          { field: "ownerId", is: "anyOf", value: [ownerId()] },
          { field: "lastContactAt", is: "moreThanAgo", value: { count: SILENT_DAYS, unit: "days" } },
          { field: "openActivities", is: "equals", value: 0 },
        ],
      };
      const query = { sort: "lastContact", reverse: true, limit: MOST, filter: JSON.stringify(filter) } as const;
      return call(listCustomers, { query: query as never }, { signal });
    },
    enabled: ownerId() !== null,
  }));
}
