import type { Profile } from "#core/people/customers/index.ts";
import type { Change } from "#core/platform/change.ts";
import { formatPhone } from "#core/platform/phone.ts";
import { type SearchTerms, searchTerms } from "#core/workspace/search/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { type Findable, indexRecords } from "#server/workspace/search/index.ts";
import { findProfilesNow } from "./store.ts";

/** A change of none of these leaves the rows as they are. */
const FOUND_BY = ["name", "givenName", "familyName", "code", "emails", "phones", "kind", "archivedAt", "mergedInto"];

const NEW = "customer.created";

const NOTHING: SearchTerms = { words: [], digits: [] };

/** An archived customer is found by nothing; a changed one no longer by what it was. */
export async function indexCustomers(ctx: Ctx, changes: readonly Change[]): Promise<void> {
  const told = changes.filter(({ verb, fields }) => verb === NEW || FOUND_BY.some((field) => field in fields));
  const profiles = await findProfilesNow(ctx.table, [...new Set(told.map(({ entityId }) => entityId))]);
  const records = told.flatMap((change) => {
    const profile = profiles.get(change.entityId);
    if (!profile) return change.verb === "customer.removed" ? forgotten(change) : [];
    return findable(profile, change.verb === NEW ? null : termsOf(asItWas(profile, change)));
  });
  await indexRecords(ctx, records);
}

/** The same for many who are about to be written: their `customer.created` says that it is done. */
export function indexNew(ctx: Ctx, profiles: readonly Profile[]): Promise<void> {
  return indexRecords(
    ctx,
    profiles.map((profile) => findable(profile, null)),
  );
}

/** Takes back what `indexNew` wrote of those who were not written in the end. */
export function forgetNew(ctx: Ctx, profiles: readonly Profile[]): Promise<void> {
  return indexRecords(
    ctx,
    profiles.map((profile) => ({ ...findable(profile, termsOf(profile)), now: NOTHING })),
  );
}

/** Writes the rows that find a customer. */
export function indexProfile(ctx: Ctx, profile: Profile): Promise<void> {
  return indexRecords(ctx, [findable(profile, null)]);
}

function findable(profile: Profile, before: SearchTerms | null): Findable {
  const hint = profile.phones[0] ? formatPhone(profile.phones[0].number) : (profile.emails[0]?.address ?? null);
  const row = { entity: "customer" as const, id: profile.id, label: profile.name, kind: profile.kind, hint };
  return { row, now: profile.archivedAt || profile.mergedInto ? NOTHING : termsOf(profile), before };
}

/** One that is gone altogether is found by nothing of what it was called. */
function forgotten({ entityId, fields }: Change): Findable {
  const was = Object.fromEntries(Object.entries(fields).map(([name, { before }]) => [name, before]));
  const { name = "", emails = [], phones = [] } = was as Partial<Profile>;
  const row = { entity: "customer" as const, id: entityId, label: name, kind: "person" as const, hint: null };
  return { row, now: NOTHING, before: termsOf({ ...was, name, emails, phones } as Profile) };
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
