import { absorbedIds } from "#core/people/customers/index.ts";
import { RELATION_INVERSES, type Relation } from "#core/people/relations/index.ts";
import type { Change } from "#core/platform/change.ts";
import { findSurvivors } from "#server/people/customers/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { TableError } from "#server/platform/table.ts";
import { listRelations, writeOfName } from "./store.ts";

/**
 * When a customer is renamed, merged or separated, the other ends of their relations show the name they have now: a merged
 * record's is its survivor's.
 */
export async function renameEnds(ctx: Ctx, change: Change): Promise<void> {
  if (!change.fields.name && !change.fields.mergedInto) return;
  const [found] = await findSurvivors(ctx.table, [change.entityId]);
  if (!found) return;
  for (const id of [found.named.id, ...absorbedIds(found.named)]) await rename(ctx, id, found.survivor.name);
}

async function rename(ctx: Ctx, id: Relation["otherId"], otherName: string): Promise<void> {
  for (const { kind, otherId, ...rest } of await listRelations(ctx.table, id)) {
    const seen = { ...rest, kind: RELATION_INVERSES[kind], otherId: id, otherName };
    await ctx.table.transact([writeOfName(otherId, seen)]).catch((error) => {
      // Taken away meanwhile: there is no name to show any more.
      if (!(error instanceof TableError) || error.kind !== "conditionFailed") throw error;
    });
  }
}
