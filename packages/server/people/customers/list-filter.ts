import { type CustomerCard, customerOf } from "#core/people/customers/index.ts";
import { customerFields, viewOfCard, viewOfCustomer } from "#core/people/customers/view.ts";
import { isCut } from "#core/platform/custom-fields/on-card.ts";
import { compileRule } from "#core/platform/rules/matches.ts";
import { narrow } from "#core/platform/rules/narrow.ts";
import { fieldsOf, needsOf } from "#core/platform/rules/needs-of.ts";
import { readRule } from "#core/platform/rules/read-rule.ts";
import type { Ctx } from "#server/platform/context.ts";
import { refuseHidden } from "#server/platform/field-access.ts";
import { holdingOf } from "./card-hint.ts";
import type { CardTest } from "./list-store.ts";
import { packedTest } from "./packed-card.ts";
import { findProfiles } from "./store.ts";

export type ListFilter = {
  /** Whether every record has to be read whole. */
  isDeep: boolean;
  /** Leaves out, before it is unpacked, a card that cannot pass; null where that cannot be said of any. */
  mayPass: CardTest | null;
  /** The ids of those who pass. */
  passing(cards: readonly CustomerCard[]): Promise<ReadonlySet<string>>;
};

export const EVERYBODY: ListFilter = {
  isDeep: false,
  mayPass: null,
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
  const at = { now: ctx.now(), timeZone: ctx.workspace.timeZone };
  const passes = compileRule(rule, { ...at, fields: catalogue });
  const names = fieldsOf(rule);
  refuseHidden(ctx.access, "customer", names);
  const asked = [...names].flatMap((name) => /^custom\.(.+)$/.exec(name)?.[1] ?? []);
  const needsRecord = (card: CustomerCard) => isDeep || asked.some((key) => isCut(card.custom[key]));
  const narrowed = narrow(rule, catalogue, at);
  // What a card cuts, such as a long name, the whole record does not: where that may be read, the card cannot say.
  const mayBe = isDeep || asked.length > 0 ? null : packedTest(narrowed);
  return {
    isDeep,
    mayPass: mayBe && { mayBe, holding: holdingOf(narrowed) },
    async passing(cards) {
      const ids = cards.filter(needsRecord).map(({ id }) => id);
      const profiles = ids.length > 0 ? await findProfiles(ctx.table, ids) : null;
      const passed = cards.filter((card) => {
        if (!needsRecord(card)) return passes(viewOfCard(card, fields, names));
        const profile = profiles?.get(card.id);
        return profile !== undefined && passes(viewOfCustomer(customerOf(profile, card, fields), fields));
      });
      return new Set(passed.map(({ id }) => id));
    },
  };
}
