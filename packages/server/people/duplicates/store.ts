import { EVIDENCE, type Evidence } from "#core/people/duplicates/index.ts";
import type { Id } from "#core/platform/ids.ts";
import { paddedNumber } from "#server/platform/keys.ts";
import type { Item, Key, Table, Write } from "#server/platform/table.ts";

type CustomerId = Id<"cus">;

/** What is known of a pair: how likely it is, why, and whether somebody said that it is none. */
export type PairState = { score: number; evidence: Evidence[]; dismissed: boolean };
export type Pair = PairState & { a: CustomerId; b: CustomerId };

const PREFIX = "y#pair#";
const HIGHEST = 100;

/** A pair lies with both of its customers, so that either finds it when it changes … */
const sideKey = (id: string, otherId: string): Key => ({ pk: id, sk: `${PREFIX}${otherId}` });

/** … and once in the list of all, the strongest first. */
const listKey = ({ a, b, score, dismissed }: Pair): Key => ({
  pk: dismissed ? "pairs#dismissed" : "pairs#open",
  sk: `${paddedNumber(HIGHEST - score, 3)}#${a}#${b}`,
});

export const PAIR_PLACE = /^\d{3}#cus_[0-9A-Z]{26}#cus_[0-9A-Z]{26}$/;

const packed = ({ score, evidence, dismissed }: PairState) =>
  JSON.stringify([score, evidence.map((kind) => EVIDENCE.indexOf(kind)), dismissed ? 1 : 0]);

function stateOf(item: Item): PairState {
  const [score, evidence, dismissed] = JSON.parse(String(item.pair));
  return { score, evidence: evidence.map((at: number) => EVIDENCE[at]), dismissed: dismissed === 1 };
}

/** The two ids in the one order in which a pair is written. */
export function ordered(one: CustomerId, other: CustomerId): { a: CustomerId; b: CustomerId } {
  return one < other ? { a: one, b: other } : { a: other, b: one };
}

/** The writes that make a pair what it is to be; null takes it away. Refused when it is no longer what was read. */
export function writesOfPair(
  ids: { a: CustomerId; b: CustomerId },
  before: PairState | null,
  after: PairState | null,
): Write[] {
  const condition = before ? { equals: { pair: packed(before) } } : ({ absent: true } as const);
  const [near, far] = [sideKey(ids.a, ids.b), sideKey(ids.b, ids.a)];
  const oldPlace = before && listKey({ ...ids, ...before });
  const place = after && listKey({ ...ids, ...after });
  const moved = oldPlace && (oldPlace.sk !== place?.sk || oldPlace.pk !== place.pk);
  const leaving: Write[] = moved ? [{ delete: oldPlace }] : [];
  if (!after || !place) return [{ delete: near, if: condition }, { delete: far }, ...leaving];
  const row = { type: "pair", pair: packed(after) };
  return [
    { put: { ...near, ...row }, if: condition },
    { put: { ...far, ...row } },
    { put: { ...place, ...row } },
    ...leaving,
  ];
}

export async function findPair(table: Table, one: CustomerId, other: CustomerId): Promise<PairState | null> {
  const { a, b } = ordered(one, other);
  const item = await table.get(sideKey(a, b));
  return item && stateOf(item);
}

/** Every pair that a customer is part of, by the other one. */
export async function listPairsOf(table: Table, id: string, limit: number): Promise<Map<CustomerId, PairState>> {
  const { items } = await table.query({ pk: id, prefix: PREFIX, limit });
  return new Map(items.map((item) => [item.sk.slice(PREFIX.length) as CustomerId, stateOf(item)]));
}

/** Pairs of the whole workspace, the strongest first. */
export async function listPairs(table: Table, dismissed: boolean, limit: number, after: string | null) {
  const { items, next } = await table.query({
    pk: dismissed ? "pairs#dismissed" : "pairs#open",
    limit,
    ...(after !== null && { after: { sk: after } }),
  });
  const pairs = items.map((item): Pair => {
    const [, a, b] = item.sk.split("#") as [string, CustomerId, CustomerId];
    return { a, b, ...stateOf(item) };
  });
  return { pairs, next: next && (items.at(-1)?.sk ?? null) };
}

/**
 * A customer is found by how the name sounds together with a city or the date of birth: a row for each of these, none for who has
 * neither. Written and read consistently, so of two made at once one finds the other.
 */
const soundKeyOf = (sound: string, place: string, id: string): Key => ({
  pk: `sound#${sound}`,
  sk: `${place.replaceAll("#", " ")}#${id}`,
});

export function soundKeys(sound: string, places: readonly string[], id: string): Key[] {
  return places.map((place) => soundKeyOf(sound, place, id));
}

/** The keys by which a customer sounds now, and by which it did before. */
export type Sounds = { now: readonly Key[]; was: readonly Key[] };

const MAX_DELETES = 100;

/** Makes customers findable by the keys they have now, and no longer by those they had. */
export async function keepSounds(table: Table, sounds: readonly Sounds[]): Promise<void> {
  const added: Item[] = [];
  const gone = new Map<string, Key>();
  for (const { now, was } of sounds) {
    const [kept, there] = [new Set(now.map(nameOf)), new Set(was.map(nameOf))];
    for (const key of now) if (!there.has(nameOf(key))) added.push({ ...key, type: "sound" });
    for (const key of was) if (!kept.has(nameOf(key))) gone.set(nameOf(key), key);
  }
  if (added.length > 0) await table.append(added);
  const deletes = [...gone.values()].map((key) => ({ delete: key }));
  for (let at = 0; at < deletes.length; at += MAX_DELETES) await table.transact(deletes.slice(at, at + MAX_DELETES));
}

const nameOf = ({ pk, sk }: Key) => pk + sk;

export async function findIdsBySound(table: Table, sound: string, place: string, limit: number): Promise<CustomerId[]> {
  const { pk, sk: prefix } = soundKeyOf(sound, place, "");
  const { items } = await table.query({ pk, prefix, limit });
  return items.map(({ sk }) => sk.slice(prefix.length) as CustomerId);
}
