import {
  type CustomerCard,
  type CustomerStats,
  cardOf,
  lookUpKeys,
  NO_STATS,
  type Profile,
  sumStats,
} from "#core/people/customers/index.ts";
import type { CustomField } from "#core/platform/custom-fields/definition.ts";
import type { Id } from "#core/platform/ids.ts";
import { defineEntity, itemOf, putAlways, putNew, putVersion, stateOf } from "#server/platform/entity.ts";
import { type Item, type Key, keyOf, type Table, type Write } from "#server/platform/table.ts";
import { entryOf } from "./held-store.ts";
import { entryIn } from "./order-store.ts";
import { cardOfItem, packCard } from "./packed-card.ts";
import { absorbedStatsOf, packStats, statsOf } from "./packed-stats.ts";

/** Header items of a customer's partition sort before everything else in it. */
export const profileKey = (id: string): Key => ({ pk: id, sk: "a#profile" });
export const cardKey = (id: string): Key => ({ pk: id, sk: "a#card" });

export const profileEntity = defineEntity<Profile>({ type: "profile", key: ({ id }) => profileKey(id) });

/** The card as written from the profile. Its `stats` attribute is the subscribers' and is never touched by it. */
export const cardEntity = defineEntity<CustomerCard>({
  type: "card",
  key: ({ id }) => cardKey(id),
  indexes: {
    directory: (card) => entryIn("newest", card),
    byName: (card) => (card.mergedInto ? null : entryIn("name", card)),
    byContact: (card) => entryIn("lastContact", card),
    byChange: (card) => (card.mergedInto ? null : entryIn("changed", card)),
    byOwner: (card) => (card.mergedInto ? null : entryOf("owner", card)),
    byTeam: (card) => (card.mergedInto ? null : entryOf("team", card)),
  },
  pack: (card) => ({ card: packCard(card), ...(card.mergedInto && { mergedInto: card.mergedInto }) }),
  unpack: cardOfItem,
});

type CodeRow = { code: string; customerId: string };
const codeEntity = defineEntity<CodeRow>({ type: "code", key: ({ code }) => ({ pk: `code#${code}`, sk: "code" }) });

const lookUpRow = (key: string, id: string): Item => ({ pk: key, sk: id, type: "lookUp" });

export function writesOfNew(profile: Profile, fields: readonly CustomField[]): Write[] {
  return [
    putNew(profileEntity, profile, { version: 1 }),
    putNew(cardEntity, cardOf(profile, NO_STATS, fields)),
    ...lookUpKeys(profile).map((key) => ({ put: lookUpRow(key, profile.id) })),
    ...(profile.code ? [putNew(codeEntity, { code: profile.code, customerId: profile.id })] : []),
  ];
}

/** Takes a customer out of the table, as it was read: everything that `writesOfNew` and updates since have put there. */
export function writesOfRemoval(profile: Profile, fields: readonly CustomField[]): Write[] {
  const [first, ...others] = writesOfNew(profile, fields).map((write) => ({ delete: keyOf(write) }));
  return [{ ...first!, if: { equals: { version: profile.version } } }, ...others];
}

/** The writes that turn `before` into `after`. The first is the profile, under the version that was read. */
export function writesOfUpdate(before: Profile, after: Profile, fields: readonly CustomField[]): Write[] {
  const old = keysOfRecord(before);
  const current = keysOfRecord(after);
  const writes: Write[] = [
    putVersion(profileEntity, { ...after, version: before.version + 1 }, before.version),
    writeOfCard(after, fields),
    ...current.filter((key) => !old.includes(key)).map((key) => ({ put: lookUpRow(key, after.id) })),
    ...old.filter((key) => !current.includes(key)).map((key) => ({ delete: { pk: key, sk: after.id } })),
  ];
  if (before.code !== after.code) {
    if (after.code) writes.push(putNew(codeEntity, { code: after.code, customerId: after.id }));
    if (before.code) writes.push({ delete: codeEntity.key({ code: before.code, customerId: before.id }) });
  }
  return writes;
}

/** A record that is part of another is looked up by nothing. */
function keysOfRecord(profile: Profile): string[] {
  return profile.mergedInto ? [] : lookUpKeys(profile);
}

/** The card as it is made from the profile. Where it stands by last contact is written with the statistics. */
function writeOfCard(profile: Profile, fields: readonly CustomField[]): Write {
  const card = itemOf(cardEntity, cardOf(profile, NO_STATS, fields));
  const { pk, sk, byContactPk: _pk, byContactSk: _sk, ...attributes } = card;
  const places = ["byName", "byChange", "byOwner", "byTeam"].flatMap((index) => [`${index}Pk`, `${index}Sk`]);
  const leaves = ["mergedInto", ...places];
  return { update: { pk, sk }, set: attributes, remove: leaves.filter((name) => !(name in attributes)) };
}

/** Gives a code to another record, whose own writes say that it may have it. */
export function writeOfCode(code: string, customerId: string, held: "held" | "free"): Write {
  return held === "held"
    ? putAlways(codeEntity, { code, customerId }, {}, { present: true })
    : putNew(codeEntity, { code, customerId });
}

