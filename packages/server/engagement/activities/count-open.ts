import { cardKey, ownStatsOf, recountAbsorbed, writeOfStats } from "#server/people/customers/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { TableError } from "#server/platform/table.ts";
import { readWork } from "./store.ts";

const PAGE = 200;
const MAX_RACES = 5;

export async function recountSurvivor(ctx: Ctx, customerId: string | undefined): Promise<void> {
  const card = customerId ? await ctx.table.get(cardKey(customerId)) : null;
  if (typeof card?.mergedInto === "string") await recountAbsorbed(ctx, card.mergedInto);
}

/** How many activities of a customer are open, by looking. */
export async function countOpen(ctx: Ctx, customerId: string): Promise<number> {
  let count = 0;
  let after: string | null = null;
  do {
    const page = await readWork(ctx.table, { of: { customerId }, show: "open", limit: PAGE, after });
    count += page.items.length;
    after = page.next;
  } while (after !== null);
  return count;
}

/** Writes the count anew from what is there; whoever writes meanwhile is waited for. */
export async function recountOpen(ctx: Ctx, customerId: string): Promise<void> {
  for (let race = 1; ; race++) {
    const card = await ctx.table.get(cardKey(customerId));
    if (!card) return;
    const stats = ownStatsOf(card);
    const openActivities = await countOpen(ctx, customerId);
    if (openActivities === stats.openActivities) return;
    try {
      return await ctx.table.transact([writeOfStats(card, { ...stats, openActivities })]);
    } catch (error) {
      if (!(error instanceof TableError) || error.kind !== "conditionFailed" || race >= MAX_RACES) throw error;
    }
  }
}
