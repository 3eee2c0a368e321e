import { absorbedIds, type Profile } from "#core/people/customers/index.ts";
import { compareCustomers, recommendSurvivor } from "#core/people/duplicates/index.ts";
import { CrmError } from "#core/platform/errors.ts";
import type { Id } from "#core/platform/ids.ts";
import type { Job } from "#core/workspace/jobs/index.ts";
import { findCards, findSurvivors, seenIds } from "#server/people/customers/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { type JobEnd, type JobKind, type JobRun, startJob } from "#server/workspace/jobs/index.ts";
import { findCandidates } from "./find-pairs.ts";
import { keepChosen, type PairAt, readChosen, wasMerged, writeOfJobMerge } from "./merge-all-store.ts";
import { mergeCustomers } from "./merges.ts";
import { listPairs, listPairsOf } from "./store.ts";
import { undoMergeAll } from "./undo-merge-all.ts";

type CustomerId = Id<"cus">;
type Choosing = { phase: "choosing"; after: string | null; chunks: number; chosen: number };
type Merging = PairAt & { phase: "merging"; chosen: number; merged: number; same: number; left: number };

const PAIRS_OF_CHUNK = 100;
/** After so many it is kept how far it is. */
const PART = 20;
const MAX_RACES = 5;
/** More than anybody sets apart from one record. */
const MOST_PAIRS = 1000;

/** Starts to merge every open pair of a strength. */
export async function startMergeAll(ctx: Ctx, { atLeast }: { atLeast: number }): Promise<Job> {
  return startJob(ctx, { kind: "duplicates.merge", input: { atLeast }, about: { atLeast }, hasUndo: true });
}

/** First all pairs are chosen, the strongest first, then merged one after another: one may touch the records of the next. */
export const mergeAllJob: JobKind = {
  permission: "customers.write",
  async run(ctx, job) {
    const { atLeast } = job.input as { atLeast: number };
    let state = (job.state as Choosing | Merging | null) ?? { phase: "choosing", after: null, chunks: 0, chosen: 0 };
    if (state.phase === "choosing") {
      const chosen = await choose(ctx, job, atLeast, state);
      if (chosen === null) return "leftOff";
      state = chosen;
    }
    return mergeChosen(ctx, job, atLeast, state);
  },
  undo: undoMergeAll,
};

async function choose(ctx: Ctx, job: JobRun, atLeast: number, from: Choosing): Promise<Merging | null> {
  let { after, chunks, chosen } = from;
  for (;;) {
    const { pairs, next } = await listPairs(ctx.table, false, PAIRS_OF_CHUNK, after);
    const strong = pairs.filter(({ score }) => score >= atLeast);
    const seen = await seenIds(ctx, [...new Set(strong.flatMap(({ a, b }) => [a, b]))]);
    const ours = strong.filter(({ a, b }) => seen.has(a) && seen.has(b));
    if (ours.length > 0) {
      await keepChosen(ctx.table, job.id, chunks, ours, ctx.now());
      chunks += 1;
      chosen += ours.length;
    }
    if (next === null || strong.length < pairs.length) {
      return { phase: "merging", chunk: 0, at: 0, chosen, merged: 0, same: 0, left: 0 };
    }
    after = next;
    const state: Choosing = { phase: "choosing", after, chunks, chosen };
    if (!(await job.save({ state, done: 0, total: null }))) return null;
  }
}

async function mergeChosen(ctx: Ctx, job: JobRun, atLeast: number, from: Merging): Promise<JobEnd> {
  const state = { ...from };
  const result = () => ({ chosen: state.chosen, merged: state.merged, same: state.same, left: state.left });
  const save = () => {
    const done = state.merged + state.same + state.left;
    return job.save({ state: { ...state }, done, total: state.chosen, result: result() });
  };
  let mayBeDone = job.again;
  if (!(await save())) return "leftOff";
  for (;;) {
    const pairs = await readChosen(ctx.table, job.id, state.chunk);
    if (pairs.length === 0) return { result: result() };
    while (state.at < pairs.length) {
      for (const pair of pairs.slice(state.at, state.at + PART)) {
        const { chunk, at } = state;
        const isDone = mayBeDone && (await wasMerged(ctx.table, job.id, { chunk, at }));
        state[isDone ? "merged" : await mergePair(ctx, job, pair, atLeast, { chunk, at })] += 1;
        state.at += 1;
      }
      mayBeDone = false;
      if (state.at >= pairs.length) Object.assign(state, { chunk: state.chunk + 1, at: 0 });
      if (!(await save())) return "leftOff";
      if (state.at === 0) break;
    }
  }
}

type Outcome = "merged" | "same" | "left";

/** What somebody saved between our reading and writing is read and decided again; what is refused is told and left. */
async function mergePair(
  ctx: Ctx,
  job: JobRun,
  [a, b]: [CustomerId, CustomerId],
  atLeast: number,
  place: PairAt,
): Promise<Outcome> {
  const leave = async (reason: string): Promise<Outcome> => {
    await job.log(`${a}#${b}`, "merge.left", { a, b, reason });
    return "left";
  };
  for (let race = 1; ; race++) {
    try {
      const decided = await decide(ctx, a, b, atLeast);
      if (decided === "same") return "same";
      if (typeof decided === "string") return await leave(decided);
      const { survivor, absorbed } = decided;
      const ids = { survivorId: survivor.id, absorbedId: absorbed.id };
      const versions = { survivorVersion: survivor.version, absorbedVersion: absorbed.version };
      await mergeCustomers(ctx, { ...ids, ...versions }, (at) => writeOfJobMerge(job.id, place, { ...ids, at }));
      return "merged";
    } catch (error) {
      if (!(error instanceof CrmError) || error.kind === "unavailable") throw error;
      if (error.code === "customer.version_conflict" && race < MAX_RACES) continue;
      return await leave(error.code);
    }
  }
}

type Decided = { survivor: Profile; absorbed: Profile } | string;

/** The records may have become part of others since they were chosen, or no longer look like one: they are compared again. */
async function decide(ctx: Ctx, a: CustomerId, b: CustomerId, atLeast: number): Promise<Decided> {
  const found = await findSurvivors(ctx.table, [a, b]);
  const [one, other] = found.map(({ survivor }) => survivor);
  if (!one || !other) return "customer.not_found";
  if (one.id === other.id) return "same";
  if (one.archivedAt || other.archivedAt) return "merge.one_archived";
  if (await wereSetApart(ctx, one, other)) return "merge.set_apart";
  const { common } = await findCandidates(ctx, one);
  if (compareCustomers(one, other, (key) => common.has(key)).score < atLeast) return "merge.changed_since";
  const cards = new Map((await findCards(ctx.table, [one.id, other.id])).map((card) => [card.id, card]));
  const counted = ({ id, createdAt }: Profile) => ({
    id,
    createdAt,
    interactions: cards.get(id)?.interactions ?? 0,
  });
  return recommendSurvivor(counted(one), counted(other)).id === one.id
    ? { survivor: one, absorbed: other }
    : { survivor: other, absorbed: one };
}

/** Whether somebody said of any two of their records that they are not one customer. */
async function wereSetApart(ctx: Ctx, one: Profile, other: Profile): Promise<boolean> {
  const [few, many] = [one, other]
    .map((profile) => [profile.id, ...absorbedIds(profile)])
    .sort((mine, theirs) => mine.length - theirs.length) as [CustomerId[], CustomerId[]];
  for (const id of few) {
    const pairs = await listPairsOf(ctx.table, id, MOST_PAIRS);
    if (many.some((other) => pairs.get(other)?.dismissed)) return true;
  }
  return false;
}
