import type { Customer } from "#core/people/customers/index.ts";
import { addRelation, type Relation, removeRelation } from "#core/people/relations/index.ts";
import type { CallOf } from "#core/platform/endpoint.ts";
import { announceSaved } from "#web/people/customers/index.ts";
import { call, newIdempotencyKey } from "#web/platform/api.ts";
import { queryClient } from "#web/platform/query-client.ts";
import { useQuery } from "#web/platform/use-query.ts";

type CustomerId = Customer["id"];

const relationsKey = (id: string) => ["relations", id] as const;

/** Filled by the customer page's one request. */
export function useRelations(id: () => CustomerId) {
  return useQuery(() => ({
    queryKey: relationsKey(id()),
    queryFn: (): Relation[] => [],
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
  }));
}

export function rememberRelations(id: string, relations: Relation[]): void {
  queryClient.setQueryData(relationsKey(id), relations);
}

function change(id: string, update: (relations: Relation[]) => Relation[]): void {
  queryClient.setQueryData<Relation[]>(relationsKey(id), (known) => update(known ?? []));
}

/** The other end's page is read again when it is next opened. */
function forgetOther(id: string): void {
  void queryClient.invalidateQueries({ queryKey: ["customers", "page", id] });
}

export async function relate(id: CustomerId, body: CallOf<typeof addRelation>["body"]): Promise<Relation> {
  const relation = await call(addRelation, { params: { id }, body }, { idempotencyKey: newIdempotencyKey() });
  change(id, (relations) => [...relations.filter((one) => !isSame(one, relation)), relation]);
  announceSaved(id);
  forgetOther(relation.otherId);
  return relation;
}

export async function unrelate(id: CustomerId, relation: Relation): Promise<void> {
  await call(removeRelation, { params: { id, kind: relation.kind, otherId: relation.otherId } });
  change(id, (relations) => relations.filter((one) => !isSame(one, relation)));
  announceSaved(id);
  forgetOther(relation.otherId);
}

function isSame(one: Relation, other: Relation): boolean {
  return one.kind === other.kind && one.otherId === other.otherId;
}
