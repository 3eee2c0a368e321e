import { RELATION_INVERSES } from "#core/people/relations/index.ts";
import type { Change } from "#core/platform/change.ts";
import { findCustomer } from "#server/people/customers/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { TableError } from "#server/platform/table.ts";
import { listRelations, writeOfName } from "./store.ts";

/** When a customer is renamed, the other ends of their relations show the new name. */
export async function renameEnds(ctx: Ctx, change: Change): Promise<void> {
  if (!change.fields.name) return;
  const [renamed, relations] = await Promise.all([
    findCustomer(ctx.table, change.entityId),
    listRelations(ctx.table, change.entityId),
  ]);
  if (!renamed) return;
  for (const { kind, otherId, ...rest } of relations) {
    const seen = {
      ...rest,
      kind: RELATION_INVERSES[kind],
      otherId: renamed.profile.id,
      otherName: renamed.profile.name,
    };
    await ctx.table.transact([writeOfName(otherId, seen)]).catch((error) => {
      // Taken away meanwhile: there is no name to show any more.
      if (!(error instanceof TableError) || error.kind !== "conditionFailed") throw error;
    });
  }
}
