import { listHolidays } from "#core/workspace/holidays/index.ts";
import { call } from "#web/platform/api.ts";
import { useQuery } from "#web/platform/use-query.ts";

/** The days off in a span of days: what they are called, and whether nobody works on one. */
export function useHolidays(range: () => { from: string; to: string }) {
  const query = useQuery(() => ({
    queryKey: ["holidays", range()] as const,
    queryFn: ({ signal }) => call(listHolidays, { query: range() }, { signal }),
    staleTime: 60 * 60_000,
  }));
  const nameOf = (on: string) => query.data?.items.find((holiday) => holiday.on === on)?.name ?? null;
  const weekdayOf = (on: string) => ((new Date(`${on}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
  return {
    nameOf,
    isFree: (on: string) => nameOf(on) !== null || (query.data?.weekend.includes(weekdayOf(on)) ?? false),
  };
}
