import {
  type Activity,
  type ActivityPatch,
  decideCancellation,
  decideCompletion,
  decideEdit,
  decidePlan,
  decideReopening,
  decideShift,
  decideSnooze,
  type NewActivity,
} from "#core/engagement/activities/index.ts";
import type { NewInteraction } from "#core/engagement/interactions/index.ts";
import { countInteraction, decideLog, type Interaction, withContact } from "#core/engagement/interactions/index.ts";
import { isArchived, mergedAway, type Profile } from "#core/people/customers/index.ts";
import { CrmError, invalid, notFound, versionConflict } from "#core/platform/errors.ts";
import type { Id } from "#core/platform/ids.ts";
import {
  findInteraction,
  planOfLog,
  STATS_SUBSCRIBER,
  withdrawInteraction,
} from "#server/engagement/interactions/index.ts";
import { findSurvivors, profileKey, profileOf, requireSeenProfile } from "#server/people/customers/index.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { findUser } from "#server/workspace/users/index.ts";
import { planOfSteps, type StatsChange, type Step } from "./plans.ts";
import { findActivities, findActivity } from "./store.ts";
import { requireVisible } from "./visible.ts";

/** However many write about one customer at once, each gets its turn. */
const MAX_RACES = 10;

export async function createActivity(ctx: Ctx, input: NewActivity): Promise<Activity> {
  const planned = await decided(ctx, input);
  await attempt(ctx, async () => [{ verb: "activity.planned", before: null, after: planned }]);
  return planned;
}

async function decided(ctx: Ctx, input: NewActivity): Promise<Activity> {
  const ownerId = ownerOf(ctx, input.ownerId);
  await Promise.all([checkOwner(ctx, ownerId), checkCustomer(ctx, input.customerId)]);
  const { timeZone } = ctx.workspace;
  return decidePlan(input, { now: ctx.now(), id: ctx.newId("act"), by: ctx.actor, ownerId, timeZone });
}

function ownerOf(ctx: Ctx, ownerId: Id<"usr"> | undefined): Id<"usr"> {
  if (ownerId) return ownerId;
  if (ctx.access.userId !== null) return ctx.access.userId as Id<"usr">;
  const message = "Say whose work it is: a key has none of its own.";
  throw invalid("activity.owner_missing", message, [{ path: "ownerId", code: "activity.owner_missing", message }]);
}

/** An owner is somebody who works here. */
async function checkOwner(ctx: Ctx, ownerId: string | undefined): Promise<void> {
  if (ownerId === undefined || ctx.organisation.members?.some(({ userId }) => userId === ownerId)) return;
  if (ctx.organisation.members === null && (await findUser(ctx.table, ownerId))) return;
  const message = "Nobody of this id works here.";
  throw invalid("activity.owner_unknown", message, [{ path: "ownerId", code: "activity.owner_unknown", message }]);
}

async function checkCustomer(ctx: Ctx, customerId: string | null | undefined): Promise<void> {
  if (!customerId) return;
  const item = await ctx.table.get(profileKey(customerId));
  if (!item) throw notFound("customer");
  const profile = profileOf(item);
  await requireSeenProfile(ctx, profile);
  refuseAway(profile);
}

function refuseAway(profile: Profile): void {
  if (profile.mergedInto) throw mergedAway(profile);
  if (profile.archivedAt) throw isArchived(profile);
}

export async function getActivity(ctx: Ctx, id: string): Promise<Activity> {
  const activity = await findActivity(ctx.table, id);
  if (!activity) throw notFound("activity");
  await requireVisible(ctx, activity);
  return activity;
}

/** That it was reminded of meanwhile is no reason to read it again. */
async function loadVersion(ctx: Ctx, id: string, version: number): Promise<Activity> {
  const activity = await getActivity(ctx, id);
  const isQuiet = activity.quietVersion === activity.version && activity.version === version + 1;
  if (activity.version !== version && !isQuiet) throw versionConflict("activity", activity);
  return activity;
}

