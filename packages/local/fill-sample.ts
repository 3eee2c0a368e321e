import { decideLog } from "#core/engagement/interactions/index.ts";
import { decideCreate } from "#core/people/customers/index.ts";
import { decideRelation } from "#core/people/relations/index.ts";
import { sampleCompany } from "#core/sample/index.ts";
import { planOfLog } from "#server/engagement/interactions/index.ts";
import { planOfNew } from "#server/people/customers/index.ts";
import { planOfRelation } from "#server/people/relations/index.ts";
import { commitMany, type Plan } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { newSecret } from "#server/platform/secrets.ts";
import { addUser } from "#server/workspace/users/index.ts";

/** Fills an empty workspace with the sample company, through the same decisions and commits as people's work. */
export async function fillSample(ctx: Ctx): Promise<{ customers: number }> {
  const company = sampleCompany({ locale: ctx.workspace.locale, today: ctx.now().slice(0, 10) });
  const staff = [];
  for (const { name, email, role } of company.staff) {
    // Nobody signs in as a sample colleague: the password is not kept.
    staff.push(await addUser(ctx, { name, email, role, password: newSecret("") }));
  }
  const plans: Plan[] = [];
  const profiles = company.customers.map(({ input, createdAt }) =>
    decideCreate(input, { now: createdAt, region: ctx.workspace.region, id: ctx.newId("cus") }),
  );
  for (const [at, sample] of company.customers.entries()) {
    const profile = profiles[at]!;
    const owner = staff[sample.byUser % staff.length];
    plans.push(planOfNew({ ...profile, ...(owner && { ownerId: owner.id }) }));
    for (const interaction of sample.interactions) {
      const by = owner ? { kind: "user" as const, id: owner.id, name: owner.name } : ctx.actor;
      plans.push(
        planOfLog(decideLog({ ...interaction, customerId: profile.id }, { now: ctx.now(), id: ctx.newId("int"), by })),
      );
    }
  }
  for (const [at, sample] of company.customers.entries()) {
    for (const { kind, other, note } of sample.relations) {
      const { near, far } = decideRelation(profiles[at]!, profiles[other]!, { kind, note }, ctx.now());
      plans.push(planOfRelation(profiles[at]!.id, near, far));
    }
  }
  await commitMany({ ...ctx, via: "sample" }, plans);
  return { customers: company.customers.length };
}
