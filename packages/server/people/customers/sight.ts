import {
  type Customer,
  type CustomerCard,
  type CustomerStats,
  customerOf,
  maskCard,
  maskCustomer,
  type Profile,
} from "#core/people/customers/index.ts";
import { maskChange } from "#core/platform/access/mask-change.ts";
import { type Held, sees } from "#core/platform/access/sight.ts";
import type { Change } from "#core/platform/change.ts";
import { customShown } from "#core/platform/custom-fields/on-card.ts";
import { CrmError, notFound } from "#core/platform/errors.ts";
import type { Ctx } from "#server/platform/context.ts";
import { findCardsNow } from "./store.ts";

const MAX_MERGES = 10;

/** Of these ids those whose customer one may see. Without limits nothing is read. Of a merged record its survivor is asked. */
export async function seenIds(ctx: Ctx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ctx.sight.kind === "all") return new Set(ids);
  const cards = new Map<string, CustomerCard>();
  let wanted = [...new Set(ids)];
  for (let step = 0; step < MAX_MERGES && wanted.length > 0; step++) {
    for (const card of await findCardsNow(ctx.table, wanted)) cards.set(card.id, card);
    wanted = [...cards.values()].flatMap(({ mergedInto }) => (mergedInto && !cards.has(mergedInto) ? mergedInto : []));
  }
  const isSeen = (id: string) => {
    let card = cards.get(id);
    for (let step = 0; card?.mergedInto && step < MAX_MERGES; step++) card = cards.get(card.mergedInto);
    return card !== undefined && !card.mergedInto && sees(ctx.sight, card);
  };
  return new Set(ids.filter(isSeen));
}

/** Refuses as though there were no such customer, where one may not see them. */
export async function requireSeen(ctx: Ctx, id: string): Promise<void> {
  if (ctx.sight.kind !== "all" && !(await seenIds(ctx, [id])).has(id)) throw notFound("customer");
}

/** The same of a record that was read already: a further read only where it was merged. */
export async function requireSeenProfile(ctx: Ctx, profile: Profile): Promise<void> {
  if (profile.mergedInto) return requireSeen(ctx, profile.id);
  if (!sees(ctx.sight, profile)) throw notFound("customer");
}

/** Nobody gives a customer away out of their own sight: that is for somebody who sees both. */
export function refuseOutOfSight({ sight }: Pick<Ctx, "sight">, after: Held): void {
  if (sees(sight, after)) return;
  throw new CrmError(
    "forbidden",
    "customer.owner_out_of_sight",
    "Then you would not see this customer any more. Somebody who sees both hands it over.",
    [{ path: "ownerId", code: "customer.owner_out_of_sight" }],
  );
}

/** A new customer of somebody who does not see all is theirs, unless they say otherwise. */
export function ownedIn<T extends Held>({ sight, access }: Pick<Ctx, "sight" | "access">, input: T): T {
  if (input.ownerId != null || sees(sight, input) || access.userId === null) return input;
  return { ...input, ownerId: access.userId };
}

/** A customer as the one who asks is shown them. */
export function shownCustomer(ctx: Pick<Ctx, "fields" | "access">, profile: Profile, stats: CustomerStats): Customer {
  return maskCustomer(ctx.access.fields, customerOf(profile, stats, ctx.fields));
}

/** A card as it is shown: what a field no longer in lists has left on it may be old. */
export function shownCard({ fields, access }: Pick<Ctx, "fields" | "access">, card: CustomerCard): CustomerCard {
  return maskCard(access.fields, { ...card, custom: customShown(fields, "customer", card.custom) });
}

/** What these customers are called, as far as one may know. */
export async function customerNames(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const seen = await seenIds(ctx, ids);
  const cards = await findCardsNow(ctx.table, [...seen]);
  return new Map(cards.map((card) => [card.id, shownCard(ctx, card).name]));
}

/** A change of fields none of which one is shown: nothing to tell people of. */
export function tellsNothing({ verb, fields }: Change): boolean {
  return ["customer.updated", "customer.merged", "customer.undone"].includes(verb) && Object.keys(fields).length === 0;
}

type Named = { id: string; name: string };

const isNamed = (value: unknown): value is Named =>
  typeof value === "object" && value !== null && "name" in value && "id" in value && /^cus_/.test(String(value.id));

/** Changes as they are told: without hidden fields, and without the names of other customers that one may not see. */
export async function shownChanges(ctx: Ctx, changes: readonly Change[]): Promise<Change[]> {
  const masked = changes.map((change) => maskChange(ctx.access.fields, change));
  if (ctx.sight.kind === "all") return masked;
  const named = (change: Change) =>
    Object.values(change.fields).flatMap(({ before, after }) => [before, after].filter(isNamed));
  const ids = [...new Set(masked.flatMap(named).map(({ id }) => id))];
  if (ids.length === 0) return masked;
  const seen = await seenIds(ctx, ids);
  const nameless = (value: unknown) => (isNamed(value) && !seen.has(value.id) ? { ...value, name: "" } : value);
  return masked.map((change) => ({
    ...change,
    fields: Object.fromEntries(
      Object.entries(change.fields).map(([name, { before, after }]) => [
        name,
        {
          ...(before !== undefined && { before: nameless(before) }),
          ...(after !== undefined && { after: nameless(after) }),
        },
      ]),
    ),
  }));
}
