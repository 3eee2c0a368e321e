import { type Counted, countInteraction, type Interaction, withContact } from "#core/engagement/interactions/index.ts";
import type { CustomerStats } from "#core/people/customers/index.ts";
import type { Change } from "#core/platform/change.ts";
import { cardKey, ownStatsOf, recountAbsorbed, writeOfStats } from "#server/people/customers/index.ts";
import { onceMark } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { type Item, TableError } from "#server/platform/table.ts";
import { edgeOfContact, findAt } from "./store.ts";

const MAX_TRIES = 10;

/** Counts an interaction on its customer's card, once however often it runs. */
export async function countContacts(ctx: Ctx, change: Change): Promise<void> {
  if (!change.customerId || (change.entity === "message" && !change.fields.contact)) return;
  const survivor = await countOnCard(ctx, change, change.customerId);
  if (survivor) await recountAbsorbed(ctx, survivor);
}

/** @returns the customer this one was merged into, when it was */
async function countOnCard(ctx: Ctx, change: Change, customerId: string): Promise<string | null> {
  const mark = onceMark(ctx);
  for (let tries = 1; ; tries++) {
    const card = await ctx.table.get(cardKey(customerId));
    if (!card) return null;
    try {
      await ctx.table.transact([writeOfStats(card, await recount(ctx, card, change)), mark]);
      return survivorOf(card);
    } catch (error) {
      if (!(error instanceof TableError) || error.kind !== "conditionFailed") throw error;
      if (error.failed.some(({ index }) => index === 1)) return survivorOf(card);
      if (tries >= MAX_TRIES) throw error;
    }
  }
}

const survivorOf = (card: Item) => (typeof card.mergedInto === "string" ? card.mergedInto : null);

async function recount(ctx: Ctx, card: Item, change: Change): Promise<CustomerStats> {
  const stats = ownStatsOf(card);
  if (change.entity === "message") return recountMessage(ctx, card.pk, stats, change);
  const [before, after] = [kindOf(change, "before"), kindOf(change, "after")];
  if (change.verb === "interaction.logged") {
    const counted = after ? countInteraction(stats, after, 1) : stats;
    // Delivered late, it may have been moved or withdrawn since: then only the timeline knows the dates.
    const present = await findAt(ctx.table, change);
    return present && !present.withdrawnAt
      ? withContact(counted, present.occurredAt)
      : withEdges(ctx, counted, card.pk);
  }
  const without = before ? countInteraction(stats, before, -1) : stats;
  const counted = change.verb === "interaction.corrected" && after ? countInteraction(without, after, 1) : without;
  return withEdges(ctx, counted, card.pk);
}

/** A message that went is a contact; one that came back is none. */
async function recountMessage(ctx: Ctx, customerId: string, stats: CustomerStats, { fields }: Change) {
  let counted = stats;
  for (const [when, by] of [["before", -1] as const, ["after", 1] as const]) {
    const channel = fields.contact?.[when] as Interaction["channel"] | undefined;
    if (channel) counted = countInteraction(counted, { channel, direction: "out" }, by);
  }
  return withEdges(ctx, counted, customerId);
}

/** What a change tells of an interaction as it was before or after. */
function kindOf({ fields }: Change, when: "before" | "after"): Counted | null {
  const channel = fields.channel?.[when] as Interaction["channel"] | undefined;
  return channel ? { channel, direction: (fields.direction?.[when] as Interaction["direction"]) ?? "none" } : null;
}

async function withEdges(ctx: Ctx, stats: CustomerStats, customerId: string): Promise<CustomerStats> {
  const [firstContactAt, lastContactAt] = await Promise.all([
    edgeOfContact(ctx.table, customerId, "first"),
    edgeOfContact(ctx.table, customerId, "last"),
  ]);
  return { ...stats, firstContactAt, lastContactAt };
}
