import { createSignal } from "solid-js";
import type { CallOf, OutputOf } from "#core/platform/endpoint.ts";
import {
  type CustomField,
  changeField,
  defineField,
  listFields,
  restoreField,
  retireField,
} from "#core/workspace/fields/index.ts";
import { listJobs } from "#core/workspace/jobs/index.ts";
import { call, newIdempotencyKey } from "#web/platform/api.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { useQuery } from "#web/platform/use-query.ts";

const KEY = ["fields"];
const EMPTY: readonly CustomField[] = [];
const [known, setKnown] = createSignal<readonly CustomField[]>(EMPTY);
const [areKnown, setAreKnown] = createSignal(false);

queryClient.getQueryCache().subscribe(({ type, query }) => {
  if (query.queryKey[0] !== KEY[0] || (type !== "updated" && type !== "removed")) return;
  const data = type === "removed" ? undefined : (query.state.data as OutputOf<typeof listFields> | undefined);
  setKnown(data?.items ?? EMPTY);
  setAreKnown(data !== undefined);
});

/** The custom fields as far as they are known, retired ones included. Reactive; whoever shows them calls `useFields`. */
export const knownFields = known;

/** Until then nothing that names a field is said to be broken. */
export const fieldsAreKnown = areKnown;

/** The fields of customers in use, in their order. */
export const fieldsInUse = (): CustomField[] => known().filter(({ retiredAt }) => retiredAt === undefined);

export function findField(key: string): CustomField | undefined {
  return known().find((field) => field.key === key);
}

export function useFields() {
  return useQuery(() => ({
    queryKey: KEY,
    queryFn: ({ signal }) => call(listFields, {}, { signal }),
    staleTime: 60_000,
    // While existing records are being given a field, its column is looked for again.
    refetchInterval: (query) => (query.state.data?.items.some(({ fillingSince }) => fillingSince) ? 3000 : false),
  }));
}

/** How many customers have each field that is being filled so far, by the field's id; -1 when its filling stands still. */
export function useFilling(isFilling: () => boolean) {
  return useQuery(() => ({
    queryKey: ["jobs", "fillCards"],
    queryFn: async ({ signal }) => {
      const { items } = await call(listJobs, { query: { limit: 50 } }, { signal });
      const fills = items.filter(({ kind }) => kind === "customers.fillCards").reverse();
      return Object.fromEntries(
        fills.map(({ about, state, progress }) => [
          String(about.fieldId),
          state === "queued" || state === "running" || state === "done" ? progress.done : -1,
        ]),
      );
    },
    enabled: isFilling(),
    staleTime: 0,
    refetchInterval: 2000,
  }));
}

export type NewFieldBody = CallOf<typeof defineField>["body"];
export type FieldPatchBody = CallOf<typeof changeField>["body"];

async function refreshed<T>(done: Promise<T>): Promise<T> {
  const answer = await done;
  await queryClient.invalidateQueries({ queryKey: KEY });
  // Cards and records are shown with the fields in use.
  void queryClient.invalidateQueries({ queryKey: ["customers"] });
  return answer;
}

export function addField(body: NewFieldBody, idempotencyKey = newIdempotencyKey()): Promise<CustomField> {
  return refreshed(call(defineField, { body }, { idempotencyKey }));
}

export function editField(id: CustomField["id"], body: FieldPatchBody): Promise<CustomField> {
  return refreshed(call(changeField, { params: { id }, body }));
}

export function setRetired({ id }: CustomField, retired: boolean): Promise<CustomField> {
  return refreshed(call(retired ? retireField : restoreField, { params: { id } }));
}
