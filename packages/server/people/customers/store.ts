import {
  type CustomerCard,
  type CustomerOrder,
  type CustomerStats,
  cardOf,
  lookUpKeys,
  NO_STATS,
  type Profile,
  sumStats,
} from "#core/people/customers/index.ts";
import type { Change } from "#core/platform/change.ts";
import type { CustomField } from "#core/platform/custom-fields/definition.ts";
import type { Id } from "#core/platform/ids.ts";
import { sortKeyOfName } from "#core/platform/name-rank.ts";
import { changeOf, TIMELINE } from "#server/platform/change-row.ts";
import { defineEntity, itemOf, putAlways, putNew, putVersion, stateOf } from "#server/platform/entity.ts";
import { newestFirst, shardOf } from "#server/platform/keys.ts";
import { openSharded, readSharded, type ShardedList, type ShardedPage } from "#server/platform/sharded.ts";
import { type Item, type Key, keyOf, type Position, type Table, type Write } from "#server/platform/table.ts";

const DIRECTORY_SHARDS = 8;
/** Of the orders by name, last contact and last change. */
const ORDER_SHARDS = 4;

/** Header items of a customer's partition sort before everything else in it. */
export const profileKey = (id: string): Key => ({ pk: id, sk: "a#profile" });
export const cardKey = (id: string): Key => ({ pk: id, sk: "a#card" });

export const profileEntity = defineEntity<Profile>({ type: "profile", key: ({ id }) => profileKey(id) });

const directoryOf = (archived: boolean, shard: number) => `${archived ? "archived" : "customers"}#${shard}`;
/** Records that are part of another customer: on no list, found by full passes alone. */
const mergedOf = (shard: number) => `merged#${shard}`;

/** The card as written from the profile. Its `stats` attribute is the subscribers' and is never touched by it. */
export const cardEntity = defineEntity<CustomerCard>({
  type: "card",
  key: ({ id }) => cardKey(id),
  indexes: {
    directory: (card) => entryIn("newest", card),
    byName: (card) => (card.mergedInto ? null : entryIn("name", card)),
    byContact: (card) => entryIn("lastContact", card),
    byChange: (card) => (card.mergedInto ? null : entryIn("changed", card)),
  },
  pack: (card) => ({ card: packCard(card), ...(card.mergedInto && { mergedInto: card.mergedInto }) }),
  unpack: cardOfItem,
});

type Placed = Pick<CustomerCard, "id" | "name" | "lastContactAt" | "updatedAt" | "archived" | "mergedInto">;

const entryIn = (order: CustomerOrder, card: Placed) => {
  const shard = shardOf(card.id, order === "newest" ? DIRECTORY_SHARDS : ORDER_SHARDS);
  const isHidden = card.mergedInto !== undefined && order === "newest";
  return { pk: isHidden ? mergedOf(shard) : partitionOf(order, card.archived, shard), sk: placeOf(card, order) };
};

/**
 * Archived customers have partitions of their own, but for the order by last contact: its entries are written with
 * the statistics, which know nothing of the archive, and its readers leave out who is on the other side.
 */
function partitionOf(order: CustomerOrder, archived: boolean, shard: number): string {
  return order === "lastContact" ? `contacts#${shard}` : directoryOf(archived, shard);
}

/** Before every instant, so that those never contacted come last when the latest come first. */
const NEVER = "0";

/** Where a card stands in an order: what a cursor is made of. */
function placeOf({ id, name, lastContactAt, updatedAt }: Placed, order: CustomerOrder): string {
  if (order === "newest") return id;
  if (order === "name") return `${sortKeyOfName(name)}#${id}`;
  return `${order === "changed" ? updatedAt : (lastContactAt ?? NEVER)}#${id}`;
}

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
    ...(Object.keys(card.custom).length > 0 ? [card.custom] : []),
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
    custom = {},
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
    custom,
    ...counted,
    createdAt,
    updatedAt,
    archived: archived === 1,
  };
}

/** From its own item or from its entry in the directory, which has no type. */
function cardOfItem(item: Item): CustomerCard {
  const card = unpackCard(String(item.card), statsOf(item));
  return typeof item.mergedInto === "string" ? { ...card, mergedInto: item.mergedInto as Id<"cus"> } : card;
}

