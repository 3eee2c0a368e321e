import {
  type Customer,
  type CustomerPatch,
  changedFields,
  decideArchive,
  decideCreate,
  decideRestore,
  decideUpdate,
  isArchived,
  isErased,
  maskCustom,
  mergedAway,
  type NewBulk,
  type NewCustomer,
  NO_STATS,
  noteEdits,
  type Profile,
} from "#core/people/customers/index.ts";
import { SAID_AT_FIRST } from "#core/platform/access/field-list.ts";
import type { Held } from "#core/platform/access/sight.ts";
import type { Change } from "#core/platform/change.ts";
import { newLinks } from "#core/platform/custom-fields/check-custom.ts";
import { CrmError, invalid, notFound, versionConflict } from "#core/platform/errors.ts";
import type { Verb } from "#core/platform/verbs.ts";
import type { Job } from "#core/workspace/jobs/index.ts";
import { commit, type Plan } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { withoutUndefined } from "#server/platform/entity.ts";
import { mayWrite, namesIn, refuseUnwritable } from "#server/platform/field-access.ts";
import type { FailedCondition, Value, Write } from "#server/platform/table.ts";
import { startJob } from "#server/workspace/jobs/index.ts";
import { findUser } from "#server/workspace/users/index.ts";
import { refuseBulk } from "./bulk/refuse-bulk.ts";
import { findDuplicates } from "./duplicates.ts";
import { filterOf } from "./list-filter.ts";
import { ownedIn, refuseOutOfSight, requireSeenProfile, seenIds, shownCustomer } from "./sight.ts";
import {
  checkThere,
  findCards,
  findCustomer,
  findSurvivors,
  isCodeWrite,
  writesOfNew,
  writesOfUpdate,
} from "./store.ts";

export async function createCustomer(ctx: Ctx, input: NewCustomer) {
  refuseUnwritable(
    ctx.access,
    "customer",
    namesIn(input).filter((name) => !SAID_AT_FIRST.includes(name)),
  );
  // What somebody may not fill in is not asked of them.
  const fields = ctx.fields.map((field) =>
    mayWrite(ctx.access, "customer", `custom.${field.key}`) ? field : { ...field, required: false },
  );
  const moment = { now: ctx.now(), region: ctx.workspace.region, id: ctx.newId("cus"), fields };
  const profile = decideCreate(ownedIn(ctx, input), moment);
  await checkOwner(ctx, profile.ownerId);
  // Nothing of it is hidden: it was written by the one who asks.
  const likelyDuplicates = await findDuplicates(ctx, {
    ...(profile.phones.length > 0 && { phones: profile.phones.map(({ number }) => number) }),
    ...(profile.emails.length > 0 && { emails: profile.emails.map(({ address }) => address) }),
    ...(profile.nationalId && { nationalId: profile.nationalId }),
  });
  await commit(ctx, await withLinks(ctx, planOfNew(ctx, profile), profile));
  return { customer: shownCustomer(ctx, profile, NO_STATS), likelyDuplicates };
}

/** What creating this profile writes; the import commits many of these at once. */
export function planOfNew({ fields, sight }: Pick<Ctx, "fields" | "sight">, profile: Profile): Plan {
  refuseOutOfSight({ sight }, profile);
  const writes = writesOfNew(profile, fields);
  return {
    writes,
    change: { ...about(profile), verb: "customer.created", fields: { name: { after: profile.name } } },
    refuse: (failed) =>
      codeTaken(writes, failed) ?? new CrmError("conflict", "customer.exists", "This customer exists already."),
  };
}

/** Of a merged record `mergedInto` names the customer it lives on in, however many merges on. `retired`: with the values of retired custom fields, which are shown nowhere else. */
export async function getCustomer(ctx: Ctx, id: string, { retired = false } = {}): Promise<Customer> {
  const { profile, stats } = await load(ctx, id);
  const customer = shownCustomer(ctx, profile, stats);
  if (profile.mergedInto) {
    const [found] = await findSurvivors(ctx.table, [id]);
    if (found) customer.mergedInto = found.survivor.id;
  }
  return retired ? { ...customer, custom: maskCustom(ctx.access.fields, profile.custom) } : customer;
}

export async function getCustomerNames(ctx: Ctx, ids: readonly string[]) {
  const cards = await findCards(ctx.table, [...(await seenIds(ctx, [...new Set(ids)]))]);
  return { items: cards.map(({ id, name, kind }) => ({ id, name, kind })) };
}

export async function updateCustomer(ctx: Ctx, id: string, patch: CustomerPatch): Promise<Customer> {
  const [{ profile, stats }] = await Promise.all([load(ctx, id), checkOwner(ctx, patch.ownerId)]);
  const { version: _version, ...named } = patch;
  refuseUnwritable(ctx.access, "customer", namesIn(named));
  if (profile.mergedInto) throw mergedAway(profile);
  if (profile.archivedAt) throw isArchived(profile);
  if (profile.version !== patch.version) throw versionConflict("customer", shownCustomer(ctx, profile, stats));
  const { fields } = ctx;
  const decided = decideUpdate(profile, patch, { now: ctx.now(), region: ctx.workspace.region, fields });
  if (Object.keys(decided.fields).length === 0) return shownCustomer(ctx, profile, stats);
  const plan = planOfUpdate(ctx, profile, decided.profile, "customer.updated");
  const linked = await withLinks(ctx, plan, decided.profile, profile);
  await commit(ctx, linked).catch(async (error) => {
    // The one who lost is shown the record as it is now, counts included.
    if (error instanceof CrmError && error.code === "customer.version_conflict") {
      throw versionConflict("customer", await getCustomer(ctx, id));
    }
    throw error;
  });
  return shownCustomer(ctx, { ...decided.profile, version: profile.version + 1 }, stats);
}

