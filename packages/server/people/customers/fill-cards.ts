import type { Profile } from "#core/people/customers/index.ts";
import type { Change } from "#core/platform/change.ts";
import type { CustomField } from "#core/platform/custom-fields/definition.ts";
import { customOnCard } from "#core/platform/custom-fields/on-card.ts";
import type { Ctx } from "#server/platform/context.ts";
import { markFilled, readFields } from "#server/workspace/fields/index.ts";
import { type JobKind, startJob } from "#server/workspace/jobs/index.ts";
import type { Listed } from "./list-store.ts";
import { eachOf, FIRST_PASS, type Pass, passOn } from "./pass.ts";
import { findProfilesNow } from "./store.ts";
import { writeCard } from "./write-card.ts";

const AT_ONCE = 8;

type Input = { fieldId: string; since: string };

/** A field was put in lists, or brought back: starts to give it to the cards of the customers who are there. */
export async function startFill(ctx: Ctx, change: Change): Promise<void> {
  if (change.verb !== "field.restored" && !("inLists" in change.fields)) return;
  // As it is now: the context may be older than the change it is told of.
  const { fields } = await readFields(ctx.table, "customer");
  const field = fields.find(({ id }) => id === change.entityId);
  if (!field?.fillingSince || field.retiredAt) return;
  await startJob(
    { ...ctx, actor: change.actor },
    {
      kind: "customers.fillCards",
      input: { fieldId: field.id, since: field.fillingSince } satisfies Input,
      about: { fieldId: field.id, label: { ...field.label } },
      hasUndo: false,
    },
  );
}

export const fillCardsJob: JobKind = {
  permission: "fields.manage",
  async run(ctx, job) {
    const { fieldId, since } = job.input as Input;
    let state = (job.state as Pass | null) ?? FIRST_PASS;
    for (;;) {
      const { fields } = await readFields(ctx.table, "customer");
      const next = await passOn(ctx, state, since, (rows) => fillThese(ctx, fields, rows));
      if (next === null) {
        await markFilled(ctx, "customer", new Map([[fieldId, since]]));
        return { result: { customers: state.done } };
      }
      state = next;
      if (!(await job.save({ state, done: state.done, total: null }))) return "leftOff";
    }
  },
};

async function fillThese(ctx: Ctx, fields: readonly CustomField[], rows: readonly Listed[]): Promise<void> {
  const profiles = await findProfilesNow(
    ctx.table,
    rows.map(({ card }) => card.id),
  );
  const lacking = rows.flatMap(({ card }): Profile[] => {
    const profile = profiles.get(card.id);
    const keys = profile ? Object.keys(customOnCard(fields, "customer", profile.custom)) : [];
    return profile && keys.some((key) => JSON.stringify(card.custom[key]) !== JSON.stringify(profile.custom[key]))
      ? [profile]
      : [];
  });
  await eachOf(lacking, AT_ONCE, (profile) => writeCard(ctx, fields, profile));
}
