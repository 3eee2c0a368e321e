import { compareCustomers, LIKELY } from "#core/people/duplicates/index.ts";
import { CrmError, invalid, notFound } from "#core/platform/errors.ts";
import type { Id } from "#core/platform/ids.ts";
import { readProfiles, requireSeenProfile } from "#server/people/customers/index.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { findPair, ordered, type PairState, writesOfPair } from "./store.ts";

type Two = { a: Id<"cus">; b: Id<"cus"> };

/** These two are not one customer, whatever speaks for it. */
export async function dismissDuplicate(ctx: Ctx, two: Two): Promise<{ dismissed: boolean }> {
  return change(ctx, two, true);
}

/** Takes that back: they are a pair again if they still look like one. */
export async function recallDuplicate(ctx: Ctx, two: Two): Promise<{ dismissed: boolean }> {
  return change(ctx, two, false);
}

async function change(ctx: Ctx, two: Two, dismissed: boolean): Promise<{ dismissed: boolean }> {
  if (two.a === two.b) throw invalid("merge.with_itself", "These are one record.", [{ path: "b" }]);
  const ids = ordered(two.a, two.b);
  const [before, [a, b]] = await Promise.all([
    findPair(ctx.table, ids.a, ids.b),
    readProfiles(ctx.table, [ids.a, ids.b]),
  ]);
  if (!a || !b) throw notFound("customer");
  await Promise.all([a, b].map((one) => requireSeenProfile(ctx, one)));
  if ((before?.dismissed ?? false) === dismissed) return { dismissed };
  const compared = compareCustomers(a, b);
  const isPair = compared.score >= LIKELY && ![a, b].some((one) => one.archivedAt || one.mergedInto);
  const after: PairState | null = dismissed || isPair ? { ...compared, dismissed } : null;
  const other = { id: b.id, name: b.name };
  await commit(ctx, {
    writes: writesOfPair(ids, before, after),
    change: {
      entity: "customer",
      entityId: a.id,
      customerId: a.id,
      verb: dismissed ? "customer.notDuplicate" : "customer.maybeDuplicate",
      fields: { other: dismissed ? { after: other } : { before: other } },
    },
    refuse: () => new CrmError("conflict", "record.conflict", "Somebody changed this meanwhile. Try again."),
  });
  return { dismissed };
}
