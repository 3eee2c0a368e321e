import { isErased, mergedAway } from "#core/people/customers/index.ts";
import { CrmError, notFound, versionConflict } from "#core/platform/errors.ts";
import type { Job } from "#core/workspace/jobs/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { countInHour } from "#server/platform/limits.ts";
import { findJobs, listOpenJobs, startJob } from "#server/workspace/jobs/index.ts";
import { requireSeenProfile, shownCustomer } from "../sight.ts";
import { findCustomer } from "../store.ts";
import { planOfUpdate } from "../verbs.ts";

const ERASURES_AN_HOUR = 300;
const WITH_FILES = ["import", "import.rehearsal", "export"];

/** From now on the person is on no list and nothing is written to them; a job then takes away what is known of them everywhere. */
export async function eraseCustomer(ctx: Ctx, id: string, version: number): Promise<Job> {
  const found = await findCustomer(ctx.table, id);
  if (!found) throw notFound("customer");
  const { profile, stats } = found;
  await requireSeenProfile(ctx, profile);
  if (profile.mergedInto) throw mergedAway(profile);
  if (profile.erasedAt) throw isErased(profile);
  if (profile.version !== version) throw versionConflict("customer", shownCustomer(ctx, profile, stats));
  await refuseWhileFilesAreInUse(ctx);
  await countInHour(ctx, "erasures", ERASURES_AN_HOUR);
  const now = ctx.now();
  const marked = { ...profile, archivedAt: profile.archivedAt ?? now, erasedAt: now, updatedAt: now };
  const { writes, change, refuse } = planOfUpdate(ctx, profile, marked, "customer.erasureStarted");
  const job = { kind: "customers.erase", input: { customerId: id }, about: { customerId: id }, hasUndo: false };
  return startJob(ctx, job, {
    writes,
    alsoTold: [{ ...change, fields: {} }],
    // The job's own row stands before these.
    refuse: (failed) => refuse?.(failed.map(({ index, item }) => ({ index: index - 1, item }))) ?? notFound("customer"),
  });
}

/** A file under way would bring back, or take along, what is being erased. */
async function refuseWhileFilesAreInUse(ctx: Ctx): Promise<void> {
  const open = await findJobs(ctx.table, await listOpenJobs(ctx));
  if (![...open.values()].some(({ kind }) => WITH_FILES.includes(kind))) return;
  throw new CrmError(
    "conflict",
    "erasure.files_in_use",
    "An import or an export is under way. Wait until it has ended, then erase.",
  );
}
