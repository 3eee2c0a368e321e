import { fallingOn, keysOn } from "#core/engagement/occasions/index.ts";
import { isHidden } from "#core/platform/access/fields.ts";
import { sees } from "#core/platform/access/sight.ts";
import { addDays } from "#core/platform/rules/days.ts";
import type { Ctx } from "#server/platform/context.ts";
import { readDay } from "./store.ts";

export type Coming = {
  on: string;
  customerId: string;
  customerName: string;
  ownerId: string | null;
  occasions: { name: string | null; years: number }[];
};

/** Of one day and calendar; a day on which more customers have something says so. */
const MOST_A_DAY = 200;

/** The occasions of a span of days, each on its day, of customers one sees: those of `ownerId` and, unless `owned`, of nobody alone when given. */
export async function comingOccasions(
  ctx: Ctx,
  { from, days, ownerId, owned = false }: { from: string; days: number; ownerId?: string | undefined; owned?: boolean },
): Promise<{ items: Coming[]; more: boolean }> {
  const dates = Array.from({ length: days }, (_, at) => addDays(from, at));
  const pages = await Promise.all(dates.map((on) => readDay(ctx.table, keysOn(on), MOST_A_DAY)));
  const rules = ctx.access.fields;
  const mayBirthday = !isHidden(rules, "customer", "birthOn");
  const mayOccasion = !isHidden(rules, "customer", "occasions");
  const items = pages.flatMap(({ rows }, at) => {
    const on = dates[at] as string;
    const found = new Map<string, Coming>();
    for (const { customerId, name, one, ...held } of rows) {
      if (
        !sees(ctx.sight, held) ||
        (ownerId !== undefined && (owned || held.ownerId !== null) && held.ownerId !== ownerId)
      )
        continue;
      if (one.name === null ? !mayBirthday : !mayOccasion) continue;
      const coming = found.get(customerId) ?? {
        on,
        customerId,
        customerName: name,
        ownerId: held.ownerId,
        occasions: [],
      };
      coming.occasions.push(...fallingOn([one], on));
      if (coming.occasions.length > 0) found.set(customerId, coming);
    }
    return [...found.values()];
  });
  return { items, more: pages.some(({ more }) => more) };
}