export async function updateActivity(ctx: Ctx, id: string, patch: ActivityPatch): Promise<Activity> {
  const before = await loadVersion(ctx, id, patch.version);
  await Promise.all([
    patch.ownerId === before.ownerId ? null : checkOwner(ctx, patch.ownerId),
    patch.customerId === before.customerId ? null : checkCustomer(ctx, patch.customerId),
  ]);
  const { activity, fields } = decideEdit(before, { ...patch, version: before.version }, { now: ctx.now() });
  if (Object.keys(fields).length === 0) return before;
  await attempt(ctx, async () => [{ verb: "activity.updated", before, after: activity }]);
  return activity;
}

export type Closing = {
  version: number;
  outcome?: string | undefined;
  log?: false | Partial<Pick<NewInteraction, "channel" | "direction" | "body">> | undefined;
  followUp?: NewActivity | undefined;
};

/** Done: logged with its customer, the next occurrence made, the next step planned, all or nothing. */
export async function completeActivity(ctx: Ctx, id: string, closing: Closing) {
  const before = await loadVersion(ctx, id, closing.version);
  const moment = { now: ctx.now(), by: ctx.actor, nextId: ctx.newId("act") };
  const { activity, next } = decideCompletion(before, closing, moment);
  const step = closing.followUp && { customerId: before.customerId, ownerId: before.ownerId, ...closing.followUp };
  const followUp = step ? { ...(await decided(ctx, step)), afterId: before.id } : null;
  const customer = closing.log === false ? null : await customerToTell(ctx, before.customerId);
  const interaction = customer ? interactionOf(ctx, activity, customer, closing) : null;
  const after = interaction ? { ...activity, interactionId: interaction.id } : activity;
  const steps: [Step, ...Step[]] = [
    { verb: "activity.completed", before, after },
    ...[next, followUp].flatMap((one): Step[] => (one ? [{ verb: "activity.planned", before: null, after: one }] : [])),
  ];
  await attempt(ctx, async () => steps, interaction ?? undefined);
  return { activity: after, interaction, next, followUp };
}

/** Whom to log it with: who the customer lives on in; nobody when archived, for the outcome stays with the activity. */
async function customerToTell(ctx: Ctx, customerId: string | undefined): Promise<Id<"cus"> | null> {
  if (!customerId || !ctx.permissions.has("interactions.write")) return null;
  const [found] = await findSurvivors(ctx.table, [customerId]);
  return found && !found.survivor.archivedAt ? found.survivor.id : null;
}

const CHANNELS = { task: "note", call: "call", meeting: "meeting", visit: "visit" } as const;

function interactionOf(ctx: Ctx, activity: Activity, customerId: Id<"cus">, { log }: Closing): Interaction {
  const said = log || {};
  const channel = said.channel ?? CHANNELS[activity.kind];
  const { subject, outcome, durationMinutes } = activity;
  return decideLog(
    {
      customerId,
      channel,
      direction: said.direction ?? (channel === "call" ? "out" : "none"),
      subject,
      ...(said.body && { body: said.body }),
      ...(outcome && { outcome }),
      ...(durationMinutes !== undefined && channel !== "note" && { durationSeconds: durationMinutes * 60 }),
    },
    { now: ctx.now(), id: ctx.newId("int"), by: ctx.actor },
  );
}

export async function cancelActivity(ctx: Ctx, id: string, input: { version: number; reason?: string | undefined }) {
  const before = await loadVersion(ctx, id, input.version);
  const after = decideCancellation(before, input.reason, { now: ctx.now(), by: ctx.actor });
  await attempt(ctx, async () => [{ verb: "activity.cancelled", before, after }]);
  return after;
}

/** Takes closing back; done twice it is refused the second time. */
export async function reopenActivity(ctx: Ctx, id: string, version: number): Promise<Activity> {
  const before = await loadVersion(ctx, id, version);
  const next = before.nextId ? await findActivity(ctx.table, before.nextId) : null;
  const isUntouched = next?.version === 1 && next.state === "open";
  const after = decideReopening(before, { now: ctx.now(), keepsNext: next !== null && !isUntouched });
  const removal: Step[] = isUntouched ? [{ verb: "activity.removed", before: next, after: null }] : [];
  await attempt(ctx, async () => [{ verb: "activity.reopened", before, after }, ...removal]);
  if (before.interactionId) await withdraw(ctx, before.interactionId);
  return after;
}

