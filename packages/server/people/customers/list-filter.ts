import { type CustomerCard, customerOf } from "#core/people/customers/index.ts";
import { customerFields, viewOfCard, viewOfCustomer } from "#core/people/customers/view.ts";
import { isCut } from "#core/platform/custom-fields/on-card.ts";
import { compileRule } from "#core/platform/rules/matches.ts";
import { fieldsOf, needsOf } from "#core/platform/rules/needs-of.ts";
import { readRule } from "#core/platform/rules/read-rule.ts";
import type { Ctx } from "#server/platform/context.ts";
import { findProfiles } from "./store.ts";

export type ListFilter = {
  /** Whether every record has to be read whole. */
  isDeep: boolean;
  /** The ids of those who pass. */
  passing(cards: readonly CustomerCard[]): Promise<ReadonlySet<string>>;
};

export const EVERYBODY: ListFilter = {
  isDeep: false,
  passing: async (cards) => new Set(cards.map(({ id }) => id)),
};

/**
 * Cards answer what they can. Where the rule asks for more than they carry, or for a custom value that was cut to fit on
 * one, the whole record is read: the answer is the same either way.
 */
export function filterOf(ctx: Ctx, filter: string): ListFilter {
  const { fields } = ctx;
  const catalogue = customerFields(fields);
  const rule = readRule(filter, catalogue);
  const isDeep = needsOf(rule, catalogue) === "full";
  const passes = compileRule(rule, { now: ctx.now(), timeZone: ctx.workspace.timeZone, fields: catalogue });
  const asked = [...fieldsOf(rule)].flatMap((name) => /^custom\.(.+)$/.exec(name)?.[1] ?? []);
  const needsRecord = (card: CustomerCard) => isDeep || asked.some((key) => isCut(card.custom[key]));
  return {
    isDeep,
    async passing(cards) {
      const ids = cards.filter(needsRecord).map(({ id }) => id);
      const profiles = ids.length > 0 ? await findProfiles(ctx.table, ids) : null;
      const passed = cards.filter((card) => {
        if (!needsRecord(card)) return passes(viewOfCard(card, fields));
        const profile = profiles?.get(card.id);
        return profile !== undefined && passes(viewOfCustomer(customerOf(profile, card, fields), fields));
      });
      return new Set(passed.map(({ id }) => id));
    },
  };
}
