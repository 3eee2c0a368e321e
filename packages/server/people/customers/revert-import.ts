import { changedFields, decideUndo, type Profile } from "#core/people/customers/index.ts";
import { sees } from "#core/platform/access/sight.ts";
import type { Change } from "#core/platform/change.ts";
import { CrmError } from "#core/platform/errors.ts";
import { commitMany, type Plan } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { Reverted, RowReason } from "#server/workspace/imports/index.ts";
import { readHistory } from "./history-store.ts";
import { writesOfRemoval } from "./store.ts";
import { heldFrom, planOfUpdate } from "./verbs.ts";

const REASONS = {
  edited: { code: "import.left_edited", message: "It was changed since." },
  interactions: { code: "import.left_interactions", message: "Interactions were logged with it." },
  messages: { code: "import.left_messages", message: "Messages were sent to it." },
  activities: { code: "import.left_activities", message: "Work was planned with it." },
  related: { code: "import.left_related", message: "It is related to other customers." },
  merged: { code: "import.left_merged", message: "It was merged with another customer." },
  fields: { code: "import.left_fields", message: "These fields were changed since; the others were given back." },
} satisfies Record<string, RowReason>;

/** It went to somebody else meanwhile: left, and nothing said of it. */
const OUT_OF_SIGHT: Decided = { reverted: { outcome: "left", label: "", reasons: [REASONS.edited] } };

/** In a customer's own history: what the import did to it, and what everybody else did. */
type History = Awaited<ReturnType<typeof readHistory>>;

const MAX_TRIES = 5;

/**
 * Takes back what an import did to these customers. One it added goes entirely when nobody touched it since; one it
 * merged into gets back what it was, field by field, where nobody changed the field since.
 */
export async function revertCustomers(
  ctx: Ctx,
  ids: readonly string[],
  importId: string,
  tries = 1,
): Promise<Reverted[]> {
  const histories = await Promise.all(ids.map((id) => readHistory(ctx.table, id)));
  const decided = histories.map((history) =>
    history.profile && !sees(ctx.sight, history.profile) ? OUT_OF_SIGHT : decide(history, importId, ctx.now()),
  );
  const planned = decided.flatMap(({ write }, at) => (write ? [{ at, plan: planOf(ctx, write) }] : []));
  const results = await commitMany(
    ctx,
    planned.map(({ plan }) => plan),
  );
  const outcomes: Reverted[] = decided.map(({ reverted }) => reverted);
  for (const [index, result] of results.entries()) {
    if (!(result instanceof Error)) continue;
    const at = planned[index]!.at;
    if (!(result instanceof CrmError) || tries >= MAX_TRIES) throw result;
    // Somebody wrote between our reading and writing: look at this one again.
    [outcomes[at]] = (await revertCustomers(ctx, [ids[at]!], importId, tries + 1)) as [Reverted];
  }
  return outcomes;
}

type Write = { remove: Profile } | { before: Profile; after: Profile };
type Decided = { reverted: Reverted; write?: Write };

function decide({ profile, changes, ...hangs }: History, importId: string, now: string): Decided {
  // Removed by a run that died before it was counted.
  if (!profile) return { reverted: { outcome: "removed" } };
  const own = changes.filter(({ via }) => via === importId);
  const ownIds = new Set<string>(own.map(({ id }) => id));
  // What followed by itself from what the import did, such as where somebody works.
  const isOurs = ({ id, cause = "" }: Change) => ownIds.has(id) || ownIds.has(cause);
  if (own.length === 0) return { reverted: { outcome: "untouched" } };
  const label = profile.name;
  // Of what hangs on a customer, such as planned work, the changes are told there as well.
  const isEdit = (change: Change) => change.entity === "customer" && change.via !== `revert:${importId}`;
  const others = changes.filter((change) => isEdit(change) && !isOurs(change));
  if (own.some(({ verb }) => verb === "customer.created")) {
    const reasons = whyNotRemoved({
      ...hangs,
      profile,
      others,
      relations: notRelatedBy(changes.filter(isOurs), hangs),
    });
    if (reasons.length > 0) return { reverted: { outcome: "left", label, reasons } };
    return { reverted: { outcome: "removed" }, write: { remove: profile } };
  }
  const isBack = changes.some(({ via }) => via === `revert:${importId}`);
  const { after, kept } = restored(profile, own, now);
  const reasons = kept.map((path) => ({ ...REASONS.fields, path }));
  const reverted: Reverted = kept.length > 0 ? { outcome: "left", label, reasons } : { outcome: "restored" };
  if (isBack || Object.keys(changedFields(profile, after)).length === 0) return { reverted };
  return { reverted, write: { before: profile, after } };
}

/** The relations that none of these changes made; others' are not among somebody's own changes. */
function notRelatedBy(changes: readonly Change[], { relations }: Pick<History, "relations">): History["relations"] {
  const made = changes.flatMap(({ verb, fields }) => (verb === "customer.related" ? [fields.relation?.after] : []));
  const names = new Set((made as { kind: string; id: string }[]).map(({ kind, id }) => `${kind} ${id}`));
  return relations.filter(({ kind, otherId }) => !names.has(`${kind} ${otherId}`));
}

function whyNotRemoved(
  state: Omit<History, "profile" | "changes"> & { profile: Profile; others: readonly Change[] },
): RowReason[] {
  const { profile, others, hasInteractions, hasMessages, hasActivities, relations } = state;
  const reasons: RowReason[] = [];
  const isMerged = profile.mergedInto || (profile.merges?.layers.length ?? 0) > 0;
  if (isMerged) reasons.push(REASONS.merged);
  const edited = [...new Set(others.flatMap(({ fields }) => Object.keys(fields)))];
  if (others.length > 0 && !isMerged) reasons.push({ ...REASONS.edited, path: edited.join(", ") });
  if (hasInteractions) reasons.push(REASONS.interactions);
  if (hasMessages) reasons.push(REASONS.messages);
  if (hasActivities) reasons.push(REASONS.activities);
  if (relations.length > 0) reasons.push(REASONS.related);
  return reasons;
}

/** The profile as it was before the import, but for what was changed since. `own` is oldest first. */
function restored(profile: Profile, own: readonly Change[], now: string): { after: Profile; kept: string[] } {
  const kept = new Set<string>();
  let after = profile;
  for (const { fields } of own.toReversed()) {
    const undone = decideUndo(after, fields, { now });
    after = undone.profile;
    for (const field of undone.left) kept.add(field);
  }
  return { after, kept: [...kept] };
}

function planOf(ctx: Ctx, write: Write): Plan {
  if ("before" in write) {
    const after = { ...write.after, updatedAt: ctx.now() };
    return planOfUpdate(ctx, write.before, after, "customer.importReverted");
  }
  const { id, name, givenName, familyName, code, emails, phones, addresses, birthOn } = write.remove;
  const gone = Object.entries({ name, givenName, familyName, code, emails, phones, addresses, birthOn });
  return {
    writes: writesOfRemoval(write.remove, ctx.fields),
    change: {
      entity: "customer",
      entityId: id,
      customerId: id,
      verb: "customer.removed",
      ...heldFrom(write.remove, {}),
      fields: Object.fromEntries(
        gone.flatMap(([field, before]) => (before === undefined ? [] : [[field, { before }]])),
      ),
    },
  };
}
