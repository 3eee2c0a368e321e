import type { FlowDay, Segment } from "#core/marketing/segments/index.ts";
import { changeOf, OFF_TIMELINE } from "#server/platform/change-row.ts";
import { type DueHandler, dueAttributes } from "#server/platform/due.ts";
import { defineEntity, itemOf, putNew, putVersion, stateOf } from "#server/platform/entity.ts";
import { newestFirst, shardOf } from "#server/platform/keys.ts";
import type { Item, Key, Table, Write } from "#server/platform/table.ts";

const SEGMENTS = "segments";
/** Members, counts and history of a segment lie in this many partitions: 1 000 come or go in a second. */
export const MEMBER_SHARDS = 4;
export const CLOCK = "clock";

const segmentEntity = defineEntity<Segment>({ type: "segment", key: ({ id }) => ({ pk: SEGMENTS, sk: id }) });
const catalogueKey: Key = { pk: SEGMENTS, sk: "a#catalogue" };

/** Raised with every change that anybody's membership may follow, so that what was read before is known to be old. */
export async function readCatalogueVersion(table: Table): Promise<number> {
  return Number((await table.get(catalogueKey))?.version ?? 0);
}

export async function readStoredSegments(table: Table): Promise<Segment[]> {
  const { items } = await table.query({ pk: SEGMENTS, prefix: "seg_", limit: 1000 });
  return items.map((item) => ({ ...stateOf(segmentEntity, item), version: Number(item.version) }));
}

export function writesOfNewSegment(segment: Segment, catalogue: number): Write[] {
  return [putNew(segmentEntity, segment, { version: 1 }), writeOfCatalogue(catalogue)];
}

/** The first is the segment, under the version that was read. */
export function writesOfSegment(segment: Segment, readVersion: number, catalogue: number | null): Write[] {
  return [
    putVersion(segmentEntity, segment, readVersion),
    ...(catalogue === null ? [] : [writeOfCatalogue(catalogue)]),
  ];
}

/** The last time everybody was gone over to the end: under which catalogue that began, or a later one, and what came of it. */
export type WholePass = {
  catalogue: number;
  seen: number;
  moves: { [segmentId: string]: { entered: number; left: number } };
};

const wholePassKey: Key = { pk: SEGMENTS, sk: "a#pass" };

export async function readWholePass(table: Table): Promise<WholePass | null> {
  const item = await table.get(wholePassKey);
  const pass = item?.pass as WholePass | undefined;
  return pass?.moves ? pass : null;
}

export async function keepWholePass(table: Table, pass: WholePass): Promise<void> {
  await table.append([{ ...wholePassKey, type: "segmentsPass", pass }]);
}

function writeOfCatalogue(read: number): Write {
  const put: Item = { ...catalogueKey, type: "catalogue", version: read + 1 };
  return { put, if: read === 0 ? { absent: true } : { equals: { version: read } } };
}

/**
 * Where one customer stands: the segments they are in and since when, and those somebody put them into, which are kept
 * while they are archived. Its due time is the customer's clock.
 */
export type Standing = {
  customerId: string;
  members: { [segmentId: string]: string };
  hand: { [segmentId: string]: string };
};

export const standingKey = (customerId: string): Key => ({ pk: customerId, sk: "a#segments" });

const standingEntity = defineEntity<Standing>({ type: "standing", key: ({ customerId }) => standingKey(customerId) });

export function standingOf(item: Item | null, customerId: string): Standing {
  return item ? stateOf(standingEntity, item) : { customerId, members: {}, hand: {} };
}

/** Writes it as it is now, under the version that was read; nothing is kept of somebody about whom there is nothing to keep. */
export function writeOfStanding(read: Item | null, standing: Standing, clockAt: string | null): Write[] {
  const condition = read ? ({ equals: { version: Number(read.version) } } as const) : ({ absent: true } as const);
  const isEmpty = Object.keys(standing.members).length + Object.keys(standing.hand).length === 0 && clockAt === null;
  if (isEmpty) return read ? [{ delete: standingKey(standing.customerId), if: condition }] : [];
  const item = itemOf(standingEntity, standing, { version: Number(read?.version ?? 0) + 1 });
  const clock = clockAt === null ? {} : dueAttributes(CLOCK, standing.customerId, clockAt);
  return [{ put: { ...item, ...clock }, if: condition }];
}

export const clockOf = (item: Item | null): string | null => (typeof item?.dueAt === "string" ? item.dueAt : null);

/** Whose clock a due item is. */
export const customerOfClock = (item: Parameters<DueHandler>[1]): string => item.pk;

