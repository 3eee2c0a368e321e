import { absorbedIds, type Customer, type Profile } from "#core/people/customers/index.ts";
import {
  decideMerge,
  decideUnmerge,
  type MergeInput,
  type MergeOutcome,
  type MergePlan,
} from "#core/people/duplicates/index.ts";
import { CrmError, notFound, versionConflict } from "#core/platform/errors.ts";
import type { Id } from "#core/platform/ids.ts";
import {
  findCustomer,
  findIdsByCode,
  heldFrom,
  isCodeWrite,
  isDeleteOfCode,
  readProfiles,
  refuseOutOfSight,
  requireSeenProfile,
  shownCustomer,
  writeOfCode,
  writesOfUpdate,
} from "#server/people/customers/index.ts";
import { commit, type Plan } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { refuseUnwritable } from "#server/platform/field-access.ts";
import type { Write } from "#server/platform/table.ts";

export type TwoIds = { survivorId: Id<"cus">; absorbedId: Id<"cus"> };

const MAX_RACES = 5;

/** Makes one customer of two records. `also` is written with it or not at all, told when it happened. */
export async function mergeCustomers(ctx: Ctx, input: MergeInput, also?: (at: string) => Write): Promise<Customer> {
  const [survivor, absorbed] = await loadBoth(ctx, input);
  refuseUnwritable(ctx.access, "customer", Object.keys(input.choices ?? {}));
  refuseOther(ctx, survivor, input.survivorVersion);
  refuseOther(ctx, absorbed, input.absorbedVersion);
  const now = ctx.now();
  const plan = decideMerge(survivor.profile, absorbed.profile, input.choices ?? {}, { now, by: ctx.actor });
  refuseOutOfSight(ctx, plan.survivor);
  await commit(ctx, withAlso(planOfMerge(ctx, survivor.profile, absorbed.profile, plan), also?.(now)));
  return shownCustomer(ctx, { ...plan.survivor, version: survivor.profile.version + 1 }, survivor.stats);
}

/** Takes a merge back: the one that happened at that time, when a time is said. */
export async function undoMerge(ctx: Ctx, input: TwoIds & { at?: string }, also?: Write): Promise<void> {
  const [survivor, absorbed] = await loadBoth(ctx, input);
  const layers = survivor.profile.merges?.layers ?? [];
  const layer = layers.find(({ id }) => id === input.absorbedId);
  if (input.at !== undefined && layer && layer.at !== input.at) {
    throw new CrmError("notFound", "merge.not_found", "This merge was undone, and they were merged anew.");
  }
  const records = await readProfiles(
    ctx.table,
    layers.map(({ id }) => id),
  );
  const plan = decideUnmerge(survivor.profile, absorbed.profile, new Map(records.map((one) => [one.id, one])), {
    now: ctx.now(),
  });
  refuseOutOfSight(ctx, plan.survivor);
  refuseOutOfSight(ctx, plan.absorbed);
  const { code } = absorbed.profile;
  const holder = code === undefined ? null : ((await findIdsByCode(ctx.table, code))[0] ?? null);
  await commit(ctx, withAlso(planOfUndo(ctx, survivor.profile, absorbed.profile, plan, holder), also));
}

/** Behind the plan's own writes, whose indexes its refusal knows. */
function withAlso(plan: Plan, also: Write | undefined): Plan {
  return also ? { ...plan, writes: [...plan.writes, also] } : plan;
}

type Work = (ctx: Ctx, input: TwoIds) => Promise<unknown>;

/** One after another, since they may touch the same records; one that is refused does not stop the others. */
export async function doMany(ctx: Ctx, items: readonly TwoIds[], work: Work): Promise<MergeOutcome[]> {
  const outcomes: MergeOutcome[] = [];
  for (const item of items) outcomes.push(await tryOne(ctx, item, work));
  return outcomes;
}

async function tryOne(ctx: Ctx, { survivorId, absorbedId }: TwoIds, work: Work): Promise<MergeOutcome> {
  for (let tries = 1; ; tries++) {
    try {
      await work(ctx, { survivorId, absorbedId });
      return { survivorId, absorbedId, done: true };
    } catch (error) {
      if (!(error instanceof CrmError)) throw error;
      // Somebody saved one of them between our reading and writing: it is read once more.
      if (error.code === "customer.version_conflict" && tries < MAX_RACES) continue;
      return { survivorId, absorbedId, done: false, code: error.code, message: error.message };
    }
  }
}

