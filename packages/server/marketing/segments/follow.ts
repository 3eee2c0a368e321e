import { ALL, createEvaluator, type Evaluator } from "#core/marketing/segments/index.ts";
import { customerFields } from "#core/people/customers/view.ts";
import { dayOf } from "#core/platform/rules/days.ts";
import {
  cardKey,
  packStanding,
  profileKey,
  profileOf,
  standingOf as standingOfCard,
  statsOf,
} from "#server/people/customers/index.ts";
import { type ChangeInput, commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { Item, Write } from "#server/platform/table.ts";
import { type Decided, decideStanding, type Known, type Want } from "./decide-standing.ts";
import { type Definitions, readDefinitions } from "./definitions.ts";
import {
  clockOf,
  readCatalogueVersion,
  shardOfMember,
  standingKey,
  standingOf,
  tallyKey,
  tallyOf,
  writeOfHistory,
  writeOfLeaving,
  writeOfMember,
  writeOfStanding,
  writesOfTally,
} from "./store.ts";

const MAX_PASSES = 20;
/** After so many lost races each customer is written alone. */
const TOGETHER_PASSES = 3;
/** Beside the counts of segments, of which each touched one adds two writes. */
const MAX_WRITES = 70;
const MAX_TALLIES = 14;

/** How many entered and left each segment. */
export type Moves = { [segmentId: string]: { entered: number; left: number } };
export type Followed = { moves: Moves; written: number };

/**
 * Brings the segments of these customers up to date with what they are now. What is written is decided on what was read
 * and refused when that changed meanwhile; so it may be called at any time, twice, and by two at once.
 */
export async function followMany(ctx: Ctx, wants: readonly Want[]): Promise<Followed> {
  const result: Followed = { moves: {}, written: 0 };
  let definitions = await readDefinitions(ctx.table);
  let waiting = wants;
  for (let pass = 1; waiting.length > 0; pass++) {
    if (pass > MAX_PASSES)
      throw new Error(`${waiting.length} customers changed each time their segments were written.`);
    const evaluator = evaluatorOf(ctx, definitions);
    const asked = waiting.filter((want) => isAsked(want, definitions, evaluator));
    const outcome = await onePass(ctx, definitions, evaluator, asked, pass > TOGETHER_PASSES ? 1 : MAX_WRITES);
    addMoves(result.moves, outcome.moves);
    result.written += outcome.written.length;
    waiting = outcome.again;
    // Rules that were changed while we wrote: their job may have seen these customers before us.
    const isOld = outcome.written.length > 0 && (await readCatalogueVersion(ctx.table)) !== definitions.version;
    if (isOld) waiting = asked.map((want) => ({ ...want, changed: ALL }));
    if (waiting.length > 0) definitions = await readDefinitions(ctx.table);
  }
  return result;
}

export function addMoves(sums: Moves, more: Moves): void {
  for (const [id, { entered, left }] of Object.entries(more)) {
    const sum = sums[id] ?? { entered: 0, left: 0 };
    sums[id] = { entered: sum.entered + entered, left: sum.left + left };
  }
}

/** What a job says that it did: of these segments only, whatever moved in others by the way. */
export function resultOfMoves(customers: number, moves: Moves, segmentIds: readonly string[]) {
  const own = segmentIds.flatMap((id) => moves[id] ?? []);
  const sum = (name: "entered" | "left") => own.reduce((all, counts) => all + counts[name], 0);
  return { customers, entered: sum("entered"), gone: sum("left") };
}

type Made = { day: string; timeZone: string; fields: Ctx["fields"]; evaluator: Evaluator };
const made = new WeakMap<readonly object[], Made>();

/** The rules made ready for today; kept for the day, since rules speak of no shorter time. */
export function evaluatorOf(ctx: Ctx, { segments }: Definitions): Evaluator {
  const { fields, workspace } = ctx;
  const now = ctx.now();
  const [day, timeZone] = [dayOf(now, workspace.timeZone), workspace.timeZone];
  const kept = made.get(segments);
  if (kept?.day === day && kept.timeZone === timeZone && kept.fields === fields) return kept.evaluator;
  const evaluator = createEvaluator(segments, { now, timeZone, fields: customerFields(fields) });
  made.set(segments, { day, timeZone, fields, evaluator });
  return evaluator;
}

function isAsked(want: Want, { segments }: Definitions, evaluator: Evaluator): boolean {
  if (want.hand || want.rfm !== undefined) return true;
  return want.changed === ALL ? segments.length > 0 : evaluator.isTouched(want.changed);
}

type Outcome = { moves: Moves; written: string[]; again: Want[] };
type Planned = { want: Want; decided: Decided; writes: Write[] };

async function onePass(
  ctx: Ctx,
  definitions: Definitions,
  evaluator: Evaluator,
  wants: readonly Want[],
  most: number,
): Promise<Outcome> {
  const outcome: Outcome = { moves: {}, written: [], again: [] };
  if (wants.length === 0) return outcome;
  const now = ctx.now();
  const read = await readKnown(ctx, wants);
  const planned = wants.flatMap((want, at): Planned[] => {
    const { known, items } = read[at]!;
    const decided = decideStanding(known, want, evaluator, { now, fields: ctx.fields });
    const writes = writesOf(known, items, decided);
    return writes.length > 0 ? [{ want, decided, writes }] : [];
  });
  for (const group of groupsOf(planned, most)) {
    if (await commitGroup(ctx, definitions, group, now)) {
      for (const { want, decided } of group) {
        outcome.written.push(want.customerId);
        for (const { segmentId, isIn } of decided.movements)
          addMoves(outcome.moves, { [segmentId]: { entered: isIn ? 1 : 0, left: isIn ? 0 : 1 } });
        if (decided.hasMore) outcome.again.push({ ...want, changed: ALL });
      }
    } else outcome.again.push(...group.map(({ want }) => want));
  }
  return outcome;
}

type Items = { profile: Item | null; card: Item | null; standing: Item | null };

export async function readKnown(ctx: Ctx, wants: readonly Want[]): Promise<{ known: Known; items: Items }[]> {
  const keys = wants.flatMap(({ customerId: id }) => [profileKey(id), cardKey(id), standingKey(id)]);
  const all = await ctx.table.getMany(keys);
  const read = wants.map(({ customerId }, at) => {
    const [profile = null, card = null, standing = null] = all.slice(at * 3, at * 3 + 3);
    const known: Known = {
      profile: profile && profileOf(profile),
      stats: statsOf(card),
      standing: standingOf(standing, customerId),
      clockAt: clockOf(standing),
      absorbedHand: [],
    };
    return { known, items: { profile, card, standing } };
  });
  const absorbed = read.flatMap(({ known }) => known.profile?.merges?.layers.map(({ id }) => id as string) ?? []);
  if (absorbed.length === 0) return read;
  const items = await ctx.table.getMany(absorbed.map(standingKey));
  const handOf = new Map(items.map((item, at) => [absorbed[at]!, Object.keys(standingOf(item, absorbed[at]!).hand)]));
  for (const { known } of read)
    known.absorbedHand = known.profile?.merges?.layers.flatMap(({ id }) => handOf.get(id) ?? []) ?? [];
  return read;
}

/** What is written of the customer's own items; nothing when all is as it was. */
function writesOf(known: Known, { profile, card, standing }: Items, decided: Decided): Write[] {
  const { standing: next, clockAt, rfm, movements, isHandChanged } = decided;
  const packed = packStanding({ segments: Object.keys(next.members), rfm });
  const isCardOld = card !== null && packed !== packStanding(standingOfCard(card));
  const isSame = movements.length === 0 && !isHandChanged && clockAt === known.clockAt;
  if (isSame && !isCardOld) return [];
  const writes = isSame ? [] : writeOfStanding(standing, next, clockAt);
  if (movements.length === 0 && !isHandChanged && !isCardOld) return writes;
  // Decided on what they were: refused when they are something else by now.
  const { customerId } = next;
  const asRead = profile ? { equals: { version: Number(profile.version) } } : ({ absent: true } as const);
  writes.push({ check: profileKey(customerId), if: asRead });
  if (!card) return writes;
  const counted = { equals: { stats: typeof card.stats === "string" ? card.stats : undefined } };
  writes.push(
    isCardOld
      ? { update: cardKey(customerId), set: { standing: packed }, if: counted }
      : { check: cardKey(customerId), if: counted },
  );
  return writes;
}

const MOVEMENT_WRITES = 3;

/** As many customers together as fit in a transaction with the counts of the segments they touch. */
function groupsOf(planned: readonly Planned[], most: number): Planned[][] {
  const groups: Planned[][] = [];
  let [size, tallies] = [Number.POSITIVE_INFINITY, new Set<string>()];
  for (const plan of planned) {
    const own = plan.writes.length + plan.decided.movements.length * MOVEMENT_WRITES;
    const touched = plan.decided.movements.map(({ segmentId }) => tallyName(segmentId, plan.want.customerId));
    if (size + own > most || new Set([...tallies, ...touched]).size > MAX_TALLIES) {
      groups.push([]);
      [size, tallies] = [0, new Set()];
    }
    groups.at(-1)?.push(plan);
    size += own;
    for (const one of touched) tallies.add(one);
  }
  return groups;
}

const tallyName = (segmentId: string, customerId: string) => `${segmentId}#${shardOfMember(customerId)}`;

class Raced extends Error {}

/** False when something was written meanwhile that it was decided on. */
async function commitGroup(
  ctx: Ctx,
  { segments }: Definitions,
  group: readonly Planned[],
  now: string,
): Promise<boolean> {
  const changes: ChangeInput[] = [];
  const writes: Write[] = [];
  const counts = new Map<string, { segmentId: string; shard: number; entered: number; left: number }>();
  for (const { want, decided, writes: own } of group) {
    writes.push(...own);
    const { customerId } = want;
    for (const { segmentId, isIn, because } of decided.movements) {
      const changeId = ctx.newId("chg");
      const how = segments.find(({ id }) => id === segmentId)?.kind === "static" ? "hand" : "rule";
      writes.push(
        isIn ? writeOfMember(segmentId, { customerId, since: now, how }) : writeOfLeaving(segmentId, customerId),
        writeOfHistory(segmentId, { at: now, direction: isIn ? "in" : "out", customerId, changeId, ...viaOf(ctx) }),
      );
      const name = segments.find(({ id }) => id === segmentId)?.name;
      changes.push({
        id: changeId,
        at: now,
        entity: "segment",
        entityId: segmentId,
        customerId,
        verb: isIn ? "segment.entered" : "segment.left",
        partition: customerId,
        fields: { segment: { [isIn ? "after" : "before"]: name }, because: { after: because } },
        ...(want.cause && { cause: want.cause.changeId, depth: want.cause.depth }),
      });
      const place = tallyName(segmentId, customerId);
      const count = counts.get(place) ?? { segmentId, shard: shardOfMember(customerId), entered: 0, left: 0 };
      count[isIn ? "entered" : "left"] += 1;
      counts.set(place, count);
    }
  }
  const day = dayOf(now, ctx.workspace.timeZone);
  const places = [...counts.values()];
  const tallies =
    places.length > 0 ? await ctx.table.getMany(places.map((one) => tallyKey(one.segmentId, one.shard))) : [];
  for (const [at, { segmentId, shard, entered, left }] of places.entries())
    writes.push(...writesOfTally(tallyOf(tallies[at] ?? null, segmentId, shard), day, entered, left));
  try {
    const [change, ...alsoTold] = changes;
    // What is decided on the present state needs no mark that it was done.
    const own = { ...ctx, cause: undefined, idempotency: undefined };
    if (change) await commit(own, { writes, change, alsoTold, refuse: () => new Raced() });
    else await ctx.table.transact(writes);
    return true;
  } catch (error) {
    if (error instanceof Raced || isRace(error)) return false;
    throw error;
  }
}

const viaOf = ({ via }: Ctx) => (via === undefined ? {} : { via });

function isRace(error: unknown): boolean {
  return error instanceof Error && (error as { kind?: string }).kind === "conditionFailed";
}
