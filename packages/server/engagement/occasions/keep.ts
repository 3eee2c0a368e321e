import { nextOfAll, toldAt, yearlyOf } from "#core/engagement/occasions/index.ts";
import type { Profile } from "#core/people/customers/index.ts";
import { localTime } from "#core/platform/calendar.ts";
import type { Change } from "#core/platform/change.ts";
import { addDays } from "#core/platform/rules/days.ts";
import { profileKey, profileOf } from "#server/people/customers/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { TableError } from "#server/platform/table.ts";
import { findClock, type OccasionClock, writesOfClock } from "./store.ts";

const MAX_RACES = 6;
/** A change of other fields moves nothing here. */
const READ = ["name", "birthOn", "occasions", "ownerId", "teamId", "timeZone", "language", "archivedAt", "mergedInto"];

/** Keeps a customer's yearly days where they are found by their day, and told when it comes. */
export async function keepOccasions(ctx: Ctx, change: Change): Promise<void> {
  const isEdit = ["customer.updated", "customer.undone", "customer.merged"].includes(change.verb);
  if (isEdit && !Object.keys(change.fields).some((name) => READ.includes(name))) return;
  await bringUpToDate(ctx, change.customerId ?? change.entityId);
}

/** Writes what is so by the customer's record; again it writes nothing. */
export async function bringUpToDate(ctx: Ctx, customerId: string, known?: Profile): Promise<void> {
  for (let race = 1; ; race++) {
    const [item, before] = await Promise.all([
      known && race === 1 ? null : ctx.table.get(profileKey(customerId)),
      findClock(ctx.table, customerId),
    ]);
    const profile = known && race === 1 ? known : item && profileOf(item);
    const clock = profile && clockOf(ctx, profile, before?.clock ?? null);
    if (!clock && !before) return;
    if (clock && before && JSON.stringify(clock) === JSON.stringify(before.clock)) return;
    const after = clock && { clock, dueAt: toldAt(clock.nextOn, clock.timeZone) };
    try {
      return await ctx.table.transact(writesOfClock(before, after));
    } catch (error) {
      if (!(error instanceof TableError) || error.kind !== "conditionFailed" || race >= MAX_RACES) throw error;
    }
  }
}

function clockOf(ctx: Ctx, profile: Profile, before: OccasionClock | null): OccasionClock | null {
  if (profile.archivedAt || profile.mergedInto) return null;
  const all = yearlyOf(profile, ctx.workspace.locale);
  const timeZone = profile.timeZone ?? ctx.workspace.timeZone;
  const nextOn = nextOfAll(all, told(ctx, timeZone, before));
  if (nextOn === null) return null;
  const { id: customerId, name, ownerId = null, teamId = null } = profile;
  return { customerId, name, ownerId, teamId, timeZone, all, toldOn: before?.toldOn ?? null, nextOn };
}

/** The last day whose occasions were told, or are of the past: a day still to be told is not passed over by an edit. */
function told(ctx: Ctx, timeZone: string, before: OccasionClock | null): string {
  const { on, time } = localTime(ctx.now(), timeZone);
  const today = time < "08:00" ? addDays(on, -1) : on;
  if (!before) return today;
  const last = addDays(before.nextOn, -1);
  const until = last < today ? last : today;
  return before.toldOn !== null && until < before.toldOn ? before.toldOn : until;
}
