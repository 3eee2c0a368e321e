import {
  brokenParts,
  decideSegment,
  decideSegmentPatch,
  decideSegmentRestore,
  type NewSegment,
  type Segment,
  type SegmentMoment,
  type SegmentPatch,
  type ShownSegment,
  segmentChanges,
  segmentFields,
} from "#core/marketing/segments/index.ts";
import { customerFields } from "#core/people/customers/view.ts";
import { CrmError, notFound, versionConflict } from "#core/platform/errors.ts";
import type { Page } from "#core/platform/page.ts";
import { addDays, dayOf } from "#core/platform/rules/days.ts";
import type { Verb } from "#core/platform/verbs.ts";
import { hasEnded } from "#core/workspace/jobs/index.ts";
import { commit } from "#server/platform/commit.ts";
import type { Ctx } from "#server/platform/context.ts";
import { decodeCursor, encodeCursor } from "#server/platform/sharded.ts";
import { findImport } from "#server/workspace/imports/index.ts";
import { findJobs, type NewJob, startJob } from "#server/workspace/jobs/index.ts";
import { readDefinitions } from "./definitions.ts";
import { readFlow, readTallies, writesOfNewSegment, writesOfSegment } from "./store.ts";

const PLACE = /^seg_[0-9A-Z]{26}$/;

export async function listSegments(
  ctx: Ctx,
  { limit, cursor, archived }: { limit: number; cursor?: string | undefined; archived: boolean },
): Promise<Page<ShownSegment>> {
  const after = decodeCursor(cursor, PLACE);
  const { segments } = await readDefinitions(ctx.table);
  const rest = segments
    .filter((one) => (one.archivedAt !== undefined) === archived && (after === null || one.id < after))
    .sort((a, b) => (a.id < b.id ? 1 : -1));
  const page = rest.slice(0, limit);
  const next = rest.length > page.length ? (page.at(-1)?.id ?? null) : null;
  return { items: await shown(ctx, page, segments), nextCursor: encodeCursor(next) };
}

export async function getSegment(ctx: Ctx, id: string): Promise<ShownSegment> {
  const { segments } = await readDefinitions(ctx.table);
  return (await shown(ctx, [theOne(segments, id)], segments))[0]!;
}

export async function createSegment(ctx: Ctx, input: NewSegment): Promise<ShownSegment> {
  const { version, segments } = await readDefinitions(ctx.table);
  const segment = decideSegment(input, { ...momentOf(ctx, segments), id: ctx.newId("seg"), by: ctx.actor });
  const { importId } = input;
  if (importId !== undefined && !(await findImport(ctx.table, importId))) throw notFound("import");
  if (segment.kind === "dynamic" || importId !== undefined) segment.jobId = ctx.newId("job");
  await save(ctx, "segment.created", null, segment, version, importId);
  return getSegment(ctx, segment.id);
}

export async function updateSegment(ctx: Ctx, id: string, patch: SegmentPatch): Promise<ShownSegment> {
  const { version, segments } = await readDefinitions(ctx.table);
  const segment = theOne(segments, id);
  if (segment.version !== patch.version) throw versionConflict("segment", await getSegment(ctx, id));
  if (segment.archivedAt)
    throw new CrmError("conflict", "segment.archived", "This segment is put away. Restore it first.");
  const decided = decideSegmentPatch(segment, patch, momentOf(ctx, segments));
  if (decided === segment) return getSegment(ctx, id);
  const isRuleNew = JSON.stringify(decided.rule) !== JSON.stringify(segment.rule);
  const next = isRuleNew ? { ...decided, jobId: ctx.newId("job") } : decided;
  await save(ctx, "segment.updated", segment, next, version);
  return getSegment(ctx, id);
}

export async function archiveSegment(ctx: Ctx, id: string): Promise<ShownSegment> {
  return changeStanding(ctx, id, "segment.archived", (segment) => ({ ...segment, archivedAt: ctx.now() }), false);
}

