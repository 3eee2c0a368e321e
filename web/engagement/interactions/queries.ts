import { type InfiniteData, queryOptions } from "@tanstack/solid-query";
import {
  correctInteraction,
  getCustomerPage,
  getTimeline,
  type Interaction,
  listInteractionVersions,
  logInteraction,
  type TimelineEntry,
  withdrawInteraction,
} from "#core/engagement/interactions/index.ts";
import type { Customer } from "#core/people/customers/index.ts";
import type { CallOf, OutputOf } from "#core/platform/endpoint.ts";
import { onMessage } from "#web/engagement/messages/index.ts";
import { rememberCustomer } from "#web/people/customers/index.ts";
import { rememberRelations } from "#web/people/relations/index.ts";
import { call } from "#web/platform/api.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { useInfiniteQuery, useQuery } from "#web/platform/use-query.ts";
import { entryId, isWanted, type TimelinePages, withEntry, withNewest } from "./timeline-pages.ts";

export type Filter = NonNullable<NonNullable<CallOf<typeof getTimeline>["query"]>["only"]> | "all";
type CustomerId = Customer["id"];
type TimelinePage = OutputOf<typeof getTimeline>;

const timelineKey = (id: string, filter: Filter) => ["timeline", id, filter] as const;
const PAGE = 100;

/** Everything the page shows first, in one request; its parts go to where the rest of the page finds them. */
export function useCustomerPage(id: () => CustomerId) {
  return useQuery(() => pageQuery(id()));
}

/** Asked for when a link to the page is pointed at, so that it is there when it is pressed. */
export function preloadCustomerPage(id: string): void {
  void queryClient.prefetchQuery(pageQuery(id as CustomerId));
}

function pageQuery(id: CustomerId) {
  return queryOptions({
    queryKey: ["customers", "page", id],
    queryFn: async ({ signal }) => {
      const page = await call(getCustomerPage, { params: { id } }, { signal });
      rememberCustomer(page.customer);
      rememberRelations(page.customer.id, page.relations);
      rememberNewest(page.customer.id, page.timeline);
      return true;
    },
  });
}

/** A customer's timeline, newest first. The unfiltered one begins with what the page's request brought. */
export function useTimeline(question: () => { id: CustomerId; filter: Filter }) {
  return useInfiniteQuery(() => {
    const { id, filter } = question();
    return {
      queryKey: timelineKey(id, filter),
      queryFn: ({ pageParam, signal }) =>
        call(
          getTimeline,
          {
            params: { id },
            query: { limit: PAGE, ...(pageParam && { cursor: pageParam }), ...(filter !== "all" && { only: filter }) },
          },
          { signal },
        ),
      initialPageParam: null as string | null,
      getNextPageParam: (last: TimelinePage) => last.nextCursor,
      // New entries are put in front as they come; thousands of old ones are not read again for it.
      staleTime: filter === "all" ? Number.POSITIVE_INFINITY : 0,
      refetchOnWindowFocus: false,
      // Comparing ten thousand entries with themselves takes longer than drawing the page.
      structuralSharing: false,
    };
  });
}

function rememberNewest(id: string, page: TimelinePage): void {
  queryClient.setQueryData<TimelinePages>(timelineKey(id, "all"), (known) =>
    known ? withNewest(known, page) : { pages: [page], pageParams: [null] },
  );
}

/** Fetches what has happened since, such as the change that a save has just made. */
export async function refreshTimeline(id: CustomerId): Promise<void> {
  const page = await call(getTimeline, { params: { id }, query: { limit: 20 } }).catch(() => null);
  if (page) rememberNewest(id, page);
  void queryClient.invalidateQueries({ queryKey: timelineKey(id, "changes") });
}

/** Shows an interaction where it belongs in every timeline that is loaded. */
export function rememberInteraction(interaction: Interaction): void {
  const entry: TimelineEntry = { type: "interaction", at: interaction.occurredAt, interaction };
  const loaded = queryClient.getQueriesData<TimelinePages>({ queryKey: ["timeline"] });
  for (const [key, data] of loaded) {
    // An interaction of a record that was merged is shown with the survivor's.
    const isThere = key[1] === interaction.customerId || (data && shows(data, interaction.id));
    if (data && isThere)
      queryClient.setQueryData<InfiniteData<TimelinePage, string | null>>(
        key,
        withEntry(data, entry, isWanted(entry, String(key[2]))),
      );
  }
}

/** Shows a message where it belongs in the timelines that are loaded, as it is now. */
onMessage((message) => {
  const entry: TimelineEntry = { type: "message", at: message.createdAt, message };
  for (const [key, data] of queryClient.getQueriesData<TimelinePages>({ queryKey: ["timeline"] }))
    if (data && (key[1] === message.customerId || shows(data, message.id)))
      queryClient.setQueryData<TimelinePages>(key, withEntry(data, entry, isWanted(entry, String(key[2]))));
});

function shows({ pages }: TimelinePages, id: string): boolean {
  return pages.some(({ items }) => items.some((entry) => entryId(entry) === id));
}

export async function addInteraction(
  body: CallOf<typeof logInteraction>["body"],
  idempotencyKey: string,
): Promise<void> {
  rememberInteraction(await call(logInteraction, { body }, { idempotencyKey }));
  void queryClient.invalidateQueries({ queryKey: ["customers", "list"] });
}

/** Every version of an interaction, newest first; read again each time it is looked at. */
export function useVersions(id: () => Interaction["id"]) {
  return useQuery(() => ({
    queryKey: ["interaction-versions", id()],
    queryFn: ({ signal }) =>
      call(listInteractionVersions, { params: { id: id() } }, { signal }).then((answer) => answer.items),
    staleTime: 0,
  }));
}

export async function correct(id: Interaction["id"], body: CallOf<typeof correctInteraction>["body"]): Promise<void> {
  rememberInteraction(await call(correctInteraction, { params: { id }, body }));
}

export async function withdraw(id: Interaction["id"], body: CallOf<typeof withdrawInteraction>["body"]): Promise<void> {
  rememberInteraction(await call(withdrawInteraction, { params: { id }, body }));
}
