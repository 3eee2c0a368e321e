import { toldFields } from "#core/engagement/interactions/index.ts";
import { revertCustomers } from "#server/people/customers/index.ts";
import { commitMany, type Plan } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { Reverted } from "#server/workspace/imports/index.ts";
import { findInteraction, findLogged, writesOfRemoval } from "./store.ts";

const CORRECTED = { code: "import.left_corrected", message: "It was corrected or withdrawn since." };

/** Takes back imported interactions that nobody corrected or withdrew, and then the customers that were added for them. */
export async function revertInteractions(ctx: Ctx, ids: readonly string[], importId: string): Promise<Reverted[]> {
  const isCustomer = (id: string) => id.startsWith("cus_");
  const logged = await findLogged(
    ctx.table,
    ids.filter((id) => !isCustomer(id)),
  );
  const outcomes = new Map<string, Reverted>();
  const plans: { id: string; plan: Plan }[] = [];
  for (const id of ids.filter((one) => !isCustomer(one))) {
    const interaction = logged.get(id) === importId ? await findInteraction(ctx.table, id) : null;
    if (!logged.has(id)) outcomes.set(id, { outcome: "removed" });
    else if (!interaction) outcomes.set(id, { outcome: "untouched" });
    else if (interaction.version > 1 || interaction.withdrawnAt)
      outcomes.set(id, { outcome: "left", label: interaction.subject ?? interaction.channel, reasons: [CORRECTED] });
    else {
      const fields = toldFields(null, interaction);
      const gone = Object.fromEntries(Object.entries(fields).map(([name, { after }]) => [name, { before: after }]));
      plans.push({
        id,
        plan: {
          writes: writesOfRemoval(interaction),
          change: {
            entity: "interaction",
            entityId: id,
            customerId: interaction.customerId,
            verb: "interaction.removed",
            partition: id,
            fields: gone,
          },
        },
      });
    }
  }
  const results = await commitMany(
    ctx,
    plans.map(({ plan }) => plan),
  );
  for (const [at, result] of results.entries()) {
    const isLeft = result instanceof Error;
    outcomes.set(plans[at]!.id, isLeft ? { outcome: "left", reasons: [CORRECTED] } : { outcome: "removed" });
  }
  const customers = ids.filter(isCustomer);
  const reverted = await revertCustomers(ctx, customers, importId);
  for (const [at, id] of customers.entries()) outcomes.set(id, reverted[at]!);
  return ids.map((id) => outcomes.get(id)!);
}
