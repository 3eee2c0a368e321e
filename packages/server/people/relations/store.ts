import { MAX_RELATIONS, RELATION_INVERSES, type Relation, type RelationKind } from "#core/people/relations/index.ts";
import { defineEntity, putAlways, putNew, stateOf } from "#server/platform/entity.ts";
import type { Item, Key, Table, Write } from "#server/platform/table.ts";

type Row = { customerId: string; relation: Relation };

const PREFIX = "r#";
const relationKey = (customerId: string, kind: RelationKind, otherId: string): Key => ({
  pk: customerId,
  sk: `${PREFIX}${kind}#${otherId}`,
});

/** One end of a relation: a header item of the customer it belongs to. */
const relationEntity = defineEntity<Row>({
  type: "relation",
  key: ({ customerId, relation }) => relationKey(customerId, relation.kind, relation.otherId),
  pack: ({ relation }) => ({ data: { ...relation } }),
  unpack: (item) => ({ customerId: item.pk, relation: item.data as Relation }),
});

export function relationOf(item: Item): Relation | null {
  return item.type === "relation" ? stateOf(relationEntity, item).relation : null;
}

export function writesOfRelation(fromId: string, near: Relation, far: Relation): Write[] {
  return [
    putNew(relationEntity, { customerId: fromId, relation: near }),
    putNew(relationEntity, { customerId: near.otherId, relation: far }),
  ];
}

export function writesOfRemoval(
  near: { customerId: string; kind: RelationKind },
  far: { customerId: string; kind: RelationKind },
): Write[] {
  return [
    { delete: relationKey(near.customerId, near.kind, far.customerId), if: { present: true } },
    { delete: relationKey(far.customerId, far.kind, near.customerId) },
  ];
}

/** The same whether it is there or not. */
export function writesOfForgetting(customerId: string, kind: RelationKind, otherId: string): Write[] {
  return [
    { delete: relationKey(customerId, kind, otherId) },
    { delete: relationKey(otherId, RELATION_INVERSES[kind], customerId) },
  ];
}

export function writeOfName(otherId: string, relation: Relation): Write {
  return putAlways(relationEntity, { customerId: otherId, relation }, {}, { present: true });
}

export async function listRelations(table: Table, customerId: string): Promise<Relation[]> {
  const { items } = await table.query({ pk: customerId, prefix: PREFIX, limit: MAX_RELATIONS });
  return items.flatMap((item) => relationOf(item) ?? []);
}
