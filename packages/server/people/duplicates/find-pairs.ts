import { lookUpKeys, type Profile } from "#core/people/customers/index.ts";
import { citiesOf, compareCustomers, type Evidence, LIKELY, soundKey } from "#core/people/duplicates/index.ts";
import type { Change } from "#core/platform/change.ts";
import { foldText } from "#core/platform/fold.ts";
import type { Id } from "#core/platform/ids.ts";
import { findIdsByKey, findIdsByName, readProfiles } from "#server/people/customers/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { type Key, TableError } from "#server/platform/table.ts";
import {
  findIdsBySound,
  findPair,
  keepSounds,
  listPairsOf,
  ordered,
  type PairState,
  type Sounds,
  soundKeys,
  writesOfPair,
} from "./store.ts";

type CustomerId = Id<"cus">;

/** A phone or email of more customers than this is a switchboard's or an agent's, and tells nothing. */
const COMMON = 8;
/** A customer begins at most so many pairs, and is part of at most `MOST`. */
const BEGUN = 10;
const MOST = 20;
const READ = 100;
const MAX_TRIES = 5;

const NEW = "customer.created";

/** A change of none of these leaves the pairs as they are. */
const COMPARED = [
  "name",
  "kind",
  "phones",
  "emails",
  "nationalId",
  "birthOn",
  "addresses",
  "archivedAt",
  "mergedInto",
  "absorbed",
];

/** Brings the pairs of changed customers up to date. It writes what is, so it may run again and in any order. */
export async function findPairs(ctx: Ctx, changes: readonly Change[]): Promise<void> {
  for (const change of changes) if (change.verb === "customer.removed") await forgetPairs(ctx, change);
  const told = changes.filter(
    ({ verb, fields }) => verb !== "customer.removed" && (verb === NEW || COMPARED.some((field) => field in fields)),
  );
  const changed = new Set(told.flatMap(({ verb, entityId }) => (verb === NEW ? [] : [entityId])));
  const profiles = await readProfiles(ctx.table, [...new Set(told.map(({ entityId }) => entityId))]);
  const byId = new Map(profiles.map((profile) => [profile.id as string, profile]));
  const sounds = told.flatMap((change) => {
    const profile = byId.get(change.entityId);
    return profile ? soundsOf(profile, change.verb === NEW ? null : change) : [];
  });
  await keepSounds(ctx.table, sounds);
  const crossed = await Promise.all(profiles.map((profile) => refreshPairs(ctx, profile, !changed.has(profile.id))));
  // One more has this phone, and it is common now: those who had it before lose it as evidence.
  for (const id of new Set(crossed.flat())) {
    const [other] = await readProfiles(ctx.table, [id]);
    if (other) await refreshPairs(ctx, other, false);
  }
}

/** One that is gone altogether is part of no pair, dismissed ones included, and found by no sound. */
async function forgetPairs(ctx: Ctx, { entityId, fields }: Change): Promise<void> {
  const id = entityId as CustomerId;
  if ((await readProfiles(ctx.table, [id])).length > 0) return;
  const was = Object.fromEntries(Object.entries(fields).map(([name, { before }]) => [name, before]));
  const sounded = soundKeysOf({ name: "", addresses: [], ...was, id } as unknown as Profile);
  await keepSounds(ctx.table, [{ now: [], was: sounded }]);
  for (const [other, state] of await listPairsOf(ctx.table, id, READ))
    await ctx.table.transact(writesOfPair(ordered(id, other), state, null));
}

/** Writes everything that pairs of a customer are found by and the pairs themselves, as though it had just come. */
export async function rebuildPairs(ctx: Ctx, profile: Profile): Promise<void> {
  await keepSounds(ctx.table, [soundsOf(profile, null)]);
  await refreshPairs(ctx, profile, false);
}

/** A record on no list is found by no sound. */
function soundsOf(profile: Profile, change: Change | null): Sounds {
  const now = isListed(profile) ? soundKeysOf(profile) : [];
  const was = change ? soundKeysOf(asItWas(profile, change)) : [];
  const isBack = change !== null && ("archivedAt" in change.fields || "mergedInto" in change.fields);
  if (!isBack || now.length === 0) return { now, was };
  return { now, was: was.filter(({ sk }) => !now.some((key) => key.sk === sk)) };
}

function soundKeysOf(profile: Profile): Key[] {
  const sound = soundKey(profile.name);
  return sound ? soundKeys(sound, placesOf(profile), profile.id) : [];
}

