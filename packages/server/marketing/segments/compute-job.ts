import { ALL } from "#core/marketing/segments/index.ts";
import { FIRST_PASS, type Pass, passOn } from "#server/people/customers/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { JobKind, JobRun } from "#server/workspace/jobs/index.ts";
import { readDefinitions } from "./definitions.ts";
import { addMoves, type Followed, followMany, type Moves, resultOfMoves } from "./follow.ts";
import { keepWholePass, MEMBER_SHARDS, readCatalogueVersion, readMemberShard, readWholePass } from "./store.ts";

type State = {
  /** The catalogue that it began under. */
  catalogue: number;
  pass: Pass;
  shard: number;
  after: string;
  seen: number;
  moves: Moves;
};

const BEGIN = { pass: FIRST_PASS, shard: 0, after: "", seen: 0, moves: {} };
/** Customers read and decided at once: what this holds in memory whatever the size of the base. */
const CHUNK = 200;

/**
 * Goes over everybody for segments whose rule is new, or over the members of those that were put away. Who changes
 * meanwhile is followed as always; who is looked at twice is decided twice. Whoever is looked at is decided for every segment:
 * a job whose change of the `catalogue` another has seen from its beginning to its end has nothing left to do.
 */
export const computeJob: JobKind = {
  permission: "segments.write",
  line: "segments",
  async run(ctx, job) {
    const { segmentIds, catalogue } = job.input as { segmentIds: string[]; catalogue?: number };
    const last = job.state === null && catalogue !== undefined ? await readWholePass(ctx.table) : null;
    const resultOf = (seen: number, moves: Moves) => resultOfMoves(seen, moves, segmentIds);
    if (last && last.catalogue >= (catalogue ?? 0)) return { result: resultOf(last.seen, last.moves), done: last.seen };
    let state: State = (job.state as State | null) ?? { ...BEGIN, catalogue: await readCatalogueVersion(ctx.table) };
    for (;;) {
      const { segments } = await readDefinitions(ctx.table);
      const isGone = segmentIds.every((id) => segments.find((one) => one.id === id)?.archivedAt !== undefined);
      const { next, hasMore } = isGone
        ? await overMembers(ctx, segmentIds, state)
        : await overEverybody(ctx, job, state);
      if (!hasMore) {
        const { catalogue, seen, moves } = next;
        if (!isGone) await keepWholePass(ctx.table, { catalogue, seen, moves });
        return { result: resultOf(seen, moves), done: seen };
      }
      state = next;
      const result = resultOf(state.seen, state.moves);
      if (!(await job.save({ state, done: state.seen, total: null, result }))) return "leftOff";
    }
  },
};

type Step = { next: State; hasMore: boolean };

async function overEverybody(ctx: Ctx, job: JobRun, state: State): Promise<Step> {
  const sums = sumsOf(state);
  const pass = await passOn(ctx, state.pass, job.createdAt, async (rows) => {
    const ids = rows.map(({ card }) => card.id);
    add(
      sums,
      ids.length,
      await followMany(
        ctx,
        ids.map((customerId) => ({ customerId, changed: ALL })),
      ),
    );
  });
  // The archived are in no segment, and who changed meanwhile was followed.
  return { next: { ...state, ...sums, pass: pass ?? state.pass }, hasMore: pass?.phase === "current" };
}

async function overMembers(ctx: Ctx, ids: readonly string[], state: State): Promise<Step> {
  const [segmentId, shard] = [ids[Math.floor(state.shard / MEMBER_SHARDS)], state.shard % MEMBER_SHARDS];
  if (segmentId === undefined) return { next: state, hasMore: false };
  const { members, more } = await readMemberShard(ctx.table, segmentId, shard, CHUNK, state.after);
  const sums = sumsOf(state);
  add(
    sums,
    members.length,
    await followMany(
      ctx,
      members.map(({ customerId }) => ({ customerId, changed: ALL })),
    ),
  );
  const place = more ? { after: members.at(-1)?.customerId ?? "" } : { shard: state.shard + 1, after: "" };
  return { next: { ...state, ...sums, ...place }, hasMore: true };
}

type Sums = { seen: number; moves: Moves };

const sumsOf = ({ seen, moves }: State): Sums => ({ seen, moves: { ...moves } });

function add(sums: Sums, seen: number, done: Followed): void {
  sums.seen += seen;
  addMoves(sums.moves, done.moves);
}
