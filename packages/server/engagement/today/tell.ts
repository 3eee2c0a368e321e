import type { Profile } from "#core/people/customers/index.ts";
import { sees } from "#core/platform/access/sight.ts";
import type { Change } from "#core/platform/change.ts";
import { readProfiles } from "#server/people/customers/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { accessOf } from "#server/platform/organisation.ts";
import { TableError, type Write } from "#server/platform/table.ts";
import { writeOfNotice } from "#server/workspace/notices/index.ts";

const KINDS: Readonly<Record<string, string>> = {
  "customer.created": "customer.given",
  "customer.updated": "customer.given",
  "customer.absorbed": "customer.merged",
  "interaction.logged": "customer.noted",
};

/** Tells the owner of a customer what somebody else did with them. Of what was done to many at once they are told once. */
export async function tellConcerned(ctx: Ctx, change: Change): Promise<void> {
  const { customerId, verb, actor, fields, via } = change;
  if (!customerId) return;
  const other = (fields.absorbed?.after as { id?: string; name?: string } | undefined) ?? {};
  const profiles = await readProfiles(ctx.table, [customerId, ...(other.id ? [other.id] : [])]);
  const profile = profiles.find(({ id }) => id === customerId);
  if (!profile) return;
  // Given on since, it is the news of whoever has it now.
  if (verb === "customer.updated" && profile.ownerId !== fields.ownerId?.after) return;
  const owners = new Set(profiles.map(({ ownerId }) => ownerId as string | undefined));
  const many = verb === "customer.updated" && via ? via.slice(-26) : null;
  const about = many
    ? { by: actor.name, many: true }
    : { by: actor.name, customerId, customerName: profile.name, ...(other.name && { other: other.name }) };
  for (const userId of owners) {
    if (!userId || userId === actor.id || !mayKnow(ctx, userId, profile)) continue;
    const kind = KINDS[verb] as string;
    const id = `ntc_${many ?? change.id.slice(4)}` as const;
    await once(ctx, writeOfNotice({ id, userId, at: change.at, kind, about: { ...about, userId }, late: false }));
  }
}

/** Who has left is told nothing; an older workspace has no list of who is here. */
function mayKnow(ctx: Ctx, userId: string, { ownerId, teamId }: Profile): boolean {
  const access = accessOf({ userId }, ctx.organisation);
  if (!access) return ctx.organisation.members === null;
  return sees(access.sight, { ownerId, teamId });
}

async function once(ctx: Ctx, write: Write): Promise<void> {
  await ctx.table.transact([write]).catch((error) => {
    if (!(error instanceof TableError) || error.kind !== "conditionFailed") throw error;
  });
}
