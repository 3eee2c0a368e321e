import { decideUndo, isArchived } from "#core/people/customers/index.ts";
import { accessTo } from "#core/platform/access/fields.ts";
import type { Change } from "#core/platform/change.ts";
import { CrmError, notFound } from "#core/platform/errors.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { mayWrite } from "#server/platform/field-access.ts";
import { changesSince } from "./history-store.ts";
import { requireSeen, requireSeenProfile } from "./sight.ts";
import { findCustomer } from "./store.ts";
import { planOfUpdate } from "./verbs.ts";

const UNDO_DAYS = 30;
const MAX_RACES = 5;
export const UNDOABLE = [
  "customer.updated",
  "customer.merged",
  "customer.archived",
  "customer.restored",
  "customer.undone",
];

/** The names of the fields that are as they were again, and of those that stay as somebody made them since. */
export type UndoOutcome = { undone: string[]; left: string[] };

/** Takes one change of a customer back, named by its id. */
export async function undoChange(ctx: Ctx, customerId: string, changeId: string): Promise<UndoOutcome> {
  await requireSeen(ctx, customerId);
  const since = new Date(Date.parse(ctx.now()) - UNDO_DAYS * 86_400_000).toISOString();
  for await (const change of changesSince(ctx.table, customerId, since)) {
    if (change.id === changeId) return undoOf(ctx, customerId, change);
  }
  throw notFound("change");
}

/** Takes back what one job changed of a customer. Done again, it does nothing: its own change is seen. */
export async function undoJobsChanges(
  ctx: Ctx,
  customerId: string,
  job: { id: string; createdAt: string },
): Promise<UndoOutcome> {
  const outcome: UndoOutcome = { undone: [], left: [] };
  for await (const change of changesSince(ctx.table, customerId, job.createdAt)) {
    if (change.via === ctx.via && change.verb === "customer.undone") {
      return { undone: Object.keys(change.fields), left: [] };
    }
    if (change.via !== job.id || !UNDOABLE.includes(change.verb)) continue;
    const { undone, left } = await undoOf(ctx, customerId, change);
    outcome.undone.push(...undone);
    outcome.left.push(...left);
  }
  return outcome;
}

async function undoOf(ctx: Ctx, customerId: string, change: Change): Promise<UndoOutcome> {
  if (!UNDOABLE.includes(change.verb)) {
    throw new CrmError("conflict", "change.cannot_undo", "A change of this kind is not taken back this way.");
  }
  for (let race = 1; ; race++) {
    const found = await findCustomer(ctx.table, customerId);
    if (!found) throw notFound("customer");
    await requireSeenProfile(ctx, found.profile);
    // Being archived is itself taken back this way; anything else waits until it is restored.
    if (found.profile.archivedAt && !("archivedAt" in change.fields)) throw isArchived(found.profile);
    const fields = Object.entries(change.fields).filter(([name]) => mayWrite(ctx.access, "customer", name));
    const decided = decideUndo(found.profile, Object.fromEntries(fields), { now: ctx.now() });
    const kept = Object.keys(change.fields).filter(
      (name) => accessTo(ctx.access.fields, "customer", name) === "readOnly",
    );
    const { profile, undone, left } = { ...decided, left: [...decided.left, ...kept] };
    if (undone.length === 0) return { undone, left };
    try {
      await commit(ctx, planOfUpdate(ctx, found.profile, profile, "customer.undone"));
      return { undone, left };
    } catch (error) {
      const isRace = error instanceof CrmError && error.code === "customer.version_conflict";
      if (!isRace || race >= MAX_RACES) throw error;
    }
  }
}