/** What completing it logged; withdrawn already, or corrected by somebody since, it stays as it is. */
async function withdraw(ctx: Ctx, interactionId: string): Promise<void> {
  const interaction = await findInteraction(ctx.table, interactionId);
  if (!interaction || interaction.withdrawnAt || interaction.version !== 1) return;
  await withdrawInteraction(ctx, interactionId, { version: 1 });
}

export async function snoozeActivity(ctx: Ctx, id: string, minutes: number): Promise<Activity> {
  for (let race = 1; ; race++) {
    const before = await getActivity(ctx, id);
    const { remindedAt: _, ...after } = decideSnooze(before, minutes, { now: ctx.now() });
    try {
      await attempt(ctx, async () => [{ verb: "activity.updated", before, after }]);
      return after;
    } catch (error) {
      if (!isRace(error, "activity.version_conflict") || race >= MAX_RACES) throw error;
    }
  }
}

type Move = { ids: readonly Id<"act">[]; days?: number; dueOn?: string; ownerId?: Id<"usr"> };
type Refused = { id: Id<"act">; code: string; message: string };

/** Each by itself: what cannot be moved is named and holds up nothing. */
export async function moveActivities(
  ctx: Ctx,
  move: Move,
  isWanted: (activity: Activity) => boolean = () => true,
): Promise<{ moved: Activity[]; refused: Refused[] }> {
  await checkOwner(ctx, move.ownerId);
  const found = await findActivities(ctx.table, move.ids);
  const moved: Activity[] = [];
  const refused: Refused[] = [];
  for (const id of new Set(move.ids)) {
    const read = found.get(id);
    if (read && !isWanted(read)) continue;
    try {
      moved.push(await moveOne(ctx, read, move));
    } catch (error) {
      if (!(error instanceof CrmError)) throw error;
      refused.push({ id, code: error.code, message: error.message });
    }
  }
  return { moved, refused };
}

async function moveOne(ctx: Ctx, read: Activity | undefined, { days, dueOn, ownerId }: Move): Promise<Activity> {
  if (!read) throw notFound("activity");
  await requireVisible(ctx, read);
  for (let [before, race] = [read, 1]; ; race++) {
    const patch = { version: before.version, ...(dueOn && { dueOn }), ...(ownerId && { ownerId }) };
    const shifted = days ? decideShift(before, days, { now: ctx.now() }).activity : before;
    const { activity: edited } = decideEdit(shifted, patch, { now: ctx.now() });
    if (edited === before) return before;
    const after = { ...edited, version: before.version + 1 };
    try {
      await attempt(ctx, async () => [{ verb: "activity.updated", before, after }]);
      return after;
    } catch (error) {
      if (!isRace(error, "activity.version_conflict") || race >= MAX_RACES) throw error;
      before = await getActivity(ctx, before.id);
    }
  }
}

/** Commits the steps; when only the count of a customer was written meanwhile, once more on what it is now. */
async function attempt(ctx: Ctx, stepsOf: () => Promise<[Step, ...Step[]]>, logged?: Interaction): Promise<void> {
  for (let race = 1; ; race++) {
    const plan = await planOfSteps(ctx, await stepsOf(), logged && alsoLogged(logged));
    try {
      await commit(ctx, plan);
      return;
    } catch (error) {
      if (!isRace(error, "customer.version_conflict") || race >= MAX_RACES) throw error;
    }
  }
}

function alsoLogged(interaction: Interaction) {
  const plan = planOfLog(interaction);
  const stats: StatsChange = {
    customerId: interaction.customerId,
    change: (counts) => withContact(countInteraction(counts, interaction, 1), interaction.occurredAt),
  };
  return { stats, plan: { ...plan, change: { ...plan.change, done: [STATS_SUBSCRIBER] } } };
}

function isRace(error: unknown, code: string): boolean {
  return error instanceof CrmError && error.code === code;
}
