import type { Profile } from "#core/people/customers/index.ts";
import type { Item } from "#server/platform/table.ts";
import { textsIn } from "#server/workspace/erasure/index.ts";

/** Shorter texts are not somebody's alone. */
const LEAST = 6;
/** Of what was said, only what is long enough to be known again. */
const LEAST_SAID = 10;

const NAMED = ["name", "givenName", "familyName", "code", "nationalId", "iban", "notes"] as const;

type Known = Partial<Pick<Profile, (typeof NAMED)[number] | "phones" | "emails" | "addresses" | "custom">>;

function textsOfKnown(known: Known): string[] {
  return [
    ...NAMED.flatMap((name) => textsIn(known[name])),
    ...(known.phones ?? []).flatMap(({ number, raw }) => [number, raw]),
    ...(known.emails ?? []).map(({ address }) => address),
    ...(known.addresses ?? []).flatMap(({ street = "", postalCode = "" }) => [street, postalCode]),
    ...textsIn(known.custom),
  ].filter((text) => typeof text === "string" && text.length >= LEAST);
}

/** Texts by which a person may be known again wherever else they stand; nothing that many have, such as a city. */
export function textsOf(item: Item): string[] {
  const data = (item.data ?? {}) as { [name: string]: unknown };
  if (item.type === "profile") return textsOfProfile(data as Profile);
  if (item.type === "change") {
    const fields = (data.fields ?? {}) as { [name: string]: { before?: unknown; after?: unknown } };
    const sides = (["before", "after"] as const).map((side) =>
      Object.fromEntries(Object.entries(fields).map(([name, change]) => [name, change[side]])),
    );
    return sides.flatMap((side) => textsOfKnown(listsOnly(side)));
  }
  return [data.subject, data.body, data.outcome, data.notes, data.withdrawnReason].filter(
    (text): text is string => typeof text === "string" && text.length >= LEAST_SAID,
  );
}

export function textsOfProfile(profile: Profile): string[] {
  return [
    ...textsOfKnown(profile),
    ...textsOfKnown((profile.merges?.before ?? {}) as Known),
    ...(profile.merges?.layers ?? []).map(({ name }) => name),
  ].filter((text) => text.length >= LEAST);
}

type Numbers = Required<Pick<Known, "phones" | "emails">> & { nationalIds: string[]; names: string[] };

/** What the record said by which one person is found exactly, now and earlier, and how they were called. */
export function numbersIn(item: Item): Numbers {
  const data = (item.data ?? {}) as { [name: string]: unknown };
  const fields = (data.fields ?? {}) as { [name: string]: { before?: unknown; after?: unknown } };
  const sides =
    item.type === "profile"
      ? [data as Known, ((data as Partial<Profile>).merges?.before ?? {}) as Known]
      : item.type === "change"
        ? (["before", "after"] as const).map((side) =>
            listsOnly(Object.fromEntries(Object.entries(fields).map(([name, change]) => [name, change[side]]))),
          )
        : [];
  return {
    phones: sides.flatMap(({ phones = [] }) => phones),
    emails: sides.flatMap(({ emails = [] }) => emails),
    nationalIds: sides.flatMap(({ nationalId }) => nationalId ?? []),
    names: sides.flatMap(({ name }) => name ?? []).filter((name) => name.length >= LEAST),
  };
}

function listsOnly(side: { [name: string]: unknown }): Known {
  const custom = Object.entries(side).filter(([name]) => name.startsWith("custom."));
  const lists = (["phones", "emails", "addresses"] as const).filter((name) => Array.isArray(side[name]));
  return {
    ...Object.fromEntries(NAMED.filter((name) => typeof side[name] === "string").map((name) => [name, side[name]])),
    ...Object.fromEntries(lists.map((name) => [name, side[name]])),
    custom: Object.fromEntries(custom) as Profile["custom"],
  };
}