type Loaded = NonNullable<Awaited<ReturnType<typeof findCustomer>>>;

async function loadBoth(ctx: Ctx, { survivorId, absorbedId }: TwoIds): Promise<[Loaded, Loaded]> {
  const [survivor, absorbed] = await Promise.all([
    findCustomer(ctx.table, survivorId),
    findCustomer(ctx.table, absorbedId),
  ]);
  if (!survivor || !absorbed) throw notFound("customer");
  await Promise.all([survivor, absorbed].map(({ profile }) => requireSeenProfile(ctx, profile)));
  return [survivor, absorbed];
}

function refuseOther(ctx: Ctx, { profile, stats }: Loaded, version: number | undefined): void {
  if (version !== undefined && version !== profile.version)
    throw versionConflict("customer", shownCustomer(ctx, profile, stats));
}

/** What a merge writes: both records under the versions that were read, and what is told of each. */
function planOfMerge({ fields }: Ctx, survivor: Profile, absorbed: Profile, plan: MergePlan): Plan {
  const takesCode = plan.survivor.code !== survivor.code && plan.survivor.code === absorbed.code;
  const writes = [
    ...writesOfUpdate(survivor, plan.survivor, fields).filter((write) => !takesCode || !isCodeWrite(write)),
    ...writesOfUpdate(absorbed, plan.absorbed, fields),
    ...(takesCode && absorbed.code ? [writeOfCode(absorbed.code, survivor.id, "held")] : []),
  ];
  return {
    writes,
    change: {
      ...about(survivor),
      verb: "customer.absorbed",
      fields: { absorbed: { after: named(absorbed) }, ...plan.fields },
      ...heldFrom(survivor, plan.survivor),
    },
    alsoTold: [
      {
        ...about(absorbed),
        verb: "customer.mergedInto",
        fields: { mergedInto: { after: named(survivor) } },
        ...heldFrom(absorbed, plan.survivor),
      },
    ],
    refuse: () => lostRace(survivor),
  };
}

function planOfUndo(
  { fields, sight }: Ctx,
  survivor: Profile,
  absorbed: Profile,
  plan: MergePlan,
  holder: string | null,
): Plan {
  const { code } = absorbed;
  const givesBack = code !== undefined && holder === survivor.id && plan.survivor.code !== code;
  if (code !== undefined && holder !== null && holder !== absorbed.id && !givesBack)
    throw codeTaken(sight.kind === "all" ? holder : undefined);
  const writes = [
    ...writesOfUpdate(survivor, plan.survivor, fields).filter((write) => !givesBack || !isDeleteOfCode(write, code)),
    ...writesOfUpdate(absorbed, plan.absorbed, fields),
    ...(code !== undefined && holder !== absorbed.id
      ? [writeOfCode(code, absorbed.id, givesBack ? "held" : "free")]
      : []),
  ];
  return {
    writes,
    change: {
      ...about(survivor),
      verb: "customer.unmerged",
      fields: { absorbed: { before: named(absorbed) }, ...plan.fields },
      ...heldFrom(survivor, plan.survivor),
    },
    alsoTold: [
      {
        ...about(absorbed),
        verb: "customer.separated",
        fields: { mergedInto: { before: named(survivor) } },
        ...heldFrom(survivor, plan.absorbed),
      },
    ],
    refuse: (failed) => (failed.some(({ index }) => isCodeWrite(writes[index])) ? codeTaken() : lostRace(survivor)),
  };
}

function codeTaken(customerId?: string): CrmError {
  const details = [{ path: "code", code: "customer.code_taken", ...(customerId && { customerId }) }];
  return new CrmError(
    "conflict",
    "customer.code_taken",
    "Another customer has this code now. Change it there first.",
    details,
  );
}

function about({ id }: Profile) {
  return { entity: "customer", entityId: id, customerId: id, onTimeline: true };
}

const named = ({ id, name }: Profile) => ({ id, name });

const lostRace = (survivor: Profile) =>
  versionConflict("customer", { id: survivor.id, version: survivor.version, absorbed: absorbedIds(survivor) });
