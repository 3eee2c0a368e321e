import type { WorksAt } from "#core/people/customers/import-row.ts";
import { decideRelation, MAX_RELATIONS } from "#core/people/relations/index.ts";
import type { Change } from "#core/platform/change.ts";
import { CrmError } from "#core/platform/errors.ts";
import { foldText } from "#core/platform/fold.ts";
import { findIdsByName, readProfiles } from "#server/people/customers/index.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { listRelations, writesOfForgetting } from "./store.ts";
import { planOfRelation } from "./verbs.ts";

/** Of so many of one name, which one is meant cannot be told anyhow. */
const NAMESAKES = 5;

/** «Works at», where exactly one organisation in use has that name. Nobody is added for it: two files often name one company differently. */
export async function relateToEmployer(ctx: Ctx, { entityId, fields }: Change): Promise<void> {
  const { name, title } = fields.worksAt!.after as WorksAt;
  const ids = await findIdsByName(ctx.table, foldText(name), NAMESAKES);
  const [person, ...others] = await readProfiles(ctx.table, [entityId, ...ids.filter((id) => id !== entityId)]);
  const isInUse = (one: typeof person) => one && !one.archivedAt && !one.mergedInto;
  const [employer, ...more] = others.filter((one) => one.kind === "organisation" && isInUse(one));
  if (person?.id !== entityId || !isInUse(person) || !employer || more.length > 0) return;
  if ((await listRelations(ctx.table, employer.id)).length >= MAX_RELATIONS) return;
  const { near, far } = decideRelation(person, employer, { kind: "worksAt", note: title }, ctx.now());
  await commit(ctx, planOfRelation(person.id, near, far)).catch((error) => {
    if (!(error instanceof CrmError) || error.code !== "relation.exists") throw error;
  });
}

export async function forgetRelations(ctx: Ctx, { entityId }: Change): Promise<void> {
  if ((await readProfiles(ctx.table, [entityId])).length > 0) return;
  for (const { kind, otherId } of await listRelations(ctx.table, entityId))
    await ctx.table.transact(writesOfForgetting(entityId, kind, otherId));
}
