import { absorbedIds, isArchived, mergedAway } from "#core/people/customers/index.ts";
import {
  decideRelation,
  MAX_RELATIONS,
  type NewRelation,
  RELATION_INVERSES,
  type Relation,
  type RelationKind,
} from "#core/people/relations/index.ts";
import { CrmError, notFound } from "#core/platform/errors.ts";
import { findCustomer, requireSeen, seenIds } from "#server/people/customers/index.ts";
import { commit, type Plan } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { listRelations, writesOfRelation, writesOfRemoval } from "./store.ts";

export async function addRelation(ctx: Ctx, id: string, input: NewRelation): Promise<Relation> {
  const [from, to, present, presentThere] = await Promise.all([
    findCustomer(ctx.table, id),
    findCustomer(ctx.table, input.otherId),
    listRelations(ctx.table, id),
    listRelations(ctx.table, input.otherId),
  ]);
  if (!from) throw notFound("customer");
  const seen = await seenIds(ctx, [id, input.otherId]);
  if (!seen.has(id)) throw notFound("customer");
  if (!to || !seen.has(input.otherId))
    throw new CrmError("notFound", "relation.other_not_found", "The other customer does not exist.", [
      { path: "otherId" },
    ]);
  for (const { profile } of [from, to]) {
    if (profile.mergedInto) throw mergedAway(profile);
    if (profile.archivedAt) throw isArchived(profile);
  }
  if (Math.max(present.length, presentThere.length) >= MAX_RELATIONS)
    throw new CrmError("limit", "relation.too_many", `A customer may have ${MAX_RELATIONS} relations.`);
  const { near, far } = decideRelation(from.profile, to.profile, input, ctx.now());
  await commit(ctx, planOfRelation(id, near, far));
  return near;
}

export function planOfRelation(id: string, near: Relation, far: Relation): Plan {
  const other = { id: near.otherId, name: near.otherName, kind: near.kind };
  return {
    writes: writesOfRelation(id, near, far),
    change: { ...about(id), verb: "customer.related", fields: { relation: { after: other } } },
    refuse: () => new CrmError("conflict", "relation.exists", "These two are related in this way already."),
  };
}

export async function removeRelation(ctx: Ctx, id: string, kind: RelationKind, otherId: string): Promise<undefined> {
  await requireSeen(ctx, id);
  const { ownerId, relation } = await findRelation(ctx, id, kind, otherId);
  const other = { id: otherId, name: relation.otherName, kind };
  await commit(ctx, {
    writes: writesOfRemoval({ customerId: ownerId, kind }, { customerId: otherId, kind: RELATION_INVERSES[kind] }),
    change: { ...about(id), verb: "customer.unrelated", fields: { relation: { before: other } } },
    refuse: () => notFound("relation"),
  });
}

/** Own, or one of the records merged into this customer. */
async function findRelation(ctx: Ctx, id: string, kind: RelationKind, otherId: string) {
  const isIt = (one: Relation) => one.kind === kind && one.otherId === otherId;
  const own = (await listRelations(ctx.table, id)).find(isIt);
  if (own) return { ownerId: id, relation: own };
  const customer = await findCustomer(ctx.table, id);
  for (const ownerId of customer ? absorbedIds(customer.profile) : []) {
    const relation = (await listRelations(ctx.table, ownerId)).find(isIt);
    if (relation) return { ownerId, relation };
  }
  throw notFound("relation");
}

function about(id: string) {
  return { entity: "customer", entityId: id, customerId: id, onTimeline: true };
}