export async function restoreSegment(ctx: Ctx, id: string): Promise<ShownSegment> {
  return changeStanding(ctx, id, "segment.restored", decideSegmentRestore, true);
}

async function changeStanding(
  ctx: Ctx,
  id: string,
  verb: Verb,
  change: (segment: Segment, all: readonly Segment[]) => Segment,
  isArchived: boolean,
): Promise<ShownSegment> {
  const { version, segments } = await readDefinitions(ctx.table);
  const segment = theOne(segments, id);
  if ((segment.archivedAt !== undefined) !== isArchived) return getSegment(ctx, id);
  const next = {
    ...change(segment, segments),
    jobId: ctx.newId("job"),
    version: segment.version + 1,
    updatedAt: ctx.now(),
  };
  await save(ctx, verb, segment, next, version);
  return getSegment(ctx, id);
}

/** Day by day who came and went, in the last so many days of the workspace. */
export async function getFlow(ctx: Ctx, id: string, days: number) {
  const { segments } = await readDefinitions(ctx.table);
  theOne(segments, id);
  return { items: await readFlow(ctx.table, id, addDays(dayOf(ctx.now(), ctx.workspace.timeZone), 1 - days)) };
}

/** The segment, and the job that goes over everybody for it, in one transaction. */
async function save(
  ctx: Ctx,
  verb: Verb,
  before: Segment | null,
  after: Segment,
  catalogue: number,
  importId?: string,
): Promise<void> {
  const change = { entity: "segment", entityId: after.id, verb, fields: segmentChanges(before, after) };
  const writes = before ? writesOfSegment(after, before.version, catalogue) : writesOfNewSegment(after, catalogue);
  const refuse = () => versionConflict("segment", before);
  if (after.jobId === undefined || after.jobId === before?.jobId) {
    await commit(ctx, { writes, change, refuse });
    return;
  }
  const about = { segmentId: after.id, label: { fa: after.name, en: after.name } };
  const job: Omit<NewJob, "id"> =
    importId === undefined
      ? { kind: "segments.compute", input: { segmentIds: [after.id], catalogue: catalogue + 1 }, about, hasUndo: false }
      : {
          kind: "segments.change",
          input: { segmentId: after.id, action: "add", archived: false, importId },
          about: { ...about, members: "add" },
          hasUndo: true,
        };
  await startJob(ctx, { ...job, id: after.jobId }, { writes, alsoTold: [change], refuse });
}

export function theOne(segments: readonly Segment[], id: string): Segment {
  const found = segments.find((one) => one.id === id);
  if (!found) throw notFound("segment");
  return found;
}

function momentOf(ctx: Ctx, all: readonly Segment[]): SegmentMoment {
  return { now: ctx.now(), fields: customerFields(ctx.fields), all };
}

const SHOWN_DAYS = 30;

async function shown(ctx: Ctx, page: readonly Segment[], all: readonly Segment[]): Promise<ShownSegment[]> {
  const fields = segmentFields(customerFields(ctx.fields), all);
  const [tallies, jobs] = await Promise.all([
    readTallies(
      ctx.table,
      page.map(({ id }) => id),
    ),
    findJobs(
      ctx.table,
      page.flatMap(({ jobId }) => jobId ?? []),
    ),
  ]);
  const since = addDays(dayOf(ctx.now(), ctx.workspace.timeZone), 1 - SHOWN_DAYS);
  return page.map((segment) => {
    const own = (tallies.get(segment.id) ?? []).map(({ tally }) => tally);
    const days = own.flatMap((tally) => tally.days).filter(([day]) => day >= since);
    const job = segment.jobId === undefined ? undefined : jobs.get(segment.jobId);
    return {
      ...segment,
      size: own.reduce((sum, { size }) => sum + size, 0),
      entered30: days.reduce((sum, [, entered]) => sum + entered, 0),
      left30: days.reduce((sum, [, , left]) => sum + left, 0),
      broken: segment.archivedAt ? [] : brokenParts(segment, fields),
      computing: job && !hasEnded(job.state) ? job.progress.done : null,
    };
  });
}
