import { ALL } from "#core/marketing/segments/index.ts";
import { FIRST_PASS, type Pass, passOn } from "#server/people/customers/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { JobKind, JobRun } from "#server/workspace/jobs/index.ts";
import { readDefinitions } from "./definitions.ts";
import { type Followed, followMany } from "./follow.ts";
import { keepWholePass, MEMBER_SHARDS, readCatalogueVersion, readMemberShard, readWholePass } from "./store.ts";

type State = {
  /** The catalogue that it began under. */
  catalogue: number;
  pass: Pass;
  shard: number;
  after: string;
  seen: number;
  entered: number;
  left: number;
};

const BEGIN = { pass: FIRST_PASS, shard: 0, after: "", seen: 0, entered: 0, left: 0 };
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
    if (last && last.catalogue >= (catalogue ?? 0)) return { result: last.counts, done: last.counts.customers };
    let state = (job.state as State | null) ?? { ...BEGIN, catalogue: await readCatalogueVersion(ctx.table) };
    for (;;) {
      const { segments } = await readDefinitions(ctx.table);
      const isGone = segmentIds.every((id) => segments.find((one) => one.id === id)?.archivedAt !== undefined);
      const { next, hasMore } = isGone
        ? await overMembers(ctx, segmentIds, state)
        : await overEverybody(ctx, job, state);
      if (!hasMore) {
        const counts = resultOf(next);
        if (!isGone) await keepWholePass(ctx.table, { catalogue: next.catalogue, counts });
        return { result: counts, done: next.seen };
      }
      state = next;
      if (!(await job.save({ state, done: state.seen, total: null, result: resultOf(state) }))) return "leftOff";
    }
  },
};

const resultOf = ({ seen, entered, left }: State) => ({ customers: seen, entered, gone: left });

type Step = { next: State; hasMore: boolean };

async function overEverybody(ctx: Ctx, job: JobRun, state: State): Promise<Step> {
  const sums = { entered: state.entered, left: state.left, seen: state.seen };
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
  const sums = { entered: state.entered, left: state.left, seen: state.seen };
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

function add(sums: { entered: number; left: number; seen: number }, seen: number, done: Followed): void {
  sums.seen += seen;
  sums.entered += done.entered;
  sums.left += done.left;
}
