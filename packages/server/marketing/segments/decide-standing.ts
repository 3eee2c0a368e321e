import { ALL, type BecauseShown, type ChangedFields, type Evaluator } from "#core/marketing/segments/index.ts";
import { type CustomerStats, customerOf, type Profile, type Rfm } from "#core/people/customers/index.ts";
import { viewOfCustomer } from "#core/people/customers/view.ts";
import type { CustomField } from "#core/platform/custom-fields/definition.ts";
import type { Because } from "#core/platform/rules/compile.ts";
import type { Standing } from "./store.ts";

/** Why somebody's segments are looked at. */
export type Want = {
  customerId: string;
  /** What may have changed since the last look. */
  changed: ChangedFields;
  /** Somebody puts them into a static segment, or takes them out. */
  hand?: { segmentId: string; isIn: boolean };
  /** What was computed of the whole population. */
  rfm?: Rfm | null;
  /** The change that is followed. */
  cause?: { changeId: string; depth: number } | undefined;
};

/** What is known of one customer, read at one moment. */
export type Known = {
  profile: Profile | null;
  stats: CustomerStats;
  standing: Standing;
  clockAt: string | null;
  /** The segments into which somebody put the records merged into this one. */
  absorbedHand: readonly string[];
};

export type Movement = { segmentId: string; isIn: boolean; because: BecauseShown[] };

export type Decided = {
  standing: Standing;
  rfm: Rfm | null;
  clockAt: string | null;
  movements: Movement[];
  /** Whether more comes and goes than one transaction holds: the rest is decided anew after it. */
  hasMore: boolean;
  isHandChanged: boolean;
};

/** Of one customer in one transaction: each is six writes, and everything else has to fit beside them. */
const MAX_MOVEMENTS = 12;
const MAX_BECAUSE = 10;
const MAX_LETTERS = 200;

/** What a customer's standing becomes. Pure, but for the evaluator's rules, which know their moment. */
export function decideStanding(
  { profile, stats, standing, clockAt, absorbedHand }: Known,
  want: Want,
  evaluator: Evaluator,
  { now, fields }: { now: string; fields: readonly CustomField[] },
): Decided {
  const hand = handOf(standing.hand, want, absorbedHand, now);
  const rfm = want.rfm === undefined ? stats.rfm : want.rfm;
  const was = new Set(Object.keys(standing.members));
  const isThere = profile !== null && !profile.archivedAt && !profile.mergedInto;
  const view = isThere ? viewOfCustomer(customerOf(profile, { ...stats, rfm }, fields), fields) : null;
  // A clock that has rung, and a first look, ask every rule: what is not asked may turn at any time.
  const changed = clockAt !== null && clockAt <= now ? ALL : want.changed;
  const found = view
    ? evaluator.find(view, was, putInto(hand, absorbedHand), changed)
    : { members: new Set<string>(), flipsAt: null };
  const entered = [...found.members].filter((id) => !was.has(id));
  const left = [...was].filter((id) => !found.members.has(id));
  const all = [...left.map((id) => ({ id, isIn: false })), ...entered.map((id) => ({ id, isIn: true }))];
  const now12 = all.slice(0, MAX_MOVEMENTS);
  const members = { ...standing.members };
  for (const { id, isIn } of now12) {
    if (isIn) members[id] = now;
    else delete members[id];
  }
  return {
    standing: { ...standing, members, hand },
    rfm: isThere ? rfm : stats.rfm,
    clockAt: isThere ? clockFor(clockAt, found.flipsAt, now) : null,
    movements: now12.map(({ id, isIn }) => ({
      segmentId: id,
      isIn,
      because: view ? shownBecause(evaluator.why(id, view, found.members)) : [],
    })),
    hasMore: all.length > now12.length,
    isHandChanged: hand !== standing.hand,
  };
}

const TAKEN_OUT = "";

/** Into which segments somebody put them, or one of the records merged into them. */
function putInto(hand: Standing["hand"], absorbed: readonly string[]): Set<string> {
  const all = new Set([...absorbed, ...Object.keys(hand)]);
  for (const [id, since] of Object.entries(hand)) if (since === TAKEN_OUT) all.delete(id);
  return all;
}

function handOf(hand: Standing["hand"], want: Want, absorbed: readonly string[], now: string): Standing["hand"] {
  if (!want.hand || putInto(hand, absorbed).has(want.hand.segmentId) === want.hand.isIn) return hand;
  const { segmentId, isIn } = want.hand;
  const { [segmentId]: _, ...others } = hand;
  if (isIn) return { ...others, [segmentId]: now };
  return absorbed.includes(segmentId) ? { ...others, [segmentId]: TAKEN_OUT } : others;
}

/** A clock may ring too early, never too late: one that stands before the next turn stays, which saves a write on most changes. */
function clockFor(clockAt: string | null, flipsAt: string | null, now: string): string | null {
  if (clockAt !== null && clockAt > now && (flipsAt === null || clockAt <= flipsAt)) return clockAt;
  return flipsAt;
}

/** The reasons as they are kept and shown: the first ones, long texts cut. */
export function shownBecause(because: readonly Because[]): BecauseShown[] {
  return because.slice(0, MAX_BECAUSE).map(({ leaf, found, negated }) => ({ leaf, found: cut(found), negated }));
}

function cut(found: unknown): unknown {
  if (typeof found === "string") return found.length > MAX_LETTERS ? `${found.slice(0, MAX_LETTERS)}…` : found;
  return Array.isArray(found) ? found.slice(0, MAX_BECAUSE).map(cut) : found;
}
