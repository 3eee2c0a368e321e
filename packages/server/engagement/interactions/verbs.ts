import {
  type Correction,
  countInteraction,
  decideCorrection,
  decideLog,
  decideWithdrawal,
  type Interaction,
  maskInteraction,
  type NewInteraction,
  shownInteraction,
  toldFields,
  withContact,
} from "#core/engagement/interactions/index.ts";
import { isArchived, mergedAway } from "#core/people/customers/index.ts";
import { CrmError, notFound, versionConflict } from "#core/platform/errors.ts";
import type { Verb } from "#core/platform/verbs.ts";
import {
  cardKey,
  ownStatsOf,
  profileKey,
  profileOf,
  requireSeen,
  requireSeenProfile,
  writeOfStats,
} from "#server/people/customers/index.ts";
import { commit, type Plan } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { namesIn, refuseUnwritable } from "#server/platform/field-access.ts";
import type { Item, Write } from "#server/platform/table.ts";
import { STATS_SUBSCRIBER } from "./on.ts";
import { findInteraction, listVersions, writesOfLog, writesOfNewVersion } from "./store.ts";

/** However many log with one customer at once: after so many lost races the count is left to the subscriber. */
const COUNTED_TRIES = 3;

export async function logInteraction(ctx: Ctx, input: NewInteraction): Promise<Interaction> {
  refuseUnwritable(ctx.access, "interaction", namesIn(input));
  const interaction = decideLog(input, { now: ctx.now(), id: ctx.newId("int"), by: ctx.actor });
  await log(ctx, interaction);
  return shown(ctx, interaction);
}

/** What is written in the same transaction, and what to say when its conditions fail. */
export type Along = { writes: readonly Write[]; refuse: () => Error };

/** Logs an interaction that was decided already, and what belongs to it, all or nothing. */
export async function log(ctx: Ctx, interaction: Interaction, along?: Along): Promise<void> {
  const { customerId } = interaction;
  for (let tries = 1; ; tries++) {
    const [profile, card] = await ctx.table.getMany([profileKey(customerId), cardKey(customerId)]);
    if (!profile) throw notFound("customer");
    const customer = profileOf(profile);
    await requireSeenProfile(ctx, customer);
    if (customer.mergedInto) throw mergedAway(customer);
    if (customer.archivedAt) throw isArchived(customer);
    const isCounted = card && tries <= COUNTED_TRIES;
    try {
      await commit(ctx, withAlong(isCounted ? planOfCountedLog(interaction, card) : planOfLog(interaction), along));
      return;
    } catch (error) {
      if (!isCounted || !(error instanceof CrmError) || error.code !== "customer.version_conflict") throw error;
    }
  }
}

function withAlong(plan: Plan, along: Along | undefined): Plan {
  if (!along) return plan;
  const own = plan.writes.length;
  return {
    ...plan,
    writes: [...plan.writes, ...along.writes],
    refuse: (failed) =>
      failed.some(({ index }) => index >= own) || !plan.refuse ? along.refuse() : plan.refuse(failed),
  };
}

/** The interaction and its count in one transaction: two units less than a subscriber's, and true at once. */
function planOfCountedLog(interaction: Interaction, card: Item): Plan {
  const plan = planOfLog(interaction);
  const counted = countInteraction(ownStatsOf(card), interaction, 1);
  return {
    writes: [...plan.writes, writeOfStats(card, withContact(counted, interaction.occurredAt))],
    change: { ...plan.change, done: [STATS_SUBSCRIBER] },
    refuse: () => versionConflict("customer", null),
  };
}

/** What logging this interaction writes; the import and the sample company commit many at once. */
export function planOfLog(interaction: Interaction): Plan {
  return {
    writes: writesOfLog(interaction),
    change: { ...about(interaction), verb: "interaction.logged", fields: toldFields(null, interaction) },
  };
}

export async function getInteraction(ctx: Ctx, id: string): Promise<Interaction> {
  return shown(ctx, await load(ctx, id));
}

export async function correctInteraction(ctx: Ctx, id: string, correction: Correction): Promise<Interaction> {
  const before = await loadVersion(ctx, id, correction.version);
  refuseUnwritable(ctx.access, "interaction", namesIn(correction));
  const { interaction, fields } = decideCorrection(before, correction, { now: ctx.now() });
  if (fields.length > 0) await commit(ctx, planOfVersion(ctx, before, interaction, "interaction.corrected"));
  return shown(ctx, interaction);
}

export async function withdrawInteraction(
  ctx: Ctx,
  id: string,
  { version, reason }: { version: number; reason?: string },
) {
  const before = await loadVersion(ctx, id, version);
  const interaction = decideWithdrawal(before, reason, { now: ctx.now() });
  await commit(ctx, planOfVersion(ctx, before, interaction, "interaction.withdrawn"));
  return shown(ctx, interaction);
}

export async function listInteractionVersions(ctx: Ctx, id: string): Promise<{ items: Interaction[] }> {
  const items = await listVersions(ctx.table, id);
  if (!items[0]) throw notFound("interaction");
  await requireSeenOf(ctx, items[0]);
  return { items: items.map((one) => maskInteraction(ctx.access.fields, one)) };
}

function planOfVersion(ctx: Ctx, before: Interaction, after: Interaction, verb: Verb): Plan {
  return {
    writes: writesOfNewVersion(before, after),
    change: { ...about(after), verb, fields: toldFields(before, after) },
    refuse: (failed) => {
      const current = failed.find(({ item }) => item?.type === "interaction")?.item?.data as Interaction | undefined;
      return versionConflict("interaction", shown(ctx, current ?? before));
    },
  };
}

function about({ id, customerId }: Interaction) {
  return { entity: "interaction", entityId: id, customerId, partition: id };
}

async function load(ctx: Ctx, id: string): Promise<Interaction> {
  const interaction = await findInteraction(ctx.table, id);
  if (!interaction) throw notFound("interaction");
  await requireSeenOf(ctx, interaction);
  return interaction;
}

/** An interaction is seen by who sees the customer. */
async function requireSeenOf(ctx: Ctx, { customerId }: Interaction): Promise<void> {
  await requireSeen(ctx, customerId).catch(() => {
    throw notFound("interaction");
  });
}

function shown({ access }: Ctx, interaction: Interaction): Interaction {
  return maskInteraction(access.fields, shownInteraction(interaction));
}

async function loadVersion(ctx: Ctx, id: string, version: number): Promise<Interaction> {
  const interaction = await load(ctx, id);
  if (interaction.version !== version) throw versionConflict("interaction", shown(ctx, interaction));
  return interaction;
}
