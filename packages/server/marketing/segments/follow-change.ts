import { ALL, changedFieldsOf } from "#core/marketing/segments/index.ts";
import type { Change } from "#core/platform/change.ts";
import { fieldsOf } from "#core/platform/rules/needs-of.ts";
import { findSurvivors } from "#server/people/customers/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { DuePlan } from "#server/platform/due.ts";
import type { Item } from "#server/platform/table.ts";
import { readFields } from "#server/workspace/fields/index.ts";
import { startJob } from "#server/workspace/jobs/index.ts";
import type { Want } from "./decide-standing.ts";
import { readDefinitions } from "./definitions.ts";
import { evaluatorOf, followMany } from "./follow.ts";
import { follow } from "./in-groups.ts";
import { customerOfClock } from "./store.ts";

/** A change of a customer, or of what is counted of them. */
export async function followChange(ctx: Ctx, change: Change, customerId: string, cause: Want["cause"]): Promise<void> {
  const changed = changedFieldsOf(change);
  const definitions = await readDefinitions(ctx.table);
  if (definitions.segments.length === 0) return;
  if (changed !== ALL && !evaluatorOf(ctx, definitions).isTouched(changed)) return;
  await follow(ctx, { customerId, changed, cause });
  if (changed === ALL || !(changed.has("interactions") || changed.has("openActivities"))) return;
  // What is counted of a record that was merged is counted with the customer it lives on in.
  const [merged] = await findSurvivors(ctx.table, [customerId]);
  if (merged && merged.survivor.id !== customerId)
    await follow(ctx, { customerId: merged.survivor.id, changed, cause });
}

/** A customer's clock has rung: time alone may have changed what they are. */
export async function clockDue(ctx: Ctx, item: Item, now: string): Promise<DuePlan> {
  await followMany({ ...ctx, now: () => now }, [{ customerId: customerOfClock(item), changed: ALL }]);
  return { settled: true };
}

/** A field of the workspace's own was changed: those of the segments that ask about it are computed anew. */
export async function fieldChanged(ctx: Ctx, change: Change): Promise<void> {
  const { segments } = await readDefinitions(ctx.table);
  const asking = segments.filter(({ rule, archivedAt }) => rule && !archivedAt && [...fieldsOf(rule)].some(isCustom));
  // As it is now: the context may be older than the change it is told of.
  const { fields } = await readFields(ctx.table, "customer");
  const field = fields.find(({ id }) => id === change.entityId);
  const touched = asking.filter(({ rule }) => rule && field && fieldsOf(rule).has(`custom.${field.key}`));
  const [first] = touched;
  if (!field || field.retiredAt || !first) return;
  await startJob(
    { ...ctx, actor: change.actor },
    {
      kind: "segments.compute",
      input: { segmentIds: touched.map(({ id }) => id) },
      about: { label: { fa: first.name, en: first.name }, field: field.key },
      hasUndo: false,
    },
  );
}

const isCustom = (name: string) => name.startsWith("custom.");
