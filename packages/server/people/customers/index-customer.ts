import type { Profile } from "#core/people/customers/index.ts";
import type { Change } from "#core/platform/change.ts";
import { formatPhone } from "#core/platform/phone.ts";
import { type SearchTerms, searchTerms } from "#core/workspace/search/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { indexRecord } from "#server/workspace/search/index.ts";
import { profileKey, profileOf } from "./store.ts";

/** A change of none of these leaves the rows as they are. */
const FOUND_BY = ["name", "givenName", "familyName", "code", "emails", "phones", "kind", "archivedAt", "mergedInto"];

const NOTHING: SearchTerms = { words: [], digits: [] };

/** An archived customer is found by nothing; a changed one no longer by what it was. */
export async function indexCustomer(ctx: Ctx, change: Change): Promise<void> {
  if (change.verb !== "customer.created" && !FOUND_BY.some((field) => field in change.fields)) return;
  const item = await ctx.table.get(profileKey(change.entityId));
  if (!item) return change.verb === "customer.removed" ? forget(ctx, change) : undefined;
  const profile = profileOf(item);
  await indexProfile(ctx, profile, change.verb === "customer.created" ? null : termsOf(asItWas(profile, change)));
}

/** Writes the rows that find a customer; `was` is what found it before. */
export async function indexProfile(ctx: Ctx, profile: Profile, was: SearchTerms | null): Promise<void> {
  const hint = profile.phones[0] ? formatPhone(profile.phones[0].number) : (profile.emails[0]?.address ?? null);
  const row = { entity: "customer" as const, id: profile.id, label: profile.name, kind: profile.kind, hint };
  await indexRecord(ctx, row, profile.archivedAt || profile.mergedInto ? NOTHING : termsOf(profile), was);
}

/** One that is gone altogether is found by nothing of what it was called. */
function forget(ctx: Ctx, { entityId, fields }: Change): Promise<void> {
  const was = Object.fromEntries(Object.entries(fields).map(([name, { before }]) => [name, before]));
  const { name = "", emails = [], phones = [] } = was as Partial<Profile>;
  const row = { entity: "customer" as const, id: entityId, label: name, kind: "person" as const, hint: null };
  return indexRecord(ctx, row, NOTHING, termsOf({ ...was, name, emails, phones } as Profile));
}

/** What a customer is found by. */
export function termsOf({ name, givenName = "", familyName = "", code = "", emails, phones }: Profile): SearchTerms {
  // The end of an address is its provider's name, which finds everybody.
  const mailboxes = emails.map(({ address }) => address.slice(0, address.indexOf("@")));
  return searchTerms(
    [name, givenName, familyName, code, ...mailboxes],
    phones.map(({ number }) => number),
  );
}

/** The profile with the fields of the change as they were before it. */
function asItWas(profile: Profile, { fields }: Change): Profile {
  const before = Object.entries(fields).filter(([name, { before }]) => before !== undefined && name in profile);
  return { ...profile, ...Object.fromEntries(before.map(([name, { before }]) => [name, before])) };
}
