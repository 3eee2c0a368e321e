import {
  type Correction,
  decideCorrection,
  decideLog,
  decideWithdrawal,
  type Interaction,
  type NewInteraction,
  shownInteraction,
  toldFields,
} from "#core/engagement/interactions/index.ts";
import { notFound, versionConflict } from "#core/platform/errors.ts";
import { profileKey } from "#server/people/customers/index.ts";
import { commit, type Plan } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { findInteraction, listVersions, writesOfLog, writesOfNewVersion } from "./store.ts";

export async function logInteraction(ctx: Ctx, input: NewInteraction): Promise<Interaction> {
  const interaction = decideLog(input, { now: ctx.now(), id: ctx.newId("int"), by: ctx.actor });
  if (!(await ctx.table.get(profileKey(input.customerId)))) throw notFound("customer");
  await commit(ctx, planOfLog(interaction));
  return interaction;
}

/** What logging this interaction writes; the import and the sample company commit many at once. */
export function planOfLog(interaction: Interaction): Plan {
  return {
    writes: writesOfLog(interaction),
    change: { ...about(interaction), verb: "interaction.logged", fields: toldFields(null, interaction) },
  };
}

export async function getInteraction(ctx: Ctx, id: string): Promise<Interaction> {
  return shownInteraction(await load(ctx, id));
}

export async function correctInteraction(ctx: Ctx, id: string, correction: Correction): Promise<Interaction> {
  const before = await loadVersion(ctx, id, correction.version);
  const { interaction, fields } = decideCorrection(before, correction, { now: ctx.now() });
  if (fields.length > 0) await commit(ctx, planOfVersion(before, interaction, "interaction.corrected"));
  return interaction;
}

export async function withdrawInteraction(
  ctx: Ctx,
  id: string,
  { version, reason }: { version: number; reason?: string },
) {
  const before = await loadVersion(ctx, id, version);
  const interaction = decideWithdrawal(before, reason, { now: ctx.now() });
  await commit(ctx, planOfVersion(before, interaction, "interaction.withdrawn"));
  return shownInteraction(interaction);
}

export async function listInteractionVersions(ctx: Ctx, id: string): Promise<{ items: Interaction[] }> {
  const items = await listVersions(ctx.table, id);
  if (items.length === 0) throw notFound("interaction");
  return { items };
}

function planOfVersion(before: Interaction, after: Interaction, verb: string): Plan {
  return {
    writes: writesOfNewVersion(before, after),
    change: { ...about(after), verb, fields: toldFields(before, after) },
    refuse: (failed) => {
      const current = failed.find(({ item }) => item?.type === "interaction")?.item?.data as Interaction | undefined;
      return versionConflict("interaction", shownInteraction(current ?? before));
    },
  };
}

function about({ id, customerId }: Interaction) {
  return { entity: "interaction", entityId: id, customerId, partition: id };
}

async function load(ctx: Ctx, id: string): Promise<Interaction> {
  const interaction = await findInteraction(ctx.table, id);
  if (!interaction) throw notFound("interaction");
  return interaction;
}

async function loadVersion(ctx: Ctx, id: string, version: number): Promise<Interaction> {
  const interaction = await load(ctx, id);
  if (interaction.version !== version) throw versionConflict("interaction", shownInteraction(interaction));
  return interaction;
}
