import type { Profile } from "#core/people/customers/index.ts";
import type { CustomField } from "#core/platform/custom-fields/definition.ts";
import type { Job } from "#core/workspace/jobs/index.ts";
import type { Plan } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { DEFAULT_WORKSPACE, SHAPE, workspaceOf, workspaceSettings } from "#server/platform/credentials.ts";
import { TableError } from "#server/platform/table.ts";
import { markFilled, readFields } from "#server/workspace/fields/index.ts";
import { type JobKind, startJob } from "#server/workspace/jobs/index.ts";
import { indexProfile } from "./index-customer.ts";
import { eachOf, FIRST_PASS, type Pass, passOn } from "./pass.ts";
import { cardKey, findProfilesNow, ownStatsOf, writeOfStats } from "./store.ts";
import { writeCard } from "./write-card.ts";

const AT_ONCE = 8;
const MAX_RACES = 5;

/** Starts to write anew what is made from every customer's record. */
export async function startRebuild(ctx: Ctx, also?: Partial<Plan>): Promise<Job> {
  return startJob(ctx, { kind: "customers.rebuild", input: null, about: {}, hasUndo: false }, also);
}

/** Starts it in a workspace that an older Peyvand wrote, once. */
export async function rebuildIfOlder(ctx: Ctx): Promise<void> {
  const key = workspaceSettings.key(DEFAULT_WORKSPACE);
  const item = await ctx.table.get(key);
  const shape = item?.shape as number | undefined;
  if (!item || workspaceOf(item).isRestoring || (shape ?? 0) >= SHAPE) return;
  await startRebuild(ctx, {
    writes: [{ update: key, set: { shape: SHAPE }, if: { equals: { shape } } }],
  });
}

/** Cards, places in every order, search rows, and what `andPairs` writes of each. Done twice it writes the same. */
export function rebuildJob(andPairs: (ctx: Ctx, profile: Profile) => Promise<void>): JobKind {
  return {
    permission: "workspace.operate",
    async run(ctx, job) {
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
          return { result: { customers: state.done } };
        }
        state = next;
        if (!(await job.save({ state, done: state.done, total: null }))) return "leftOff";
      }
    },
  };
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
