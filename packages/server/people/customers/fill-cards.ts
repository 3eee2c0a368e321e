import type { Profile } from "#core/people/customers/index.ts";
import type { CustomField } from "#core/platform/custom-fields/definition.ts";
import { customOnCard } from "#core/platform/custom-fields/on-card.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { DueHandler } from "#server/platform/due.ts";
import { TableError } from "#server/platform/table.ts";
import { markFilled, readFields } from "#server/workspace/fields/index.ts";
import { type CardFill, findProfilesNow, type Listed, listCards, putCardFill, writesOfCard } from "./store.ts";

/** So many at once, and so many in one go before a tick goes on with it. */
const CHUNK = 200;
const AT_ONCE = 8;
const MOST_IN_ONE_GO = 5_000;
const MAX_RACES = 5;
/** What was begun before a field was put in lists has written by then. */
const GRACE_MS = 60_000;

/** Fields were put in lists: begins to give them to the cards of the customers who are there. */
export async function startFill(ctx: Ctx): Promise<void> {
  const filling = await fillingOf(ctx);
  if (filling.since.size === 0) return;
  const start: CardFill = { phase: "current", after: null, since: [...filling.since], done: 0 };
  const left = await fill(ctx, filling.fields, start);
  // Written anew: one that is under way began without the field that has just come.
  if (left) await putCardFill(ctx.table, left, ctx.now());
}

/** Goes on where the last go left off. */
export const fillDue: DueHandler = async (ctx, item) => {
  const { fields } = await fillingOf(ctx);
  const left = await fill(ctx, fields, item.fill as unknown as CardFill);
  return left ? { nextDueAt: ctx.now(), set: { fill: left } } : { remove: true };
};

async function fillingOf(ctx: Ctx): Promise<{ fields: CustomField[]; since: Map<string, string> }> {
  // As they are now: the context may be older than the change it is told of.
  const { fields } = await readFields(ctx.table, "customer");
  const waiting = fields.filter(({ fillingSince, retiredAt }) => fillingSince && !retiredAt);
  return { fields, since: new Map(waiting.map(({ id, fillingSince }) => [id, fillingSince as string])) };
}

/** Everybody, then the archived, then once more who was changed since it began. Null when all is done. */
async function fill(ctx: Ctx, fields: readonly CustomField[], from: CardFill): Promise<CardFill | null> {
  const state = { ...from };
  const began = state.since.map(([, at]) => at).sort()[0] ?? ctx.now();
  const edge = new Date(Date.parse(began) - GRACE_MS).toISOString();
  for (let done = 0; done < MOST_IN_ONE_GO && !ctx.isStopping(); ) {
    const sort = state.phase === "changed" ? "changed" : "newest";
    const options = {
      sort,
      reverse: false,
      archived: state.phase === "archived",
      limit: CHUNK,
      after: state.after,
    } as const;
    const { rows, next } = await listCards(ctx.table, options);
    const recent = state.phase === "changed" ? rows.filter(({ card }) => card.updatedAt >= edge) : rows;
    await fillThese(ctx, fields, recent);
    done += Math.max(1, recent.length);
    state.done += recent.length;
    state.after = next;
    if (next !== null && recent.length === rows.length) continue;
    state.after = null;
    if (state.phase === "changed") {
      await markFilled(ctx, "customer", new Map(state.since));
      return null;
    }
    state.phase = state.phase === "current" ? "archived" : "changed";
  }
  return state;
}

async function fillThese(ctx: Ctx, fields: readonly CustomField[], rows: readonly Listed[]): Promise<void> {
  const profiles = await findProfilesNow(
    ctx.table,
    rows.map(({ card }) => card.id),
  );
  const lacking = rows.flatMap(({ card }) => {
    const profile = profiles.get(card.id);
    const keys = profile ? Object.keys(customOnCard(fields, "customer", profile.custom)) : [];
    return profile && keys.some((key) => JSON.stringify(card.custom[key]) !== JSON.stringify(profile.custom[key]))
      ? [profile]
      : [];
  });
  for (let at = 0; at < lacking.length; at += AT_ONCE) {
    await Promise.all(lacking.slice(at, at + AT_ONCE).map((profile) => fillOne(ctx, fields, profile)));
  }
}

// A card is made from the profile and can be made again at any time: no change of the customer, so no change row.
async function fillOne(ctx: Ctx, fields: readonly CustomField[], profile: Profile): Promise<void> {
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
