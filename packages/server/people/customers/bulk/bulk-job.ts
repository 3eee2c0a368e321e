import { type BulkAction, decideBulk, type NewBulk, type Profile } from "#core/people/customers/index.ts";
import { sees } from "#core/platform/access/sight.ts";
import { CrmError } from "#core/platform/errors.ts";
import type { Verb } from "#core/platform/verbs.ts";
import { commitMany } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { JobEnd, JobKind, JobRun } from "#server/workspace/jobs/index.ts";
import { changesSince } from "../history-store.ts";
import { EVERYBODY, filterOf } from "../list-filter.ts";
import { openSeen } from "../seen-list.ts";
import { refuseOutOfSight } from "../sight.ts";
import { profileKey, profileOf } from "../store.ts";
import { planOfUpdate } from "../verbs.ts";
import { refuseBulk } from "./refuse-bulk.ts";
import { keepTargets, readTargets, TARGETS_OF_CHUNK } from "./store.ts";
import { undoBulk } from "./undo-bulk.ts";

const MAX_RACES = 5;

const VERB_OF: Partial<Record<BulkAction["kind"], Verb>> = {
  archive: "customer.archived",
  restore: "customer.restored",
};

export type Choosing = { phase: "choosing"; after: string | null; chunks: number; chosen: number };
export type Acting = { phase: "acting"; chunk: number; chosen: number; changed: number; same: number; left: number };
export type BulkState = Choosing | Acting;

/** One action on many customers: first all are chosen, then changed, a hundred at a time. */
export const bulkJob: JobKind = {
  permission: "customers.write",
  async run(ctx, job) {
    const input = job.input as unknown as NewBulk;
    refuseBulk(ctx, input.action);
    let state = (job.state as BulkState | null) ?? { phase: "choosing", after: null, chunks: 0, chosen: 0 };
    if (state.phase === "choosing") {
      const chosen = await choose(ctx, job, input, state);
      if (chosen === null) return "leftOff";
      state = chosen;
    }
    return act(ctx, job, input.action, state);
  },
  undo: undoBulk,
};

async function choose(ctx: Ctx, job: JobRun, input: NewBulk, from: Choosing): Promise<Acting | null> {
  const acting = (chosen: number): Acting => ({ phase: "acting", chunk: 0, chosen, changed: 0, same: 0, left: 0 });
  if (input.ids) {
    const ids = [...new Set(input.ids)];
    for (let at = 0; at < ids.length; at += TARGETS_OF_CHUNK)
      await keepTargets(ctx.table, job, at / TARGETS_OF_CHUNK, ids.slice(at, at + TARGETS_OF_CHUNK), ctx.now());
    return acting(ids.length);
  }
  const { isDeep, passing } = input.filter === undefined ? EVERYBODY : filterOf(ctx, input.filter);
  let { after, chunks, chosen } = from;
  const read = openSeen(ctx, { sort: "newest", reverse: false, archived: input.archived, after });
  for (;;) {
    const { rows, next } = await read(isDeep ? 200 : 1000);
    const ids = [...(await passing(rows.map(({ card }) => card)))];
    for (let at = 0; at < ids.length; at += TARGETS_OF_CHUNK) {
      await keepTargets(ctx.table, job, chunks, ids.slice(at, at + TARGETS_OF_CHUNK), ctx.now());
      chunks += 1;
    }
    chosen += ids.length;
    if (next === null) return acting(chosen);
    after = next;
    const goOn = await job.save({ state: { phase: "choosing", after, chunks, chosen }, done: 0, total: null });
    if (!goOn) return null;
  }
}

async function act(ctx: Ctx, job: JobRun, action: BulkAction, from: Acting): Promise<JobEnd> {
  let state = from;
  const resultOf = ({ chosen, changed, same, left }: Acting) => ({ chosen, changed, same, left });
  let mayBeDone = job.again;
  let goOn = await job.save({ state, done: done(state), total: state.chosen, result: resultOf(state) });
  for (;;) {
    if (!goOn) return "leftOff";
    const ids = await readTargets(ctx.table, job.id, state.chunk);
    if (!ids) return { result: resultOf(state) };
    const outcome = await actOn(ctx, job, action, ids, mayBeDone);
    mayBeDone = false;
    state = {
      ...state,
      chunk: state.chunk + 1,
      changed: state.changed + outcome.changed,
      same: state.same + outcome.same,
      left: state.left + outcome.left,
    };
    goOn = await job.save({ state, done: done(state), total: state.chosen, result: resultOf(state) });
  }
}

const done = ({ changed, same, left }: Acting) => changed + same + left;

type Outcome = { changed: number; same: number; left: number };

/** A customer that somebody edits at the same moment is read and decided again. */
async function actOn(
  ctx: Ctx,
  job: JobRun,
  action: BulkAction,
  ids: readonly string[],
  again: boolean,
): Promise<Outcome> {
  const outcome: Outcome = { changed: 0, same: 0, left: 0 };
  const leave = async (id: string, code: string) => {
    outcome.left += 1;
    await job.log(id, "customer.left", { id, reason: code });
  };
  let waiting = ids;
  for (let race = 1; waiting.length > 0; race++) {
    const items = await ctx.table.getMany(waiting.map(profileKey));
    const plans: { id: string; before: Profile; after: Profile }[] = [];
    for (const [at, item] of items.entries()) {
      const id = waiting[at]!;
      if (!item) {
        await leave(id, "customer.not_found");
        continue;
      }
      const before = profileOf(item);
      if (!sees(ctx.sight, before)) {
        await leave(id, "customer.not_found");
        continue;
      }
      if (before.mergedInto) {
        await leave(id, "customer.merged_away");
        continue;
      }
      try {
        const after = decideBulk(before, action, { now: ctx.now(), region: ctx.workspace.region, fields: ctx.fields });
        refuseOutOfSight(ctx, after);
        if (after !== before) plans.push({ id, before, after });
        else if (again && (await wasChangedBy(ctx, id, job))) outcome.changed += 1;
        else outcome.same += 1;
      } catch (error) {
        if (!(error instanceof CrmError)) throw error;
        await leave(id, error.code);
      }
    }
    const results = await commitMany(
      ctx,
      plans.map(({ before, after }) => planOfUpdate(ctx, before, after, VERB_OF[action.kind] ?? "customer.updated")),
    );
    const raced: string[] = [];
    for (const [at, result] of results.entries()) {
      const { id } = plans[at]!;
      if (!(result instanceof Error)) outcome.changed += 1;
      else if (isRace(result) && race < MAX_RACES) raced.push(id);
      else if (result instanceof CrmError) await leave(id, result.code);
      else throw result;
    }
    waiting = raced;
  }
  return outcome;
}

function isRace(error: Error): boolean {
  return error instanceof CrmError && error.code === "customer.version_conflict";
}

async function wasChangedBy(ctx: Ctx, id: string, job: JobRun): Promise<boolean> {
  for await (const change of changesSince(ctx.table, id, job.createdAt)) if (change.via === job.id) return true;
  return false;
}
