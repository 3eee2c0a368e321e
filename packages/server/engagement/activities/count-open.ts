import type { Change } from "#core/platform/change.ts";
import { cardKey, ownStatsOf, recountAbsorbed, writeOfStats } from "#server/people/customers/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { TableError } from "#server/platform/table.ts";
import { readWork } from "./store.ts";

const PAGE = 200;
const MAX_RACES = 5;

/** After a change that moved or closed what came first: two at once may each have seen the other's as it was. */
export async function recountAfter(ctx: Ctx, { customerId, fields }: Change): Promise<void> {
  const left = fields.customerId?.before;
  const ids = new Set([customerId, left].filter((id) => typeof id === "string"));
  for (const id of ids) {
    await recountOpen(ctx, id);
    const card = await ctx.table.get(cardKey(id));
    if (typeof card?.mergedInto === "string") await recountAbsorbed(ctx, card.mergedInto);
  }
}

/** How many activities of a customer are open, and when the first of them is due, by looking. */
async function countOpen(ctx: Ctx, customerId: string) {
  let openActivities = 0;
  let nextActivityAt: string | null = null;
  let after: string | null = null;
  do {
    const page = await readWork(ctx.table, { of: { customerId }, show: "open", limit: PAGE, after });
    openActivities += page.items.length;
    nextActivityAt ??= page.items[0]?.dueAt ?? null;
    after = page.next;
  } while (after !== null);
  return { openActivities, nextActivityAt };
}

/** When the first open activity of a customer is due, these left out. */
export async function firstDue(ctx: Ctx, customerId: string, without: ReadonlySet<string>): Promise<string | null> {
  const page = await readWork(ctx.table, { of: { customerId }, show: "open", limit: without.size + 1, after: null });
  return page.items.find(({ id }) => !without.has(id))?.dueAt ?? null;
}

/** Writes the count anew from what is there; whoever writes meanwhile is waited for. */
export async function recountOpen(ctx: Ctx, customerId: string): Promise<void> {
  for (let race = 1; ; race++) {
    const card = await ctx.table.get(cardKey(customerId));
    if (!card) return;
    const stats = ownStatsOf(card);
    const counted = await countOpen(ctx, customerId);
    if (counted.openActivities === stats.openActivities && counted.nextActivityAt === stats.nextActivityAt) return;
    try {
      return await ctx.table.transact([writeOfStats(card, { ...stats, ...counted })]);
    } catch (error) {
      if (!(error instanceof TableError) || error.kind !== "conditionFailed" || race >= MAX_RACES) throw error;
    }
  }
}
