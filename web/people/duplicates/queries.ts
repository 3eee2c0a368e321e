import { type Customer, getCustomer } from "#core/people/customers/index.ts";
import {
  type DuplicatePair,
  dismissDuplicate,
  listDuplicates,
  mergeCustomers,
  mergeManyCustomers,
  recallDuplicate,
  undoMerges,
} from "#core/people/duplicates/index.ts";
import type { CallOf, OutputOf } from "#core/platform/endpoint.ts";
import { call, newIdempotencyKey } from "#web/platform/api.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { useInfiniteQuery, useQuery } from "#web/platform/use-query.ts";

export type CustomerId = Customer["id"];
export type Merge = { survivorId: CustomerId; absorbedId: CustomerId };
type PairsPage = OutputOf<typeof listDuplicates>;

const PAGE = 50;
/** As many as one request takes. */
const AT_ONCE = 50;

/** The pairs, strongest first, page by page. */
export function usePairs(dismissed: () => boolean) {
  return useInfiniteQuery(() => {
    const isDismissed = dismissed();
    return {
      queryKey: ["duplicates", isDismissed],
      queryFn: ({ pageParam, signal }) =>
        call(
          listDuplicates,
          { query: { limit: PAGE, dismissed: String(isDismissed), ...(pageParam && { cursor: pageParam }) } },
          { signal },
        ),
      initialPageParam: null as string | null,
      getNextPageParam: (last: PairsPage) => last.nextCursor,
      staleTime: 0,
    };
  });
}

/** Both records whole, as they are now. */
export function useBoth(pair: () => DuplicatePair) {
  return useQuery(() => {
    const { a, b } = pair();
    return {
      queryKey: ["duplicates", "both", a.id, b.id],
      queryFn: ({ signal }) =>
        Promise.all([a, b].map(({ id }) => call(getCustomer, { params: { id } }, { signal }))) as Promise<
          [Customer, Customer]
        >,
      staleTime: 0,
    };
  });
}

/** What a merge touches is read again: the pairs, the lists and the pages of both. */
function forget(ids: readonly CustomerId[]): void {
  for (const id of ids) {
    void queryClient.invalidateQueries({ queryKey: ["customers", "page", id] });
    void queryClient.resetQueries({ queryKey: ["timeline", id] });
  }
  void queryClient.invalidateQueries({ queryKey: ["customers", "list"] });
  void queryClient.invalidateQueries({ queryKey: ["duplicates"] });
}

/** Takes a pair off the lists at once: the server's own rows follow a moment later. */
function hide(pairs: readonly { a: string; b: string }[]): void {
  const isGone = ({ a, b }: DuplicatePair) =>
    pairs.some((one) => [one.a, one.b].includes(a.id) && [one.a, one.b].includes(b.id));
  queryClient.setQueriesData<{ pages: PairsPage[]; pageParams: unknown[] }>(
    { queryKey: ["duplicates"], predicate: ({ queryKey }) => queryKey[1] !== "both" },
    (known) =>
      known && {
        ...known,
        pages: known.pages.map((page) => ({ ...page, items: page.items.filter((pair) => !isGone(pair)) })),
      },
  );
}

export async function merge(body: CallOf<typeof mergeCustomers>["body"]): Promise<Customer> {
  const customer = await call(mergeCustomers, { body }, { idempotencyKey: newIdempotencyKey() });
  hide([{ a: body.survivorId, b: body.absorbedId }]);
  forget([body.survivorId, body.absorbedId] as CustomerId[]);
  return customer;
}

export type Outcome = OutputOf<typeof mergeManyCustomers>["items"][number];

/** Merges all of them, fifty a request; what became of each is told. */
export async function mergeAll(merges: readonly Merge[]): Promise<Outcome[]> {
  return inTurns(merges, mergeManyCustomers);
}

export async function undoAll(merges: readonly Merge[]): Promise<Outcome[]> {
  return inTurns([...merges].reverse(), undoMerges);
}

async function inTurns(
  merges: readonly Merge[],
  endpoint: typeof mergeManyCustomers | typeof undoMerges,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  try {
    for (let at = 0; at < merges.length; at += AT_ONCE) {
      const items = merges.slice(at, at + AT_ONCE).map(({ survivorId, absorbedId }) => ({ survivorId, absorbedId }));
      outcomes.push(...(await call(endpoint, { body: { items } })).items);
    }
  } finally {
    if (endpoint.name === mergeManyCustomers.name) {
      hide(outcomes.filter(({ done }) => done).map(({ survivorId, absorbedId }) => ({ a: survivorId, b: absorbedId })));
    }
    forget(merges.flatMap(({ survivorId, absorbedId }) => [survivorId, absorbedId]));
  }
  return outcomes;
}

export async function setDismissed({ a, b }: DuplicatePair, dismissed: boolean): Promise<void> {
  await call(dismissed ? dismissDuplicate : recallDuplicate, { body: { a: a.id, b: b.id } });
  hide([{ a: a.id, b: b.id }]);
  void queryClient.invalidateQueries({ queryKey: ["duplicates"] });
}
