import type { Profile } from "#core/people/customers/index.ts";
import type { CustomField } from "#core/platform/custom-fields/definition.ts";
import type { Job } from "#core/workspace/jobs/index.ts";
import type { Plan } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { TableError, type Value } from "#server/platform/table.ts";
import { markFilled, readFields } from "#server/workspace/fields/index.ts";
import { type JobKind, startJob } from "#server/workspace/jobs/index.ts";
import type { Migration } from "#server/workspace/migrations/index.ts";
import { indexProfile } from "./index-customer.ts";
import { ownStatsOf } from "./packed-stats.ts";
import { eachOf, FIRST_PASS, type Pass, passOn } from "./pass.ts";
import { cardKey, findProfilesNow, writeOfStats } from "./store.ts";
import { writeCard } from "./write-card.ts";

const AT_ONCE = 8;
const MAX_RACES = 5;

/** Starts to write anew what is made from every customer's record. */
export async function startRebuild(ctx: Ctx, also?: Partial<Plan>): Promise<Job> {
  return startJob(ctx, { kind: "customers.rebuild", input: null, about: {}, hasUndo: false }, also);
}

type AndPairs = (ctx: Ctx, profile: Profile) => Promise<void>;

/** Cards, places in every order, search rows, and what `andPairs` writes of each. Done twice it writes the same. */
export function rebuildJob(andPairs: AndPairs): JobKind {
  return {
    permission: "workspace.operate",
    async run(ctx, job) {
      const save = (state: Pass) => job.save({ state, done: state.done, total: null });
      const customers = await rebuildAll(ctx, { ...job, save }, andPairs);
      return customers === "leftOff" ? "leftOff" : { result: { customers } };
    },
  };
}

/** The same as a step of a migration. What is made from records is read by older programs as well: nothing is to take back. */
export function rebuildStep(step: Pick<Migration, "to" | "name">, andPairs: AndPairs): Migration {
  return {
    ...step,
    async run(ctx, job) {
      const save = (state: Pass) => job.save(state, state.done);
      return (await rebuildAll(ctx, { ...job, save }, andPairs)) === "leftOff" ? "leftOff" : "done";
    },
    undo: async () => "done",
  };
}

type Kept = { state: Value | null; createdAt: string; save(state: Pass): Promise<boolean> };

async function rebuildAll(ctx: Ctx, job: Kept, andPairs: AndPairs): Promise<number | "leftOff"> {
  let state = (job.state as Pass | null) ?? FIRST_PASS;
  for (;;) {
    const { fields } = await readFields(ctx.table, "customer");
    const next = await passOn(ctx, state, job.createdAt, async (rows) => {
      const ids = rows.map(({ card }) => card.id);
      const profiles = [...(await findProfilesNow(ctx.table, ids)).values()];
      await eachOf(profiles, AT_ONCE, async (profile) => {
        await writeCard(ctx, fields, profile);
        await placeByContact(ctx, profile.id);
        await indexProfile(ctx, profile);
      });
      // One after another: each looks at the pairs of the others.
      for (const profile of profiles) await andPairs(ctx, profile);
    });
    if (next === null) {
      await markFilled(ctx, "customer", filledBefore(fields, job.createdAt));
      return state.done;
    }
    state = next;
    if (!(await job.save(state))) return "leftOff";
  }
}

/** Fields whose filling stood still are on every card now. */
function filledBefore(fields: readonly CustomField[], began: string): Map<string, string> {
  return new Map(
    fields.flatMap(({ id, fillingSince }) => (fillingSince && fillingSince < began ? [[id, fillingSince]] : [])),
  );
}

/** The place by last contact is written with the statistics. */
async function placeByContact(ctx: Ctx, id: string): Promise<void> {
  for (let race = 1; ; race++) {
    const card = await ctx.table.get(cardKey(id));
    if (!card) return;
    try {
      return await ctx.table.transact([writeOfStats(card, ownStatsOf(card))]);
    } catch (error) {
      if (!(error instanceof TableError) || error.kind !== "conditionFailed" || race >= MAX_RACES) throw error;
    }
  }
}
