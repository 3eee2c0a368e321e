import { encodeTime } from "ulid";
import { decidePlan } from "#core/engagement/activities/index.ts";
import { decideLog } from "#core/engagement/interactions/index.ts";
import { decideCreate } from "#core/people/customers/index.ts";
import { decideRelation } from "#core/people/relations/index.ts";
import type { Actor } from "#core/platform/change.ts";
import type { Id, IdPrefix } from "#core/platform/ids.ts";
import { sampleCompany } from "#core/sample/index.ts";
import { planOfSteps } from "#server/engagement/activities/index.ts";
import { planOfLog } from "#server/engagement/interactions/index.ts";
import { planOfPastMessage } from "#server/engagement/messages/index.ts";
import { createTemplate, listTemplates } from "#server/engagement/templates/index.ts";
import { changeMembers, createSegment, listSegments } from "#server/marketing/segments/index.ts";
import { planOfNew } from "#server/people/customers/index.ts";
import { planOfRelation } from "#server/people/relations/index.ts";
import { commitMany, type Plan } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { readWorkspace } from "#server/platform/credentials.ts";
import { defineEntity, putNew, stateOf } from "#server/platform/entity.ts";
import { newSecret } from "#server/platform/secrets.ts";
import { addTeam } from "#server/workspace/teams/index.ts";
import { addUser, listStoredUsers } from "#server/workspace/users/index.ts";

/** Where the filling stands: begun on a day, which the company's story ends with. */
const sampleEntity = defineEntity<{ today: string }>({
  type: "sample",
  key: () => ({ pk: "workspace", sk: "sample" }),
});

/**
 * Fills an empty workspace with the sample company, through the same decisions and commits as people's work. Everything
 * in it has an id of its own from the beginning, so a filling that was killed goes on at the next start.
 */
export async function fillSample(ctx: Ctx): Promise<{ customers: number; workspaceName: string }> {
  const today = await dayOfStory(ctx);
  const company = sampleCompany({ locale: ctx.workspace.locale, today });
  const staff = await hire(await withTeams(ctx, company), company);
  const ids = company.customers.map(({ createdAt }, at) => idOf("cus", createdAt, at));
  const plans = company.customers.flatMap((customer, at) => plansOf(ctx, customer, ids[at]!, at, staff));
  for (const [at, { relations }] of company.customers.entries()) {
    for (const relation of relations) plans.push(relationOf(company, ids, staff, at, relation));
  }
  // Those that were written before the process died are refused one by one, and the rest is written.
  const filling = { ...ctx, via: "sample" };
  await commitMany(filling, plans);
  await commitMany(filling, await plansOfWork(filling, company, { ids, staff, now: `${today}T00:00:00.000Z` }));
  await reachOut(filling, company, ids, staff);
  return { customers: company.customers.length, workspaceName: company.workspaceName };
}

async function dayOfStory(ctx: Ctx): Promise<string> {
  const today = ctx.now().slice(0, 10);
  const begun = await ctx.table.get(sampleEntity.key({ today }));
  if (begun) return stateOf(sampleEntity, begun).today;
  await ctx.table.transact([putNew(sampleEntity, { today })]);
  return today;
}

/** The company's teams, each under the one that stands before it. */
async function withTeams(ctx: Ctx, { teams }: Company): Promise<Ctx> {
  let { organisation } = await readWorkspace(ctx.table);
  for (const { name, under } of teams) {
    if (organisation.teams.some((team) => team.name === name)) continue;
    const parentId = organisation.teams.find((team) => team.name === under)?.id;
    await addTeam({ ...ctx, organisation }, { name, parentId, modulesOff: [] });
    organisation = (await readWorkspace(ctx.table)).organisation;
  }
  return { ...ctx, organisation };
}

async function hire(ctx: Ctx, company: Company): Promise<Actor[]> {
  const present = await listStoredUsers(ctx.table);
  const staff: Actor[] = [];
  for (const { name, email, role, team } of company.staff) {
    const teamId = ctx.organisation.teams.find((one) => one.name === team)?.id;
    // Nobody signs in as a sample colleague: the password is not kept.
    const user =
      present.find((one) => one.email === email) ??
      (await addUser(ctx, { name, email, role, ...(teamId && { teamId }), password: newSecret("") }));
    staff.push({ kind: "user", id: user.id, name: user.name });
  }
  return staff;
}

