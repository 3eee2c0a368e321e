import { getTeamDay, getToday } from "#core/engagement/today/index.ts";
import { NEEDS, needOf, needsRule } from "#core/engagement/today/needs.ts";
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

/** Of one's customers so many are looked at, and so many shown. */
const MOST_READ = 50;

/** One's customers who need them today, and why; the most pressing first. */
export function useNeeds(question: () => { ownerId: string | null; on: string | undefined }) {
  return useQuery(() => {
    const { ownerId, on } = question();
    return {
      queryKey: ["customers", "list", "needs", ownerId, on],
      queryFn: async ({ signal }) => {
        const filter = JSON.stringify(needsRule(ownerId as string, on as string));
        const page = await call(listCustomers, { query: { limit: MOST_READ, filter } }, { signal });
        const now = new Date().toISOString();
        const found = page.items.flatMap((card) => {
          const need = needOf(card, now);
          return need ? [{ card, ...need }] : [];
        });
        const rank = ({ need }: (typeof found)[number]) => NEEDS.indexOf(need);
        return found.sort((a, b) => rank(a) - rank(b) || ((a.since ?? "") < (b.since ?? "") ? -1 : 1));
      },
      enabled: ownerId !== null && on !== undefined,
    };
  });
}

/** Where all of them are listed. */
export const needsHref = (ownerId: string, on: string): string =>
  `/customers?filter=${encodeURIComponent(JSON.stringify(needsRule(ownerId, on)))}`;