/** What turning one profile into the other writes. */
export function planOfUpdate(
  { fields, sight }: Pick<Ctx, "fields" | "sight">,
  before: Profile,
  after: Profile,
  verb: Verb,
): Plan {
  if (before.mergedInto) throw mergedAway(before);
  if (before.erasedAt) throw isErased(before);
  refuseOutOfSight({ sight }, after);
  const writes = writesOfUpdate(before, noteEdits(before, after), fields);
  return {
    writes,
    change: { ...about(after), verb, fields: changedFields(before, after), ...heldFrom(before, after) },
    refuse: (failed) => codeTaken(writes, failed) ?? versionConflict("customer", null),
  };
}

export async function archiveCustomer(ctx: Ctx, id: string): Promise<Customer> {
  return changeStanding(ctx, id, decideArchive, "customer.archived");
}

export async function restoreCustomer(ctx: Ctx, id: string): Promise<Customer> {
  return changeStanding(ctx, id, decideRestore, "customer.restored");
}

async function changeStanding(ctx: Ctx, id: string, decide: typeof decideArchive, verb: Verb): Promise<Customer> {
  const { profile, stats } = await load(ctx, id);
  if (profile.mergedInto) throw mergedAway(profile);
  const next = decide(profile, { now: ctx.now() });
  if (next === profile) return shownCustomer(ctx, profile, stats);
  await commit(ctx, planOfUpdate(ctx, profile, next, verb));
  return shownCustomer(ctx, { ...next, version: profile.version + 1 }, stats);
}

/** The plan, refused when a custom field links to a customer who is not there. No round trip more. */
async function withLinks(ctx: Ctx, plan: Plan, after: Profile, before?: Profile): Promise<Plan> {
  const links = newLinks(ctx.fields, "customer", after.custom, before?.custom).filter(({ id }) => id !== after.id);
  if (links.length === 0) return plan;
  const own = plan.writes.length;
  const ids = [...new Set(links.map(({ id }) => id))];
  const seen = await seenIds(ctx, ids);
  const refused = (missing: readonly string[]) => {
    const message = "The customer it links to does not exist.";
    const code = "custom.customer_missing";
    const details = links
      .filter(({ id }) => missing.includes(id))
      .map(({ key }) => ({ path: `custom.${key}`, code, message }));
    return invalid(code, message, details);
  };
  const unseen = ids.filter((id) => !seen.has(id));
  if (unseen.length > 0) throw refused(unseen);
  return {
    ...plan,
    writes: [...plan.writes, ...ids.map(checkThere)],
    refuse: (failed) => {
      const missing = failed.flatMap(({ index }) => ids[index - own] ?? []);
      return missing.length > 0 ? refused(missing) : (plan.refuse?.(failed) ?? versionConflict("customer", null));
    },
  };
}

/** Starts one action on many customers. */
export async function bulkCustomers(ctx: Ctx, input: NewBulk): Promise<Job> {
  if (input.filter !== undefined) filterOf(ctx, input.filter);
  refuseBulk(ctx, input.action);
  if (input.action.kind === "assign") {
    refuseOutOfSight(ctx, { ownerId: input.action.ownerId });
    await checkOwner(ctx, input.action.ownerId);
  }
  return startJob(ctx, {
    kind: "customers.bulk",
    input: withoutUndefined(input),
    about: withoutUndefined({ action: input.action, customers: input.ids?.length ?? null }) as {
      [name: string]: Value;
    },
    hasUndo: true,
  });
}

/** An owner is somebody who works here. */
async function checkOwner(ctx: Ctx, ownerId: string | null | undefined): Promise<void> {
  if (!ownerId || (await findUser(ctx.table, ownerId))) return;
  throw invalid("customer.owner_unknown", "Nobody of this id works here.", [
    { path: "ownerId", code: "customer.owner_unknown" },
  ]);
}

async function load(ctx: Ctx, id: string) {
  const found = await findCustomer(ctx.table, id);
  if (!found) throw notFound("customer");
  await requireSeenProfile(ctx, found.profile);
  return found;
}

/** For the change row: whose a customer was and is, where that changes. */
export function heldFrom(before: Held, after: Held): Pick<Change, "held"> {
  const of = ({ ownerId, teamId }: Held): Held => ({ ...(ownerId && { ownerId }), ...(teamId && { teamId }) });
  if ((before.ownerId ?? null) === (after.ownerId ?? null) && (before.teamId ?? null) === (after.teamId ?? null))
    return {};
  return { held: { before: of(before), after: of(after) } };
}

function about(profile: Profile) {
  return { entity: "customer", entityId: profile.id, customerId: profile.id, onTimeline: true };
}

function codeTaken(writes: readonly Write[], failed: readonly FailedCondition[]): CrmError | null {
  if (!failed.some(({ index }) => isCodeWrite(writes[index]))) return null;
  return new CrmError("conflict", "customer.code_taken", "Another customer has this code.", [
    { path: "code", code: "customer.code_taken" },
  ]);
}
