import {
  countIn,
  emptyPopulation,
  type RfmPopulation,
  type RfmScales,
  rfmValuesOf,
  scalesOf,
  scoreOf,
} from "#core/insight/rfm/index.ts";
import { ALL } from "#core/marketing/segments/index.ts";
import type { CustomerCard } from "#core/people/customers/index.ts";
import { recountOpen } from "#server/engagement/activities/index.ts";
import { type Drift, lookOver, lookOverShard, readDefinitions, SHARDS } from "#server/marketing/segments/index.ts";
import { FIRST_PASS, type Pass, passOn } from "#server/people/customers/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { JobKind, JobRun } from "#server/workspace/jobs/index.ts";

type State = {
  phase: "count" | "customers" | "rows";
  pass: Pass;
  population: RfmPopulation;
  /** The moment that days are counted from, so that everybody is scored on the same. */
  at: string;
  shard: number;
  counts: { customers: number; scored: number; changed: number; drift: number };
};

const MOST_LOGGED = 100;

/**
 * The nightly run. First the whole population is counted, then everybody is scored and looked over, then the segments' own
 * rows and counts. What is found to have drifted is mended and told; nothing should.
 */
export const nightlyJob: JobKind = {
  permission: "workspace.operate",
  line: "segments",
  async run(ctx, job) {
    let state = (job.state as State | null) ?? begin(job.createdAt);
    let scales: RfmScales | null = null;
    for (;;) {
      if (state.phase === "count") state = await countSome(ctx, job, state);
      else if (state.phase === "customers") {
        scales ??= scalesOf(state.population);
        state = await lookOverSome(ctx, job, state, scales);
      } else {
        const next = await lookOverRows(ctx, job, state);
        if (next === null) return { result: state.counts };
        state = next;
      }
      const { customers } = state.counts;
      const total = state.phase === "count" ? null : customers;
      const done = state.phase === "count" ? 0 : Math.min(customers, state.pass.done);
      if (!(await job.save({ state, done, total, result: state.counts }))) return "leftOff";
    }
  },
};

const begin = (at: string): State => ({
  phase: "count",
  pass: FIRST_PASS,
  population: emptyPopulation(),
  at,
  shard: 0,
  counts: { customers: 0, scored: 0, changed: 0, drift: 0 },
});

const present = (rows: readonly { card: CustomerCard }[]) => rows.map(({ card }) => card);

async function countSome(ctx: Ctx, job: JobRun, state: State): Promise<State> {
  // Counted into a copy: what was not saved is counted again.
  const population = structuredClone(state.population);
  let customers = state.counts.customers;
  const pass = await passOn(ctx, state.pass, job.createdAt, async (rows) => {
    for (const card of present(rows)) {
      customers += 1;
      const values = rfmValuesOf(card, state.at);
      if (values) countIn(population, values);
    }
  });
  const counts = { ...state.counts, customers };
  if (pass?.phase === "current") return { ...state, population, counts, pass };
  return { ...state, population, counts, pass: FIRST_PASS, phase: "customers" };
}

async function lookOverSome(ctx: Ctx, job: JobRun, state: State, scales: RfmScales): Promise<State> {
  const counts = { ...state.counts };
  const pass = await passOn(ctx, state.pass, job.createdAt, async (rows) => {
    // An older Peyvand counted what is open without saying when the first of it is due.
    for (const { id, openActivities, nextActivityAt } of present(rows))
      if (openActivities > 0 && nextActivityAt === null) await recountOpen(ctx, id);
    const wants = present(rows).map((card) => {
      const values = rfmValuesOf(card, state.at);
      if (values) counts.scored += 1;
      return { customerId: card.id, changed: ALL, rfm: values && scoreOf(values, scales) } as const;
    });
    const { drift, written } = await lookOver(ctx, wants);
    counts.changed += written;
    await tell(job, counts, drift);
  });
  if (pass?.phase === "current") return { ...state, counts, pass };
  return { ...state, counts, phase: "rows" };
}

async function lookOverRows(ctx: Ctx, job: JobRun, state: State): Promise<State | null> {
  const { segments } = await readDefinitions(ctx.table);
  const segment = segments[Math.floor(state.shard / SHARDS)];
  if (!segment) return null;
  const counts = { ...state.counts };
  await tell(job, counts, await lookOverShard(ctx, segment.id, state.shard % SHARDS));
  return { ...state, counts, shard: state.shard + 1 };
}

async function tell(job: JobRun, counts: State["counts"], drift: readonly Drift[]): Promise<void> {
  for (const { kind, segmentId, about } of drift) {
    counts.drift += 1;
    if (counts.drift <= MOST_LOGGED)
      await job.log(`${kind}#${about}#${segmentId}`, "segment.drift", { kind, segmentId, about });
  }
}