/** What makes one name say something: where, or born when. */
function placesOf(profile: Profile): string[] {
  return [...citiesOf(profile).map((city) => `c:${city}`), ...(profile.birthOn ? [`b:${profile.birthOn}`] : [])];
}

/** The profile with the fields of the change as they were before it. */
function asItWas(profile: Profile, { fields }: Change): Profile {
  const before = ["name", "addresses", "birthOn"].filter((name) => name in fields);
  return { ...profile, ...Object.fromEntries(before.map((name) => [name, fields[name]?.before])) };
}

function isListed(profile: Profile): boolean {
  return !profile.archivedAt && !profile.mergedInto;
}

/** @returns those who shared with it what has just become common */
async function refreshPairs(ctx: Ctx, profile: Profile, isNew: boolean): Promise<CustomerId[]> {
  const [known, { ids, common, crossed }] = await Promise.all([
    // A new customer is part of no pair, unless another one that came with it was quicker: that one wrote it then.
    isNew ? new Map<CustomerId, PairState>() : listPairsOf(ctx.table, profile.id, READ),
    isListed(profile) ? findCandidates(ctx, profile) : NOBODY,
  ]);
  const others = await readProfiles(ctx.table, [...new Set([...ids, ...known.keys()])]);
  const likely = others
    .filter((other) => other.id !== profile.id && isListed(other) && isListed(profile))
    .map((other) => ({ id: other.id, ...compareCustomers(profile, other, (key) => common.has(key)) }))
    .filter(({ score }) => score >= LIKELY)
    .sort((a, b) => b.score - a.score)
    .slice(0, Math.max(BEGUN, known.size));
  const found = new Map(likely.map((pair) => [pair.id, pair]));
  for (const id of known.keys()) if (!found.has(id)) await keepPair(ctx, profile.id, id, null);
  for (const pair of likely) {
    const before = known.get(pair.id);
    if (!before && (await listPairsOf(ctx.table, pair.id, MOST)).size >= MOST) continue;
    await keepPair(ctx, profile.id, pair.id, pair);
  }
  return crossed;
}

type Candidates = { ids: CustomerId[]; common: ReadonlySet<string>; crossed: CustomerId[] };

const NOBODY: Candidates = { ids: [], common: new Set(), crossed: [] };

export async function findCandidates(ctx: Ctx, profile: Profile): Promise<Candidates> {
  const sound = soundKey(profile.name);
  const [sounding, holders] = await Promise.all([
    Promise.all((sound ? placesOf(profile) : []).map((place) => findIdsBySound(ctx.table, sound!, place, COMMON + 2))),
    Promise.all(lookUpKeys(profile).map(async (key) => ({ key, ids: await findIdsByKey(ctx.table, key, COMMON + 2) }))),
  ]);
  const isCommon = ({ key, ids }: (typeof holders)[number]) => ids.length > COMMON && !key.startsWith("nationalId#");
  const common = holders.filter(isCommon);
  const telling = [
    // A name that many have in one city tells nothing either.
    ...sounding.filter((ids) => ids.length <= COMMON),
    ...holders.filter((one) => !isCommon(one)).map(({ ids }) => ids),
    // Of those on one switchboard, who has the very name as well.
    common.length > 0 ? await findIdsByName(ctx.table, foldText(profile.name), COMMON) : [],
  ];
  const others = (ids: readonly CustomerId[]) => [...new Set(ids)].filter((id) => id !== profile.id);
  return {
    ids: others(telling.flat()),
    common: new Set(common.map(({ key }) => key)),
    crossed: others(common.filter(({ ids }) => ids.length === COMMON + 1).flatMap(({ ids }) => ids)),
  };
}

/** Makes a pair what was found, whatever others make of it meanwhile. What was dismissed stays so. */
export async function keepPair(
  ctx: Ctx,
  one: CustomerId,
  other: CustomerId,
  found: { score: number; evidence: Evidence[] } | null,
): Promise<void> {
  const ids = ordered(one, other);
  for (let tries = 1; ; tries++) {
    const before = await findPair(ctx.table, one, other);
    if (before?.dismissed) return;
    const after = found && { score: found.score, evidence: found.evidence, dismissed: false };
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    try {
      return await ctx.table.transact(writesOfPair(ids, before, after));
    } catch (error) {
      if (!(error instanceof TableError) || error.kind !== "conditionFailed" || tries >= MAX_TRIES) throw error;
    }
  }
}
