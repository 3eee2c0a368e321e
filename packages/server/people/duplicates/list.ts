import type { DuplicatePair } from "#core/people/duplicates/index.ts";
import { maskedEvidence, recommendSurvivor } from "#core/people/duplicates/index.ts";
import { hasNoRules } from "#core/platform/access/fields.ts";
import type { Page } from "#core/platform/page.ts";
import { findCards, seenIds, shownCard } from "#server/people/customers/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { decodeCursor, encodeCursor } from "#server/platform/sharded.ts";
import { listPairs, PAIR_PLACE, type Pair } from "./store.ts";

/** However few pairs one may see, one request looks at no more than this and then says where to go on. */
const MAX_READ = 1_000;

type Question = { limit: number; cursor?: string; dismissed: boolean };

/** The pairs, strongest first, both of whose customers one may see. One whose customer was merged or archived a moment ago is left out. */
export async function listDuplicates(ctx: Ctx, { limit, cursor, dismissed }: Question): Promise<Page<DuplicatePair>> {
  let place = decodeCursor(cursor, PAIR_PLACE);
  const isNarrow = ctx.sight.kind !== "all" || !hasNoRules(ctx.access.fields);
  const items: DuplicatePair[] = [];
  for (let read = 0; read < MAX_READ; ) {
    const { pairs, next } = await listPairs(ctx.table, dismissed, limit - items.length, place);
    items.push(...(await shownPairs(ctx, pairs)));
    place = next;
    read += Math.max(1, pairs.length);
    if (next === null || items.length >= limit || !isNarrow) break;
  }
  return { items, nextCursor: encodeCursor(place) };
}

async function shownPairs(ctx: Ctx, pairs: readonly Pair[]): Promise<DuplicatePair[]> {
  const seen = await seenIds(ctx, [...new Set(pairs.flatMap(({ a, b }) => [a, b]))]);
  const cards = await findCards(ctx.table, [...seen]);
  const known = new Map(cards.filter((card) => !card.archived && !card.mergedInto).map((card) => [card.id, card]));
  return pairs.flatMap(({ a: one, b: other, dismissed, ...found }) => {
    const [mine, theirs] = [known.get(one), known.get(other)];
    const shown = maskedEvidence(ctx.access.fields, found);
    if (!mine || !theirs || !shown) return [];
    const a = recommendSurvivor(mine, theirs);
    const b = a === mine ? theirs : mine;
    return [{ a: shownCard(ctx, a), b: shownCard(ctx, b), ...shown, dismissed }];
  });
}
