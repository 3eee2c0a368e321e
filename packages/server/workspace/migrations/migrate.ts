import { CrmError } from "#core/platform/errors.ts";
import type { Job } from "#core/workspace/jobs/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { SHAPE } from "#server/platform/credentials.ts";
import type { Value } from "#server/platform/table.ts";
import { findJob, type JobEnd, type JobKind, type JobRun, startJob } from "#server/workspace/jobs/index.ts";
import type { Migration } from "./migration.ts";
import { keepShape, readShape, type Shape, writeOfBeginning } from "./store.ts";

type Span = { from: number; to: number };
/** Where it is: which step of the span, the step's own state, and what earlier steps did. */
type Place = { step: number; inner: Value | null; done: number };

/** After an upgrade: begins to bring up to date what the program before wrote, once. */
export async function migrateIfOlder(ctx: Ctx): Promise<void> {
  const found = await readShape(ctx.table);
  // One that was taken back waits for the next release, or for a person.
  if (!found || found.shape >= SHAPE || found.job !== null || found.held === SHAPE) return;
  await begin(ctx, found).catch((error) => {
    // Another process began at the same moment.
    if (!(error instanceof CrmError) || error.code !== "record.conflict") throw error;
  });
}

/** The same, asked for by a person: also after it was taken back. */
export async function startMigration(ctx: Ctx): Promise<Job> {
  const found = await readShape(ctx.table);
  if (!found || found.shape >= SHAPE)
    throw new CrmError("invalid", "migration.nothing_to_do", "Everything here is up to date already.");
  const underWay = found.job && (await findJob(ctx.table, found.job));
  if (underWay && underWay.state !== "cancelled")
    throw new CrmError(
      "conflict",
      "migration.under_way",
      "A migration is under way, or failed and can be tried again.",
    );
  return begin(ctx, found);
}

async function begin(ctx: Ctx, found: Shape): Promise<Job> {
  const id = ctx.newId("job");
  const input = { from: found.shape, to: SHAPE };
  const job = { id, kind: "workspace.migrate", input, about: input, hasUndo: true, keptDays: null };
  return startJob(ctx, job, { writes: [writeOfBeginning(found, id)] });
}

/** Takes the steps from the shape that was found to the newest, each while people work, and back again if asked. */
export function migrateJob(migrations: () => Promise<readonly Migration[]>): JobKind {
  return {
    permission: "workspace.operate",
    async run(ctx, job) {
      const { from, to } = job.input as Span;
      const steps = (await migrations()).filter((step) => step.to > from && step.to <= to).sort((a, b) => a.to - b.to);
      return takeSteps(ctx, job, {
        steps: steps.map(({ to: shape, run }) => ({ shape, take: run })),
        keep: (shape, isLast) => keepShape(ctx.table, job.id, shape, isLast ? { held: null } : null),
      });
    },
    async undo(ctx, job, undone) {
      const { from, to } = undone.input as Span;
      const found = await readShape(ctx.table);
      if (found && found.job !== job.id) {
        if (found.job !== null && found.job !== undone.id) throw taken();
        await ctx.table.transact([writeOfBeginning(found, job.id)]);
      }
      const steps = (await migrations()).filter((step) => step.to > from && step.to <= to).sort((a, b) => b.to - a.to);
      return takeSteps(ctx, job, {
        steps: steps.map(({ to: shape, undo }) => ({ shape: shape - 1, take: undo })),
        keep: (shape, isLast) => keepShape(ctx.table, job.id, shape, isLast ? { held: to } : null),
      });
    },
  };
}

const taken = () => new CrmError("conflict", "migration.under_way", "Another migration has begun meanwhile.");

type Way = {
  steps: readonly { shape: number; take: Migration["run"] }[];
  keep(shape: number, isLast: boolean): Promise<void>;
};

async function takeSteps(ctx: Ctx, job: JobRun, { steps, keep }: Way): Promise<JobEnd> {
  let place = (job.state as Place | null) ?? { step: 0, inner: null, done: 0 };
  while (place.step < steps.length) {
    const { shape, take } = steps[place.step]!;
    const before = place.done;
    const end = await take(ctx, {
      state: place.inner,
      createdAt: job.createdAt,
      save(inner, done) {
        place = { ...place, inner };
        return job.save({ state: place, done: before + done, total: null });
      },
    });
    if (end === "leftOff") return "leftOff";
    place = { step: place.step + 1, inner: null, done: before };
    await keep(shape, place.step === steps.length);
    if (place.step < steps.length && !(await job.save({ state: place, done: before, total: null }))) return "leftOff";
  }
  return { result: { steps: steps.length, shape: steps.at(-1)?.shape ?? SHAPE } };
}
