import type { Profile } from "#core/people/customers/index.ts";
import type { CustomField } from "#core/platform/custom-fields/definition.ts";
import type { Ctx } from "#server/platform/context.ts";
import { TableError } from "#server/platform/table.ts";
import { findProfilesNow, writesOfCard } from "./store.ts";

const MAX_RACES = 5;

/**
 * Writes a customer's card anew. A card is made from the profile and can be made again at any time: no change of the
 * customer, so no change row.
 */
export async function writeCard(ctx: Ctx, fields: readonly CustomField[], profile: Profile): Promise<void> {
  for (let [now, tries] = [profile, 1]; ; tries++) {
    try {
      return await ctx.table.transact(writesOfCard(now, fields));
    } catch (error) {
      const raced = error instanceof TableError && error.kind === "conditionFailed" && tries < MAX_RACES;
      const fresh = raced ? (await findProfilesNow(ctx.table, [now.id])).get(now.id) : undefined;
      if (!raced) throw error;
      if (!fresh) return;
      now = fresh;
    }
  }
}
