import { countInteraction, withContact } from "#core/engagement/interactions/index.ts";
import { type CustomerStats, NO_STATS, type Profile } from "#core/people/customers/index.ts";
import { cardKey, ownStatsOf, recountAbsorbed, writeOfStats } from "#server/people/customers/index.ts";
import { onceMark } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { keyOf, TableError, type Write } from "#server/platform/table.ts";
import { interactionStats, STATS_SUBSCRIBER } from "./on.ts";
import { changesOf, contactsOf } from "./store.ts";

const PAGE = 200;
const MAX_TRIES = 10;
/** What was logged or changed before has long been counted. */
const PENDING_MS = 2 * 86_400_000;
/** Of one transaction, beside the card. */
const MAX_MARKS = 90;

/** Counts the contacts of a customer, and of the records merged into them, anew from the timeline. */
export async function recountContacts(ctx: Ctx, { id, merges }: Pick<Profile, "id" | "merges">): Promise<void> {
  const absorbed = merges?.layers.map((layer) => layer.id) ?? [];
  for (const one of [...absorbed, id]) await recountOwn(ctx, one);
  if (absorbed.length > 0) await recountAbsorbed(ctx, id);
}

async function recountOwn(ctx: Ctx, id: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    const card = await ctx.table.get(cardKey(id));
    if (!card) return;
    const own = ownStatsOf(card);
    const { stats, recent } = await countAll(ctx, id, own);
    const marks = await pendingMarks(ctx, recent);
    if (marks.length === 0 && JSON.stringify(comparable(stats)) === JSON.stringify(comparable(own))) return;
    try {
      await ctx.table.transact([writeOfStats(card, stats), ...marks]);
      if (marks.length < MAX_MARKS) return;
    } catch (error) {
      if (!(error instanceof TableError) || error.kind !== "conditionFailed" || tries >= MAX_TRIES) throw error;
    }
  }
}

/** Channels in one order, so that equal counts look equal. */
const comparable = ({ byChannel, inbound, outbound, ...stats }: CustomerStats) => [
  stats,
  ...[byChannel, inbound, outbound].map((counts) => Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1))),
];

/** `recent`: what may still wait to be counted. */
async function countAll(ctx: Ctx, id: string, own: CustomerStats) {
  let stats: CustomerStats = { ...NO_STATS, openActivities: own.openActivities, nextActivityAt: own.nextActivityAt };
  const recent: string[] = [];
  const edge = new Date(Date.parse(ctx.now()) - PENDING_MS).toISOString();
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof contactsOf>> = await contactsOf(ctx.table, id, PAGE, after, edge);
    recent.push(...page.changed);
    for (const contact of page.contacts) stats = withContact(countInteraction(stats, contact, 1), contact.at);
    after = page.next;
  } while (after !== null);
  return { stats, recent };
}

/** Marks that say of changes which wait to be counted that they were: what was counted anew is not counted again. */
async function pendingMarks(ctx: Ctx, recent: readonly string[]): Promise<Write[]> {
  const changes = (await Promise.all(recent.map((id) => changesOf(ctx.table, id)))).flat();
  const marks = changes
    .filter(({ verb, done }) => interactionStats.verbs.includes(verb) && !done?.includes(STATS_SUBSCRIBER))
    .map(({ id }) => onceMark({ ...ctx, cause: { changeId: id, subscriber: STATS_SUBSCRIBER, commits: 0 } }));
  const found = await ctx.table.getMany(marks.map(keyOf));
  return marks.filter((_, at) => !found[at]).slice(0, MAX_MARKS);
}