/** The same id for the same thing of the story, in the order of its time. */
function idOf<P extends IdPrefix>(prefix: P, at: string, number: number): Id<P> {
  const tail = number
    .toString(32)
    .toUpperCase()
    .replaceAll(/[A-V]/g, (letter) => "ABCDEFGHJKMNPQRSTVWXYZ"[letter.charCodeAt(0) - 65] ?? "0");
  return `${prefix}_${encodeTime(Date.parse(at), 10)}${tail.padStart(16, "0")}`;
}

type Company = ReturnType<typeof sampleCompany>;
type Sample = Company["customers"][number];

const MOST_INTERACTIONS = 10_000;

function plansOf(
  ctx: Ctx,
  { input, createdAt, byUser, interactions }: Sample,
  id: Id<"cus">,
  number: number,
  staff: readonly Actor[],
): Plan[] {
  const owner = staff[byUser % staff.length] ?? ctx.actor;
  const profile = decideCreate(
    { ...input, ownerId: owner.id as Id<"usr"> },
    { now: createdAt, region: ctx.workspace.region, id },
  );
  const made = planOfNew(ctx, profile);
  const logged = interactions.map(({ byUser: who, ...interaction }, at) => {
    const now = interaction.occurredAt ?? createdAt;
    const by = staff[who % staff.length] ?? ctx.actor;
    return planOfLog(
      decideLog({ ...interaction, customerId: id }, { now, id: idOf("int", now, number * MOST_INTERACTIONS + at), by }),
    );
  });
  return [{ ...made, change: { ...made.change, at: createdAt, actor: owner } }, ...logged];
}

/** Planned by whoever does it, so that nobody is told of work that others gave them. */
async function plansOfWork(
  ctx: Ctx,
  { coming }: Company,
  { ids, staff, now }: { ids: readonly Id<"cus">[]; staff: readonly Actor[]; now: string },
): Promise<Plan[]> {
  const administrator = (await listStoredUsers(ctx.table)).find(({ role }) => role === "administrator");
  return Promise.all(
    coming.map(({ input, customer, byUser }, at) => {
      const by = byUser === null && administrator ? { kind: "user" as const, ...administrator } : staff[byUser ?? 0]!;
      const actor: Actor = { kind: "user", id: by.id, name: by.name };
      const ownerId = by.id as Id<"usr">;
      const planned = decidePlan(
        { ...input, ...(customer !== null && { customerId: ids[customer] }) },
        { now, id: idOf("act", now, at), by: actor, ownerId, timeZone: ctx.workspace.timeZone },
      );
      const asThem = { ...ctx, actor, access: { ...ctx.access, userId: by.id } };
      return planOfSteps(asThem, [{ verb: "activity.planned", before: null, after: planned }]);
    }),
  );
}

/** Segments, templates and what was sent. Of what an earlier start made, nothing is made twice. */
async function reachOut(ctx: Ctx, { outreach }: Company, ids: readonly Id<"cus">[], staff: readonly Actor[]) {
  const messages = await Promise.all(
    outreach.messages.map(({ customer, byUser, ...message }, at) => {
      const by = staff[byUser % staff.length] ?? ctx.actor;
      return planOfPastMessage(ctx, { ...message, cause: `sample#${at}`, customerId: ids[customer]!, by });
    }),
  );
  await commitMany(ctx, messages);
  const there = new Set((await listTemplates(ctx)).items.map(({ name }) => name));
  for (const template of outreach.templates) if (!there.has(template.name)) await createTemplate(ctx, template);
  const { items } = await listSegments(ctx, { limit: 200, archived: false });
  for (const [at, segment] of outreach.segments.entries()) {
    if (items.some(({ name }) => name === segment.name)) continue;
    const { id } = await createSegment(ctx, segment);
    const { chosen } = outreach;
    if (at !== chosen.segment) continue;
    await changeMembers(ctx, id, { action: "add", archived: false, ids: chosen.customers.map((one) => ids[one]!) });
  }
}

function relationOf(
  company: Company,
  ids: readonly Id<"cus">[],
  staff: readonly Actor[],
  at: number,
  { kind, other, note }: Sample["relations"][number],
): Plan {
  const end = (index: number) => {
    const { name, givenName, familyName } = company.customers[index]!.input;
    return { id: ids[index]!, name: name ?? [givenName, familyName].filter(Boolean).join(" ") };
  };
  const since = [at, other]
    .map((index) => company.customers[index]!.createdAt)
    .sort()
    .at(-1)!;
  const { near, far } = decideRelation(end(at), end(other), { kind, note }, since);
  const plan = planOfRelation(ids[at]!, near, far);
  const actor = staff[company.customers[at]!.byUser % staff.length];
  return { ...plan, change: { ...plan.change, at: since, ...(actor && { actor }) } };
}
