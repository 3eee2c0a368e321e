import { decideLog } from "#core/engagement/interactions/index.ts";
import { decideCreate } from "#core/people/customers/index.ts";
import { decideRelation } from "#core/people/relations/index.ts";
import type { Actor } from "#core/platform/change.ts";
import type { Id } from "#core/platform/ids.ts";
import { sampleCompany } from "#core/sample/index.ts";
import { planOfLog } from "#server/engagement/interactions/index.ts";
import { planOfNew } from "#server/people/customers/index.ts";
import { planOfRelation } from "#server/people/relations/index.ts";
import { commitMany, type Plan } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { newSecret } from "#server/platform/secrets.ts";
import { addUser } from "#server/workspace/users/index.ts";

/** Fills an empty workspace with the sample company, through the same decisions and commits as people's work. */
export async function fillSample(ctx: Ctx): Promise<{ customers: number; workspaceName: string }> {
  const company = sampleCompany({ locale: ctx.workspace.locale, today: ctx.now().slice(0, 10) });
  const staff: Actor[] = [];
  for (const { name, email, role } of company.staff) {
    // Nobody signs in as a sample colleague: the password is not kept.
    const user = await addUser(ctx, { name, email, role, password: newSecret("") });
    staff.push({ kind: "user", id: user.id, name: user.name });
  }
  const ids = new Map<number, Id<"cus">>();
  // Ids tell who came first, so the oldest customers get theirs first.
  const byAge = [...company.customers.keys()].sort((a, b) => (createdAt(a) < createdAt(b) ? -1 : 1));
  function createdAt(at: number): string {
    return company.customers[at]!.createdAt;
  }
  for (const at of byAge) ids.set(at, ctx.newId("cus"));
  const plans = byAge.flatMap((at) => plansOf(ctx, company.customers[at]!, ids.get(at)!, staff));
  for (const [at, { relations }] of company.customers.entries()) {
    for (const { kind, other, note } of relations)
      plans.push(relationOf(company, ids, staff, at, { kind, other, note }));
  }
  await commitMany({ ...ctx, via: "sample" }, plans);
  return { customers: company.customers.length, workspaceName: company.workspaceName };
}

type Company = ReturnType<typeof sampleCompany>;
type Sample = Company["customers"][number];

function plansOf(
  ctx: Ctx,
  { input, createdAt, byUser, interactions }: Sample,
  id: Id<"cus">,
  staff: readonly Actor[],
): Plan[] {
  const owner = staff[byUser % staff.length] ?? ctx.actor;
  const profile = decideCreate(
    { ...input, ownerId: owner.id as Id<"usr"> },
    { now: createdAt, region: ctx.workspace.region, id },
  );
  const made = planOfNew(profile);
  const logged = interactions.map(({ byUser: who, ...interaction }) => {
    const now = interaction.occurredAt ?? createdAt;
    const by = staff[who % staff.length] ?? ctx.actor;
    return planOfLog(decideLog({ ...interaction, customerId: id }, { now, id: ctx.newId("int"), by }));
  });
  return [{ ...made, change: { ...made.change, at: createdAt, actor: owner } }, ...logged];
}

function relationOf(
  company: Company,
  ids: ReadonlyMap<number, Id<"cus">>,
  staff: readonly Actor[],
  at: number,
  { kind, other, note }: Sample["relations"][number],
): Plan {
  const end = (index: number) => {
    const { name, givenName, familyName } = company.customers[index]!.input;
    return { id: ids.get(index)!, name: name ?? [givenName, familyName].filter(Boolean).join(" ") };
  };
  const since = [at, other]
    .map((index) => company.customers[index]!.createdAt)
    .sort()
    .at(-1)!;
  const { near, far } = decideRelation(end(at), end(other), { kind, note }, since);
  const plan = planOfRelation(ids.get(at)!, near, far);
  const actor = staff[company.customers[at]!.byUser % staff.length];
  return { ...plan, change: { ...plan.change, at: since, ...(actor && { actor }) } };
}
