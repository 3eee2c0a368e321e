import type { CustomerCard } from "#core/people/customers/index.ts";
import { customerOf } from "#core/people/customers/index.ts";
import { viewOfCard, viewOfCustomer } from "#core/people/customers/view.ts";
import { sees } from "#core/platform/access/sight.ts";
import type { RuleField } from "#core/platform/rules/fields.ts";
import { compileRule } from "#core/platform/rules/matches.ts";
import { fieldsOf, needsOf } from "#core/platform/rules/needs-of.ts";
import type { Rule } from "#core/platform/rules/rule.ts";
import type { Ctx } from "#server/platform/context.ts";
import { refuseHidden } from "#server/platform/field-access.ts";
import { readShard } from "./list-store.ts";
import { DIRECTORY_SHARDS } from "./order-store.ts";
import { findProfiles } from "./store.ts";

/** Cards read for an estimate at most; records, where cards do not answer. */
const MOST_CARDS = 20_000;
const MOST_PROFILES = 2_000;
/** With no more than this in one shard, all shards are read, and nothing is estimated. */
const FEW_IN_SHARD = 250;

export type Sample = {
  matched: CustomerCard[];
  read: number /** Of all customers, the part that was read. */;
  share: number;
};

/** Who of a sample matches a rule. A shard holds an eighth of all, by chance alone, so it stands for all. */
export async function sampleCustomers(ctx: Ctx, rule: Rule, fields: readonly RuleField[]): Promise<Sample> {
  refuseHidden(ctx.access, "customer", fieldsOf(rule));
  const isDeep = needsOf(rule, fields) === "full";
  const passes = compileRule(rule, { now: ctx.now(), timeZone: ctx.workspace.timeZone, fields });
  const most = isDeep ? MOST_PROFILES : MOST_CARDS;
  const first = await readShard(ctx.table, 0, most);
  let [cards, share] = [first.cards, 1 / DIRECTORY_SHARDS];
  if (!first.hasMore && first.cards.length <= FEW_IN_SHARD) {
    const others = Array.from({ length: DIRECTORY_SHARDS - 1 }, (_, at) => readShard(ctx.table, at + 1, most));
    cards = [...cards, ...(await Promise.all(others)).flatMap((shard) => shard.cards)];
    share = 1;
  }
  const there = cards.filter((card) => !card.archived && !card.mergedInto && sees(ctx.sight, card));
  if (!isDeep)
    return { matched: there.filter((card) => passes(viewOfCard(card, ctx.fields))), read: there.length, share };
  const profiles = await findProfiles(
    ctx.table,
    there.map(({ id }) => id),
  );
  const matched = there.filter((card) => {
    const profile = profiles.get(card.id);
    return profile !== undefined && passes(viewOfCustomer(customerOf(profile, card, ctx.fields), ctx.fields));
  });
  return { matched, read: there.length, share };
}
