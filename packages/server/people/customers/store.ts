import {
  type CustomerCard,
  type CustomerStats,
  cardOf,
  lookUpKeys,
  NO_STATS,
  type Profile,
} from "#core/people/customers/index.ts";
import type { Id } from "#core/platform/ids.ts";
import { sortKeyOfName } from "#core/platform/name-rank.ts";
import { defineEntity, itemOf, putNew, putVersion, stateOf } from "#server/platform/entity.ts";
import { shardOf } from "#server/platform/keys.ts";
import { readSharded, type ShardedList } from "#server/platform/sharded.ts";
import type { Item, Key, Table, Write } from "#server/platform/table.ts";

const DIRECTORY_SHARDS = 8;
const NAME_SHARDS = 4;

/** Header items of a customer's partition sort before everything else in it. */
export const profileKey = (id: string): Key => ({ pk: id, sk: "a#profile" });
export const cardKey = (id: string): Key => ({ pk: id, sk: "a#card" });

export const profileEntity = defineEntity<Profile>({ type: "profile", key: ({ id }) => profileKey(id) });

const directoryOf = (archived: boolean, shard: number) => `${archived ? "archived" : "customers"}#${shard}`;

/** The card as written from the profile. Its `stats` attribute is the subscribers' and is never touched by it. */
export const cardEntity = defineEntity<CustomerCard>({
  type: "card",
  key: ({ id }) => cardKey(id),
  indexes: {
    directory: ({ id, archived }) => ({ pk: directoryOf(archived, shardOf(id, DIRECTORY_SHARDS)), sk: id }),
    byName: ({ id, name, archived }) => ({
      pk: directoryOf(archived, shardOf(id, NAME_SHARDS)),
      sk: placeOf({ id, name }, "name"),
    }),
  },
  pack: (card) => ({ card: packCard(card) }),
  unpack: (item) => unpackCard(String(item.card), statsOf(item)),
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
  ] = JSON.parse(packed);
  const { interactions, firstContactAt, lastContactAt } = stats;
  const counted = { interactions, firstContactAt, lastContactAt };
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
    ...counted,
    createdAt,
    updatedAt,
    archived: archived === 1,
  };
}

/** What was counted of a customer, from the card's item. */
export function statsOf(item: Item | null): CustomerStats {
  if (typeof item?.stats !== "string") return NO_STATS;
  const [interactions, byChannel, firstContactAt, lastContactAt] = JSON.parse(item.stats);
  return { interactions, byChannel, firstContactAt, lastContactAt };
}

export function packStats(stats: CustomerStats): string {
  return JSON.stringify([stats.interactions, stats.byChannel, stats.firstContactAt, stats.lastContactAt]);
}

type CodeRow = { code: string; customerId: string };
const codeEntity = defineEntity<CodeRow>({ type: "code", key: ({ code }) => ({ pk: `code#${code}`, sk: "code" }) });

const lookUpRow = (key: string, id: string): Item => ({ pk: key, sk: id, type: "lookUp" });

export function writesOfNew(profile: Profile): Write[] {
  return [
    putNew(profileEntity, profile, { version: 1 }),
    putNew(cardEntity, cardOf(profile, NO_STATS)),
    ...lookUpKeys(profile).map((key) => ({ put: lookUpRow(key, profile.id) })),
    ...(profile.code ? [putNew(codeEntity, { code: profile.code, customerId: profile.id })] : []),
  ];
}

/** The writes that turn `before` into `after`. The first is the profile, under the version that was read. */
export function writesOfUpdate(before: Profile, after: Profile): Write[] {
  const { pk, sk, ...attributes } = itemOf(cardEntity, cardOf(after, NO_STATS));
  const old = lookUpKeys(before);
  const current = lookUpKeys(after);
  const writes: Write[] = [
    putVersion(profileEntity, { ...after, version: before.version + 1 }, before.version),
    { update: { pk, sk }, set: attributes },
    ...current.filter((key) => !old.includes(key)).map((key) => ({ put: lookUpRow(key, after.id) })),
    ...old.filter((key) => !current.includes(key)).map((key) => ({ delete: { pk: key, sk: after.id } })),
  ];
  if (before.code !== after.code) {
    if (after.code) writes.push(putNew(codeEntity, { code: after.code, customerId: after.id }));
    if (before.code) writes.push({ delete: codeEntity.key({ code: before.code, customerId: before.id }) });
  }
  return writes;
}

