import {
  archiveSegment,
  changeMembers,
  createSegment,
  getCustomerSegments,
  getFlow,
  getSegment,
  listMembers,
  listMovements,
  listSegments,
  previewSegment,
  restoreSegment,
  type ShownSegment,
  updateSegment,
} from "#core/marketing/segments/index.ts";
import type { CallOf, OutputOf } from "#core/platform/endpoint.ts";
import type { Rule } from "#core/platform/rules/rule.ts";
import { call, newIdempotencyKey } from "#web/platform/api.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { useInfiniteQuery, useQuery } from "#web/platform/use-query.ts";

export type Segment = OutputOf<typeof getSegment>;
export type SegmentId = ShownSegment["id"];
export type Because = OutputOf<typeof getCustomerSegments>["items"][number]["because"];
export type NewSegment = CallOf<typeof createSegment>["body"];
export type MembersChange = CallOf<typeof changeMembers>["body"];

const KEY = "segments";
/** While a job goes over everybody, how far it is is asked again. */
const COMPUTING_MS = 1_500;
const WATCHED_MS = 10_000;

export function useSegments(archived: () => boolean) {
  return useInfiniteQuery(() => ({
    queryKey: [KEY, "list", archived()],
    queryFn: ({ pageParam, signal }) =>
      call(
        listSegments,
        { query: { limit: 100, archived: String(archived()), ...(pageParam && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last: OutputOf<typeof listSegments>) => last.nextCursor,
    refetchInterval: (query) =>
      query.state.data?.pages.some(({ items }) => items.some(({ computing }) => computing !== null))
        ? COMPUTING_MS
        : WATCHED_MS,
  }));
}

export function useSegment(id: () => SegmentId) {
  return useQuery(() => ({
    queryKey: [KEY, "one", id()],
    queryFn: ({ signal }) => call(getSegment, { params: { id: id() } }, { signal }),
    refetchInterval: (query) => (query.state.data && query.state.data.computing !== null ? COMPUTING_MS : WATCHED_MS),
  }));
}

export function useMembers(id: () => SegmentId, watched: () => number) {
  return useInfiniteQuery(() => ({
    queryKey: [KEY, "members", id(), watched()],
    queryFn: ({ pageParam, signal }) =>
      call(
        listMembers,
        { params: { id: id() }, query: { limit: 50, ...(pageParam && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last: OutputOf<typeof listMembers>) => last.nextCursor,
    placeholderData: (before: unknown) => before as never,
  }));
}

export function useMovements(id: () => SegmentId, watched: () => number) {
  return useInfiniteQuery(() => ({
    queryKey: [KEY, "history", id(), watched()],
    queryFn: ({ pageParam, signal }) =>
      call(
        listMovements,
        { params: { id: id() }, query: { limit: 30, ...(pageParam && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last: OutputOf<typeof listMovements>) => last.nextCursor,
    placeholderData: (before: unknown) => before as never,
  }));
}

export function useFlow(id: () => SegmentId, days: () => number, watched: () => number) {
  return useQuery(() => ({
    queryKey: [KEY, "flow", id(), days(), watched()],
    queryFn: ({ signal }) => call(getFlow, { params: { id: id() }, query: { days: String(days()) } }, { signal }),
    placeholderData: (before: unknown) => before as never,
  }));
}

export function useCustomerSegments(id: () => `cus_${string}`) {
  return useQuery(() => ({
    queryKey: [KEY, "of", id()],
    queryFn: ({ signal }) => call(getCustomerSegments, { params: { id: id() } }, { signal }),
    refetchInterval: WATCHED_MS,
  }));
}

export function usePreview(rule: () => Rule | null, of: () => SegmentId | undefined) {
  return useQuery(() => {
    const asked = rule();
    const segment = of();
    return {
      queryKey: [KEY, "preview", JSON.stringify(asked), segment],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        call(previewSegment, { body: { rule: asked as Rule, ...(segment && { of: segment }) } }, { signal }),
      enabled: asked !== null,
      retry: false,
      placeholderData: (before: unknown) => before as never,
    };
  });
}

function forget(): void {
  void queryClient.invalidateQueries({ queryKey: [KEY] });
  void queryClient.invalidateQueries({ queryKey: ["jobs"] });
}

export async function addSegment(body: NewSegment): Promise<Segment> {
  const segment = await call(createSegment, { body }, { idempotencyKey: newIdempotencyKey() });
  forget();
  return segment;
}

export async function changeSegment(
  { id, version }: Segment,
  patch: Omit<CallOf<typeof updateSegment>["body"], "version">,
): Promise<void> {
  await call(updateSegment, { params: { id }, body: { version, ...patch } });
  forget();
}

export async function putAway(id: SegmentId): Promise<void> {
  await call(archiveSegment, { params: { id } });
  forget();
}

export async function bringBack(id: SegmentId): Promise<void> {
  await call(restoreSegment, { params: { id } });
  forget();
}

export async function startChange(id: SegmentId, body: MembersChange) {
  return call(changeMembers, { params: { id }, body }, { idempotencyKey: newIdempotencyKey() });
}

/** Segments that people put customers into by hand. */
export async function staticSegments(): Promise<Segment[]> {
  const { items } = await call(listSegments, { query: { limit: 200 } });
  return items.filter(({ kind }) => kind === "static");
}

export { forget as forgetSegments };