/** What was counted of a customer, the records merged into it included, from the card's item. */
export function statsOf(item: Item | null): CustomerStats {
  if (typeof item?.stats !== "string") return NO_STATS;
  const absorbed = absorbedStatsOf(item);
  return absorbed ? sumStats([ownStatsOf(item), absorbed]) : ownStatsOf(item);
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

type PackedStats = [number, CustomerStats["byChannel"], string | null, string | null];

function readStats([interactions, byChannel, firstContactAt, lastContactAt]: PackedStats): CustomerStats {
  return { interactions, byChannel, firstContactAt, lastContactAt };
}

function packStats(own: CustomerStats, absorbed: CustomerStats | null): string {
  const pack = (stats: CustomerStats): PackedStats => [
    stats.interactions,
    stats.byChannel,
    stats.firstContactAt,
    stats.lastContactAt,
  ];
  return JSON.stringify(absorbed ? [...pack(own), pack(absorbed)] : pack(own));
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

const HISTORY_PAGE = 200;

/** A customer with all that happened to it, oldest change first, and whether it stands alone. */
export async function readHistory(table: Table, id: string) {
  const items: Item[] = [];
  let after: Position | undefined;
  do {
    const page = await table.query({ pk: id, limit: HISTORY_PAGE, ...(after && { after }) });
    items.push(...page.items);
    after = page.next ?? undefined;
  } while (after);
  const profile = items.find(({ type }) => type === "profile");
  const changes = items.filter(({ type }) => type === "change").map(changeOf);
  return {
    profile: profile ? profileOf(profile) : null,
    changes: changes.sort((one, other) => (one.id < other.id ? -1 : 1)),
    hasInteractions: items.some(({ type }) => type === "interaction"),
    hasRelations: items.some(({ type }) => type === "relation"),
  };
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
  const leaves = ["mergedInto", "byNamePk", "byNameSk", "byChangePk", "byChangeSk"];
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

export async function findCards(table: Table, ids: readonly string[]): Promise<CustomerCard[]> {
  const items = await table.getMany(ids.map(cardKey), { stale: true });
  return items.flatMap((item) => (item ? [stateOf(cardEntity, item)] : []));
}

/** One customer of a list, and the place in its order from which to go on. */
export type Listed = { card: CustomerCard; place: string };

const ID = "#cus_[0-9A-Z]{26}$";
const INSTANT = "\\d{4}-\\d\\d-\\d\\dT[\\d:.]{12}Z";

/** What a place in each order looks like. */
export const PLACES: Record<CustomerOrder, RegExp> = {
  newest: /^cus_[0-9A-Z]{26}$/,
  name: new RegExp(`^[0-9a-z]*${ID}`),
  lastContact: new RegExp(`^(${NEVER}|${INSTANT})${ID}`),
  changed: new RegExp(`^${INSTANT}${ID}`),
};

const INDEX_OF = { newest: "directory", name: "byName", lastContact: "byContact", changed: "byChange" } as const;

export type ListOptions = {
  sort: CustomerOrder;
  reverse: boolean;
  archived: boolean;
  limit: number;
  after: string | null;
};

/**
 * A page of customers in an order. Newest first is one round trip, since the directory carries the cards; the other
 * orders hold keys, so their cards are fetched in a second.
 */
export async function listCards(table: Table, options: ListOptions): Promise<Page> {
  const { sort, reverse, limit, after } = options;
  const list = listOf(options);
  if (sort !== "lastContact" || !reverse) return readCards(table, list, limit, after);
  // The longest silence first: those who were never spoken with stand before all, and are shown after all.
  const never = `${NEVER}#`;
  const silent = (from: string | null) => readCards(table, { ...list, prefix: never }, limit, from);
  if (after?.startsWith(never)) return silent(after);
  const known = await readCards(table, { ...list, from: "1" }, limit, after);
  if (known.next !== null) return known;
  if (known.rows.length >= limit) return { ...known, next: `${never}${FIRST_ID}` };
  const rest = await readCards(table, { ...list, prefix: never }, limit - known.rows.length, null);
  return { rows: [...known.rows, ...rest.rows], next: rest.next };
}

type Page = { rows: Listed[]; next: string | null };

/** The same page after page, each of the size asked for, without reading anything twice. */
export function openCards(table: Table, options: Omit<ListOptions, "limit">): (limit: number) => Promise<Page> {
  if (options.sort === "lastContact" && options.reverse) {
    let { after } = options;
    return async (limit) => {
      const page = await listCards(table, { ...options, limit, after });
      after = page.next;
      return page;
    };
  }
  const list = listOf(options);
  const read = openSharded(table, list, options.after);
  return async (limit) => withCards(table, list, await read(limit));
}

function listOf({ sort, reverse, archived }: Omit<ListOptions, "limit" | "after">): ShardedList {
  return {
    index: INDEX_OF[sort],
    shards: sort === "newest" ? DIRECTORY_SHARDS : ORDER_SHARDS,
    partition: (shard) => partitionOf(sort, archived, shard),
    newestFirst: (sort === "name") === reverse,
  };
}

/** Before every id there is. */
const FIRST_ID = `cus_${"0".repeat(26)}`;

async function readCards(table: Table, list: ShardedList, limit: number, after: string | null): Promise<Page> {
  return withCards(table, list, await readSharded(table, list, { limit, after }));
}

async function withCards(table: Table, list: ShardedList, { items, next }: ShardedPage): Promise<Page> {
  const places = items.map((item) => String(item[`${list.index}Sk`]));
  if (list.index === "directory") {
    return { rows: items.map((item, at): Listed => ({ card: cardOfItem(item), place: places[at]! })), next };
  }
  const cards = new Map(
    (
      await findCards(
        table,
        items.map(({ pk }) => pk),
      )
    ).map((card) => [card.id as string, card]),
  );
  const rows = items.flatMap(({ pk }, at): Listed[] => {
    const card = cards.get(pk);
    return card ? [{ card, place: places[at]! }] : [];
  });
  return { rows, next };
}

function names(prefix: string): ShardedList {
  return { index: "byName", shards: ORDER_SHARDS, partition: (shard) => directoryOf(false, shard), prefix };
}

/** Ids of customers with exactly this folded name. */
export async function findIdsByName(table: Table, name: string, limit: number): Promise<Id<"cus">[]> {
  const { items } = await readSharded(table, names(`${sortKeyOfName(name)}#`), { limit, after: null });
  return items.map(({ pk }) => pk as Id<"cus">);
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

/** The changes of a customer, newest first, back to an instant. */
export async function* changesSince(table: Table, customerId: string, since: string): AsyncGenerator<Change> {
  let after: { sk: string } | undefined;
  // An interaction lies at the time it happened, so back-dated ones are passed over, not stopped at.
  const to = `${TIMELINE}${newestFirst(since)}~`;
  for (;;) {
    const page = await table.query({ pk: customerId, from: TIMELINE, to, limit: 50, ...(after && { after }) });
    for (const item of page.items) if (item.type === "change") yield changeOf(item);
    if (!page.next) return;
    after = page.next;
  }
}