export function isCodeWrite(write: Write | undefined): boolean {
  return write !== undefined && "put" in write && write.put.type === "code";
}

/** Writes the statistics as counted from `item`; refused when they were written meanwhile. */
export function writeOfStats(item: Item, stats: CustomerStats): Write {
  const read = typeof item.stats === "string" ? item.stats : undefined;
  return { update: { pk: item.pk, sk: item.sk }, set: { stats: packStats(stats) }, if: { equals: { stats: read } } };
}

export async function findCustomer(
  table: Table,
  id: string,
): Promise<{ profile: Profile; stats: CustomerStats } | null> {
  const [profile, card] = await table.getMany([profileKey(id), cardKey(id)]);
  return profile ? { profile: profileOf(profile), stats: statsOf(card ?? null) } : null;
}

export function profileOf(item: Item): Profile {
  return { ...stateOf(profileEntity, item), version: Number(item.version) };
}

export async function findCards(table: Table, ids: readonly string[]): Promise<CustomerCard[]> {
  const items = await table.getMany(ids.map(cardKey), { stale: true });
  return items.flatMap((item) => (item ? [stateOf(cardEntity, item)] : []));
}

export const NEWEST_PLACE = /^cus_[0-9A-Z]{26}$/;
export const NAME_PLACE = /^[0-9a-z]*#cus_[0-9A-Z]{26}$/;

/** Where a card stands in an order: what a cursor is made of. */
export function placeOf({ id, name }: Pick<CustomerCard, "id" | "name">, sort: "newest" | "name"): string {
  return sort === "newest" ? id : `${sortKeyOfName(name)}#${id}`;
}

function directory(archived: boolean): ShardedList {
  return {
    index: "directory",
    shards: DIRECTORY_SHARDS,
    partition: (shard) => directoryOf(archived, shard),
    newestFirst: true,
  };
}

function names(archived: boolean, prefix?: string): ShardedList {
  return { index: "byName", shards: NAME_SHARDS, partition: (shard) => directoryOf(archived, shard), prefix };
}

type PageOptions = { limit: number; after: string | null; archived: boolean };

/** Newest first: the directory carries the cards, so one round trip. */
export async function listNewest(table: Table, { archived, ...page }: PageOptions) {
  const { items, next } = await readSharded(table, directory(archived), page);
  return { cards: items.map((item) => stateOf(cardEntity, { ...item, type: "card" })), next };
}

/** By name: the index has keys only, so the cards are fetched in a second round trip. */
export async function listByName(table: Table, { archived, ...page }: PageOptions) {
  const { items, next } = await readSharded(table, names(archived), page);
  return {
    cards: await findCards(
      table,
      items.map(({ pk }) => pk),
    ),
    next,
  };
}

/** Ids of customers with exactly this folded name. */
export async function findIdsByName(table: Table, name: string, limit: number): Promise<Id<"cus">[]> {
  const { items } = await readSharded(table, names(false, `${sortKeyOfName(name)}#`), { limit, after: null });
  return items.map(({ pk }) => pk as Id<"cus">);
}

/** Ids of customers with this look-up key, as `lookUpKeys` makes them. */
export async function findIdsByKey(table: Table, key: string, limit: number): Promise<Id<"cus">[]> {
  const { items } = await table.query({ pk: key, limit });
  return items.map(({ sk }) => sk as Id<"cus">);
}

export async function findIdsByCode(table: Table, code: string): Promise<Id<"cus">[]> {
  const item = await table.get(codeEntity.key({ code, customerId: "" }));
  return item ? [stateOf(codeEntity, item).customerId as Id<"cus">] : [];
}