const partitionOf = (segmentId: string, shard: number) => `${segmentId}#${shard}`;
export const shardOfMember = (customerId: string) => shardOf(customerId, MEMBER_SHARDS);

export type MemberRow = { customerId: string; since: string; how: "rule" | "hand" };
const MEMBER = "m#";

export const memberKey = (segmentId: string, customerId: string): Key => ({
  pk: partitionOf(segmentId, shardOfMember(customerId)),
  sk: `${MEMBER}${customerId}`,
});

export function writeOfMember(segmentId: string, { customerId, since, how }: MemberRow): Write {
  return { put: { ...memberKey(segmentId, customerId), type: "member", since, how } };
}

export function writeOfLeaving(segmentId: string, customerId: string): Write {
  return { delete: memberKey(segmentId, customerId) };
}

const rowOf = (item: Item): MemberRow => ({
  customerId: item.sk.slice(MEMBER.length),
  since: String(item.since),
  how: item.how === "hand" ? "hand" : "rule",
});

/** Members in the order of their ids, newest customers first, after one of them. */
export async function readMembers(table: Table, segmentId: string, limit: number, after: string | null) {
  const merged = await readShards(table, segmentId, MEMBER, limit, after === null ? null : `${MEMBER}${after}`, true);
  const members = merged.items.map(rowOf);
  return { members, next: merged.hasMore ? (members.at(-1)?.customerId ?? null) : null };
}

/** Members in one shard, for passes: oldest customers first. */
export async function readMemberShard(table: Table, segmentId: string, shard: number, limit: number, after: string) {
  const from = after === "" ? undefined : { sk: `${MEMBER}${after}` };
  const page = await table.query({ pk: partitionOf(segmentId, shard), prefix: MEMBER, limit, after: from });
  return { members: page.items.map(rowOf), more: page.next !== null };
}

async function readShards(
  table: Table,
  segmentId: string,
  prefix: string,
  limit: number,
  after: string | null,
  newest: boolean,
) {
  const pages = await Promise.all(
    Array.from({ length: MEMBER_SHARDS }, (_, shard) =>
      table.query({
        pk: partitionOf(segmentId, shard),
        ...(after === null ? { prefix } : newest ? { from: prefix, to: after } : { from: after, to: `${prefix}~` }),
        newestFirst: newest,
        limit: limit + 1,
        stale: true,
      }),
    ),
  );
  const order = newest ? -1 : 1;
  const all = pages.flatMap(({ items }) => items.filter(({ sk }) => sk !== after));
  all.sort((a, b) => (a.sk < b.sk ? -order : order));
  // A page that goes on may hide, behind its end, what comes before items of the others.
  const ends = pages.flatMap(({ items, next }) => (next ? (items.at(-1)?.sk ?? []) : []));
  const end = ends.reduce<string | null>(
    (first, sk) => (first === null || (sk < first === newest) === false ? sk : first),
    null,
  );
  const sure = end === null ? all : all.filter(({ sk }) => (newest ? sk >= end : sk <= end));
  return { items: sure.slice(0, limit), hasMore: sure.length > limit || end !== null };
}

/** What one shard of a segment counts: how many are in, and for the latest days on which something happened who came and went. */
export type Tally = { size: number; days: [day: string, entered: number, left: number][] };
export type StoredTally = { segmentId: string; shard: number; version: number; tally: Tally };

const KEPT_DAYS = 31;
export const NO_TALLY: Tally = { size: 0, days: [] };

export const tallyKey = (segmentId: string, shard: number): Key => ({
  pk: partitionOf(segmentId, shard),
  sk: "a#tally",
});

export function tallyOf(item: Item | null, segmentId: string, shard: number): StoredTally {
  const tally = item ? (JSON.parse(String(item.tally)) as Tally) : NO_TALLY;
  return { segmentId, shard, version: Number(item?.version ?? 0), tally };
}

export async function readTallies(table: Table, ids: readonly string[]): Promise<Map<string, StoredTally[]>> {
  const places = ids.flatMap((id) => Array.from({ length: MEMBER_SHARDS }, (_, shard) => ({ id, shard })));
  const items = await table.getMany(places.map(({ id, shard }) => tallyKey(id, shard)));
  const found = new Map<string, StoredTally[]>();
  for (const [at, { id, shard }] of places.entries())
    found.set(id, [...(found.get(id) ?? []), tallyOf(items[at] ?? null, id, shard)]);
  return found;
}

