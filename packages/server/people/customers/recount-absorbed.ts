import { sumStats } from "#core/people/customers/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { TableError } from "#server/platform/table.ts";
import { absorbedStatsOf, ownStatsOf, statsOf } from "./packed-stats.ts";
import { cardKey, profileKey, profileOf, writeOfStats } from "./store.ts";

const MAX_TRIES = 10;

/**
 * Brings what a survivor counts of its absorbed records up to date, and what those count that it was merged into itself.
 * It writes what is, so it may run again and in any order.
 */
export async function recountAbsorbed(ctx: Ctx, survivorId: string): Promise<void> {
  for (let id: string | undefined = survivorId; id !== undefined; ) id = await recountOne(ctx, id);
}

/** @returns whom this one was merged into */
async function recountOne(ctx: Ctx, id: string): Promise<string | undefined> {
  for (let tries = 1; ; tries++) {
    const [profileItem, card] = await ctx.table.getMany([profileKey(id), cardKey(id)]);
    if (!profileItem || !card) return undefined;
    const { merges, mergedInto } = profileOf(profileItem);
    const cards = await ctx.table.getMany((merges?.layers ?? []).map((layer) => cardKey(layer.id)));
    const absorbed = merges ? sumStats(cards.map((one) => statsOf(one))) : null;
    if (JSON.stringify(absorbed) === JSON.stringify(absorbedStatsOf(card))) return mergedInto;
    try {
      await ctx.table.transact([writeOfStats(card, ownStatsOf(card), absorbed)]);
      return mergedInto;
    } catch (error) {
      if (!(error instanceof TableError) || error.kind !== "conditionFailed" || tries >= MAX_TRIES) throw error;
    }
  }
}