export function isCodeWrite(write: Write | undefined): boolean {
  return write !== undefined && "put" in write && write.put.type === "code";
}

/** Writes the card anew from a profile; refused when the profile was written since it was read. */
export function writesOfCard(profile: Profile, fields: readonly CustomField[]): Write[] {
  return [
    { check: profileKey(profile.id), if: { equals: { version: profile.version } } },
    writeOfCard(profile, fields),
  ];
}

/** Holds that a customer is there, for what links to it. */
export function checkThere(id: string): Write {
  return { check: profileKey(id), if: { present: true } };
}

export function isDeleteOfCode(write: Write, code: string): boolean {
  return "delete" in write && write.delete.pk === `code#${code}`;
}

/**
 * Writes the statistics as counted from `item`, and the place they give; refused when they were written, or the record was
 * merged or separated, meanwhile.
 */
export function writeOfStats(item: Item, own: CustomerStats, absorbed = absorbedStatsOf(item)): Write {
  const read = typeof item.stats === "string" ? item.stats : undefined;
  const mergedInto = typeof item.mergedInto === "string" ? item.mergedInto : undefined;
  const { lastContactAt } = absorbed ? sumStats([own, absorbed]) : own;
  const entry = entryIn("lastContact", { ...stateOf(cardEntity, item), lastContactAt });
  return {
    update: { pk: item.pk, sk: item.sk },
    set: { stats: packStats(own, absorbed), byContactPk: entry.pk, byContactSk: entry.sk },
    if: { equals: { stats: read, mergedInto } },
  };
}

export async function findCustomer(
  table: Table,
  id: string,
): Promise<{ profile: Profile; stats: CustomerStats } | null> {
  const [profile, card] = await table.getMany([profileKey(id), cardKey(id)]);
  return profile ? { profile: profileOf(profile), stats: statsOf(card ?? null) } : null;
}

/** Read consistently: what is made from them is the newest. */
export function findProfilesNow(table: Table, ids: readonly string[]): Promise<Map<string, Profile>> {
  return findProfiles(table, ids, false);
}

export async function findProfiles(table: Table, ids: readonly string[], stale = true): Promise<Map<string, Profile>> {
  const items = await table.getMany(ids.map(profileKey), { stale });
  return new Map(items.flatMap((item) => (item ? [[item.pk, profileOf(item)] as const] : [])));
}

export function profileOf(item: Item): Profile {
  return { ...stateOf(profileEntity, item), version: Number(item.version) };
}

/** The profiles that there are, in the order of the ids. */
export async function readProfiles(
  table: Table,
  ids: readonly string[],
  options?: { stale?: boolean },
): Promise<Profile[]> {
  if (ids.length === 0) return [];
  const items = await table.getMany(ids.map(profileKey), options);
  return items.flatMap((item) => (item ? [profileOf(item)] : []));
}

/** Read consistently: who may see a customer is decided by what is so now. */
export function findCardsNow(table: Table, ids: readonly string[]): Promise<CustomerCard[]> {
  return findCards(table, ids, false);
}

export async function findCards(table: Table, ids: readonly string[], stale = true): Promise<CustomerCard[]> {
  const items = await table.getMany(ids.map(cardKey), { stale });
  return items.flatMap((item) => (item ? [stateOf(cardEntity, item)] : []));
}

/** Ids of customers with this look-up key, as `lookUpKeys` makes them. */
export async function findIdsByKey(table: Table, key: string, limit: number): Promise<Id<"cus">[]> {
  const { items } = await table.query({ pk: key, limit });
  return items.map(({ sk }) => sk as Id<"cus">);
}

const MAX_MERGES = 10;

/** The profiles of these ids, and for one that was merged into another the profile that it lives on in. */
export async function findSurvivors(table: Table, ids: readonly string[]) {
  const named = (await table.getMany(ids.map(profileKey))).flatMap((item) => (item ? [profileOf(item)] : []));
  const found = new Map(named.map((profile) => [profile.id as string, profile]));
  let wanted = named;
  for (let step = 0; step < MAX_MERGES; step++) {
    const next = [...new Set(wanted.flatMap(({ mergedInto }) => mergedInto ?? []))].filter((id) => !found.has(id));
    if (next.length === 0) break;
    wanted = (await table.getMany(next.map(profileKey))).flatMap((item) => (item ? [profileOf(item)] : []));
    for (const profile of wanted) found.set(profile.id, profile);
  }
  return named.map((profile) => {
    let survivor = profile;
    for (let step = 0; survivor.mergedInto && step < MAX_MERGES; step++)
      survivor = found.get(survivor.mergedInto) ?? survivor;
    return { id: profile.id, named: profile, survivor };
  });
}

export async function findIdsByCode(table: Table, code: string): Promise<Id<"cus">[]> {
  const item = await table.get(codeEntity.key({ code, customerId: "" }));
  return item ? [stateOf(codeEntity, item).customerId as Id<"cus">] : [];
}