/** The counts with so many more who came and went on a day; days that no longer fit move to rows of their own. */
export function writesOfTally(read: StoredTally, day: string, entered: number, left: number): Write[] {
  const days = read.tally.days.map((one): Tally["days"][number] => [...one]);
  const today = days.find(([on]) => on === day);
  if (today) [today[1], today[2]] = [today[1] + entered, today[2] + left];
  else days.push([day, entered, left]);
  days.sort(([a], [b]) => (a < b ? -1 : 1));
  const old = days.splice(0, Math.max(0, days.length - KEPT_DAYS));
  const tally: Tally = { size: read.tally.size + entered - left, days };
  const pk = partitionOf(read.segmentId, read.shard);
  return [
    writeOfTally(read, tally),
    ...old.map(([on, came, went]) => ({ put: { pk, sk: `d#${on}`, type: "flowDay", came, went } })),
  ];
}

export function writeOfTally({ segmentId, shard, version }: StoredTally, tally: Tally): Write {
  const put = { ...tallyKey(segmentId, shard), type: "tally", version: version + 1, tally: JSON.stringify(tally) };
  return { put, if: version === 0 ? { absent: true } : { equals: { version } } };
}

/** Day by day since a day, oldest first. */
export async function readFlow(table: Table, segmentId: string, since: string): Promise<FlowDay[]> {
  const [tallies, older] = await Promise.all([
    readTallies(table, [segmentId]),
    Promise.all(
      Array.from({ length: MEMBER_SHARDS }, (_, shard) =>
        table.query({ pk: partitionOf(segmentId, shard), from: `d#${since}`, to: "d#~", limit: 1000 }),
      ),
    ),
  ]);
  const flow = new Map<string, { entered: number; left: number }>();
  const add = (day: string, entered: number, left: number) => {
    const sum = flow.get(day) ?? { entered: 0, left: 0 };
    flow.set(day, { entered: sum.entered + entered, left: sum.left + left });
  };
  const all = tallies.get(segmentId) ?? [];
  for (const { tally } of all) for (const [day, entered, left] of tally.days) if (day >= since) add(day, entered, left);
  for (const { items } of older) for (const { sk, came, went } of items) add(sk.slice(2), Number(came), Number(went));
  let size = all.reduce((sum, { tally }) => sum + tally.size, 0);
  const days = [...flow].sort(([a], [b]) => (a < b ? 1 : -1));
  return days
    .map(([day, { entered, left }]) => {
      const one = { day, entered, left, size };
      size -= entered - left;
      return one;
    })
    .reverse();
}

/** One coming or going as the segment's history keeps it; why is told by the change row in the customer's own partition. */
export type HistoryRow = {
  at: string;
  direction: "in" | "out";
  customerId: string;
  changeId: string;
  via?: string;
};

const HISTORY = "h#";

export function writeOfHistory(segmentId: string, row: HistoryRow): Write {
  const { at, direction, customerId, changeId, via } = row;
  const sk = `${HISTORY}${newestFirst(at)}#${changeId}`;
  const pk = partitionOf(segmentId, shardOfMember(customerId));
  return { put: { pk, sk, type: "movement", direction, customerId, at, changeId, ...(via && { via }) } };
}

/** Newest first, after a place. */
export async function readHistory(table: Table, segmentId: string, limit: number, after: string | null) {
  const { items, hasMore } = await readShards(table, segmentId, HISTORY, limit, after, false);
  const rows = items.map((item): HistoryRow => {
    const { at, direction, customerId, changeId, via } = item as unknown as HistoryRow;
    return { at, direction, customerId, changeId, ...(via !== undefined && { via }) };
  });
  return { rows, next: hasMore ? (items.at(-1)?.sk ?? null) : null };
}

/** The change rows that tell why, in the order of the history's rows; null where one was erased. */
export async function readReasons(table: Table, rows: readonly HistoryRow[]) {
  const keys = rows.map(({ customerId, at, changeId }) => ({
    pk: customerId,
    sk: `${OFF_TIMELINE}${newestFirst(at)}#${changeId}`,
  }));
  return (await table.getMany(keys, { stale: true })).map((item) => (item ? changeOf(item) : null));
}

/** The latest comings and goings of one customer, of at most 200 changes that their timeline does not show. */
export async function readMovementsOf(table: Table, customerId: string, most: number) {
  const page = await table.query({ pk: customerId, prefix: OFF_TIMELINE, limit: 200, stale: true });
  return page.items
    .map(changeOf)
    .filter(({ entity }) => entity === "segment")
    .slice(0, most);
}

/** Holds that a standing is as it was read; null: that there is none. */
export function checkStanding(customerId: string, version: number | null): Write {
  return { check: standingKey(customerId), if: version === null ? { absent: true } : { equals: { version } } };
}
