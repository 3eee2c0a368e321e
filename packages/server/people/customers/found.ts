import { NO_STATS, type Profile } from "#core/people/customers/index.ts";
import { hasNoRules, isHidden } from "#core/platform/access/fields.ts";
import { foldWords } from "#core/platform/fold.ts";
import { type Found, matchesWords } from "#core/workspace/search/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { SearchSight } from "#server/workspace/search/index.ts";
import { termsOf } from "./index-customer.ts";
import { heldCards } from "./seen-list.ts";
import { seenIds, shownCustomer } from "./sight.ts";
import { findCards, findIdsByKey, findProfiles } from "./store.ts";

/** What customers are found by, and could be hidden: a row that was found does not say which of them it was. */
const FOUND_BY = ["emails", "code", "givenName", "familyName"];

const MAX_OF_ADDRESS = 50;

const hides = (ctx: Ctx, field: string) => isHidden(ctx.access.fields, "customer", field);

/** Who has an address, and what somebody who does not see everything is told of what a search found. */
export const customersFound: SearchSight = {
  asks: (ctx, { digits }) => digits.length === 0 || !hides(ctx, "phones"),
  async shown(ctx, rows, asked) {
    const seen = await seenIds(
      ctx,
      rows.map(({ id }) => id),
    );
    const there = rows.filter(({ id }) => seen.has(id));
    if (hasNoRules(ctx.access.fields)) return there;
    const told = FOUND_BY.some((field) => hides(ctx, field))
      ? await foundByWhatIsShown(ctx, there, asked.words)
      : there;
    const hasHint = !hides(ctx, "phones") && !hides(ctx, "emails");
    return told.map((row) => (hasHint ? row : { ...row, hint: null }));
  },
  async addressed(ctx, address) {
    if (hides(ctx, "emails")) return [];
    const ids = await seenIds(ctx, await findIdsByKey(ctx.table, `email#${address}`, MAX_OF_ADDRESS));
    const cards = ids.size > 0 ? await findCards(ctx.table, [...ids]) : [];
    return cards
      .filter(({ archived, mergedInto }) => !archived && !mergedInto)
      .map(({ id, name, kind, phone }) => {
        const hint = hides(ctx, "phones") ? null : (phone ?? address);
        return { entity: "customer", id, label: name, kind, hint };
      });
  },
  async among(ctx, { words }) {
    const cards = await heldCards(ctx);
    return (
      cards
        ?.filter(({ name }) => matchesWords(foldWords(name), words))
        .map(({ id, name, kind }) => ({ entity: "customer", id, label: name, kind, hint: null })) ?? null
    );
  },
};

async function foundByWhatIsShown(ctx: Ctx, rows: readonly Found[], words: readonly string[]): Promise<Found[]> {
  const profiles = await findProfiles(
    ctx.table,
    rows.map(({ id }) => id),
  );
  return rows.filter(({ id }) => {
    const profile = profiles.get(id);
    return profile && matchesWords(termsOf(shownCustomer(ctx, profile, NO_STATS) as Profile).words, words);
  });
}
