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
import { isWithin, type Narrow } from "#core/platform/rules/narrow.ts";
import { defineEntity, itemOf, putAlways, putNew, putVersion, stateOf } from "#server/platform/entity.ts";
import { type Item, type Key, keyOf, type Table, type Write } from "#server/platform/table.ts";
import { hintOf } from "./card-hint.ts";
import { entryOf } from "./held-store.ts";
import { entryIn } from "./order-store.ts";

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

function packCard(card: CustomerCard): string {
  const { id, name, kind, relation, lifecycleStage, ownerId, teamId, tags, phone, email, city } = card;
  return JSON.stringify([
    id,
    name,
    kind,
    relation,
    lifecycleStage,
    ownerId,
    teamId,
    tags,
    phone,
    email,
    city,
    card.createdAt,
    card.updatedAt,
    card.archived ? 1 : 0,
    Object.keys(card.custom).length > 0 ? card.custom : 0,
    hintOf(card),
  ]);
}

function unpackCard(packed: string, stats: CustomerStats): CustomerCard {
  const [
    id,
    name,
    kind,
    relation,
    lifecycleStage,
    ownerId,
    teamId,
    tags,
    phone,
    email,
    city,
    createdAt,
    updatedAt,
    archived,
    custom,
  ] = JSON.parse(packed);
  return {
    id,
    name,
    kind,
    relation,
    lifecycleStage,
    ownerId,
    teamId,
    tags,
    phone,
    email,
    city,
    custom: custom || {},
    ...stats,
    createdAt,
    updatedAt,
    archived: archived === 1,
  };
}

/** Where a packed card holds what rules ask about. */
const PLACES: Readonly<Record<string, number>> = {
  name: 1,
  kind: 2,
  relation: 3,
  lifecycleStage: 4,
  ownerId: 5,
  teamId: 6,
  tags: 7,
  city: 10,
  createdAt: 11,
  updatedAt: 12,
};

/** Whether a card may satisfy a rule, seen before it is unpacked; null where that can be said of none. */
export function packedTest(narrowed: Narrow): ((item: Item) => boolean) | null {
  if ("nothing" in narrowed) return () => false;
  const facts = Object.entries(narrowed.facts).flatMap(([name, fact]) => {
    const place = PLACES[name];
    return place === undefined ? [] : [{ place, fact }];
  });
  if (facts.length === 0) return null;
  return (item) => {
    if (item.card === undefined) return false;
    const packed = JSON.parse(String(item.card));
    return facts.every(({ place, fact }) => isWithin({ facts: { value: fact } }, { value: packed[place] }));
  };
}

/** From its own item or from its entry in the directory, which has no type. */
export function cardOfItem(item: Item): CustomerCard {
  const card = unpackCard(String(item.card), statsOf(item));
  return typeof item.mergedInto === "string" ? { ...card, mergedInto: item.mergedInto as Id<"cus"> } : card;
}

/** What was counted of a customer, the records merged into it included, from the card's item. */
export function statsOf(item: Item | null): CustomerStats {
  const [counts, standing] = [countsOf(item), standingOf(item)];
  return standing === NO_STANDING ? counts : { ...counts, ...standing };
}

function countsOf(item: Item | null): CustomerStats {
  if (typeof item?.stats !== "string") return NO_STATS;
  const packed = JSON.parse(item.stats);
  return packed[4] ? sumStats([readStats(packed), readStats(packed[4])]) : readStats(packed);
}

/** Where a customer stands among the others: segments and scores. */
export type Standing = Pick<CustomerStats, "segments" | "rfm">;
const NO_STANDING: Standing = { segments: [], rfm: null };

export function standingOf(item: Item | null): Standing {
  if (typeof item?.standing !== "string") return NO_STANDING;
  const [segments, rfm] = JSON.parse(item.standing);
  return { segments, rfm: rfm && { recency: rfm[0], frequency: rfm[1], monetary: rfm[2], group: rfm[3] } };
}

/** The attribute of the card that says it; the subscribers of `stats` never touch it, nor this theirs. */
export function packStanding({ segments, rfm }: Standing): string {
  return JSON.stringify([segments, rfm && [rfm.recency, rfm.frequency, rfm.monetary, rfm.group]]);
}

/** What was counted of the record itself. */
export function ownStatsOf(item: Item | null): CustomerStats {
  return typeof item?.stats === "string" ? readStats(JSON.parse(item.stats)) : NO_STATS;
}

/** What was counted of the records merged into it; null when there are none. */
export function absorbedStatsOf(item: Item | null): CustomerStats | null {
  const absorbed = typeof item?.stats === "string" ? JSON.parse(item.stats)[4] : undefined;
  return absorbed ? readStats(absorbed) : null;
}

type Counts = CustomerStats["byChannel"];
/** Counts by channel, the edges, then (5th) the same of absorbed records, and what came later; the last in milliseconds. */
type PackedStats = [
  number,
  Counts,
  string | null,
  string | null,
  unknown?,
  number?,
  Counts?,
  Counts?,
  (number | null)?,
];

function readStats(packed: PackedStats): CustomerStats {
  const [
    interactions,
    byChannel,
    firstContactAt,
    lastContactAt,
    ,
    openActivities = 0,
    inbound = {},
    outbound = {},
    next,
  ] = packed;
  const nextActivityAt = typeof next === "number" ? new Date(next).toISOString() : null;
  const counted = { interactions, byChannel, inbound, outbound, openActivities, nextActivityAt };
  return { ...NO_STANDING, ...counted, firstContactAt, lastContactAt };
}

function packStats(own: CustomerStats, absorbed: CustomerStats | null): string {
  const pack = (stats: CustomerStats, more: unknown): PackedStats => [
    stats.interactions,
    stats.byChannel,
    stats.firstContactAt,
    stats.lastContactAt,
    more,
    stats.openActivities,
    stats.inbound,
    stats.outbound,
    stats.nextActivityAt ? Date.parse(stats.nextActivityAt) : undefined,
  ];
  return JSON.stringify(pack(own, absorbed && pack(absorbed, null)));
}

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
