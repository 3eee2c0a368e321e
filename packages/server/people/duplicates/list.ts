import { type DuplicatePair, recommendSurvivor } from "#core/people/duplicates/index.ts";
import type { Page } from "#core/platform/page.ts";
import { findCards, shownCard } from "#server/people/customers/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { decodeCursor, encodeCursor } from "#server/platform/sharded.ts";
import { listPairs, PAIR_PLACE } from "./store.ts";

/** The pairs, strongest first. One whose customer was merged or archived a moment ago is left out. */
export async function listDuplicates(
  ctx: Ctx,
  { limit, cursor, dismissed }: { limit: number; cursor?: string; dismissed: boolean },
): Promise<Page<DuplicatePair>> {
  const { pairs, next } = await listPairs(ctx.table, dismissed, limit, decodeCursor(cursor, PAIR_PLACE));
  const cards = await findCards(ctx.table, [...new Set(pairs.flatMap(({ a, b }) => [a, b]))]);
  const known = new Map(cards.filter((card) => !card.archived && !card.mergedInto).map((card) => [card.id, card]));
  const items = pairs.flatMap(({ a: one, b: other, score, evidence }) => {
    const [mine, theirs] = [known.get(one), known.get(other)];
    if (!mine || !theirs) return [];
    const a = recommendSurvivor(mine, theirs);
    const b = a === mine ? theirs : mine;
    return [{ a: shownCard(ctx, a), b: shownCard(ctx, b), score, evidence, dismissed }];
  });
  return { items, nextCursor: encodeCursor(next) };
}
