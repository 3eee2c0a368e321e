import type { MembersChange } from "#core/marketing/segments/index.ts";
import { CrmError, notFound } from "#core/platform/errors.ts";
import type { Job } from "#core/workspace/jobs/index.ts";
import { filterOf, pagesOfIds } from "#server/people/customers/index.ts";
import type { Ctx } from "#server/platform/context.ts";
import { withoutUndefined } from "#server/platform/entity.ts";
import { findImport, idsOfImport } from "#server/workspace/imports/index.ts";
import { type JobKind, startJob } from "#server/workspace/jobs/index.ts";
import type { Want } from "./decide-standing.ts";
import { readDefinitions } from "./definitions.ts";
import { addMoves, followMany, type Moves, resultOfMoves } from "./follow.ts";
import { seenCards } from "./members.ts";
import { readHistory } from "./store.ts";
import { theOne } from "./verbs.ts";

type Input = MembersChange & { segmentId: string };
type State = { after: string | null; customers: number; entered: number; left: number };

const BEGIN: State = { after: null, customers: 0, entered: 0, left: 0 };
const CHUNK = 200;

/** Starts to put customers into a static segment, or to take them out. */
export async function changeMembers(ctx: Ctx, id: string, input: MembersChange): Promise<Job> {
  const { segments } = await readDefinitions(ctx.table);
  const segment = theOne(segments, id);
  checkStatic(segment);
  if (input.importId !== undefined && !(await findImport(ctx.table, input.importId))) throw notFound("import");
  if (input.filter !== undefined) filterOf(ctx, input.filter);
  return startJob(ctx, {
    kind: "segments.change",
    input: withoutUndefined({ ...input, segmentId: id }),
    about: { segmentId: id, label: { fa: segment.name, en: segment.name }, members: input.action },
    hasUndo: true,
  });
}

function checkStatic({ kind, archivedAt }: { kind: string; archivedAt?: string | undefined }): void {
  if (kind !== "static")
    throw new CrmError("conflict", "segment.not_static", "Who is in this segment follows from its rule.");
  if (archivedAt) throw new CrmError("conflict", "segment.archived", "This segment is put away. Restore it first.");
}

export const changeJob: JobKind = {
  permission: "segments.write",
  async run(ctx, job) {
    const input = job.input as unknown as Input;
    let state = (job.state as State | null) ?? BEGIN;
    for await (const { ids, next } of pagesOf(ctx, input, state.after)) {
      state = { ...(await put(ctx, input.segmentId, ids, input.action === "add", state)), after: next };
      if (next === null) break;
      if (!(await job.save({ state, done: state.customers, total: null, result: resultOf(state) }))) return "leftOff";
    }
    return { result: resultOf(state), done: state.customers };
  },
  /** Whom the job brought or took away goes back, unless somebody moved them since. */
  async undo(ctx, job, undone) {
    const { segmentId, action } = undone.input as unknown as Input;
    let state = (job.state as State | null) ?? BEGIN;
    for (;;) {
      const { rows, next } = await readHistory(ctx.table, segmentId, CHUNK, state.after);
      const own = rows.filter(({ via, direction }) => via === undone.id && (direction === "in") === (action === "add"));
      const ids = own.map(({ customerId }) => customerId);
      state = { ...(await put(ctx, segmentId, ids, action === "remove", state)), after: next };
      const isPast = rows.some(({ at }) => at < undone.createdAt);
      if (next === null || isPast) return { result: resultOf(state), done: state.customers };
      if (!(await job.save({ state, done: state.customers, total: null, result: resultOf(state) }))) return "leftOff";
    }
  },
};

const resultOf = ({ customers, entered, left }: State) => ({ customers, entered, gone: left });

async function* pagesOf(ctx: Ctx, { ids, filter, archived, importId }: Input, after: string | null) {
  if (importId !== undefined) {
    for await (const page of idsOfImport(ctx, importId, after)) {
      yield { ...page, ids: page.ids.filter((id) => id.startsWith("cus_")) };
    }
    return;
  }
  const order = { sort: "newest", reverse: false } as const;
  yield* pagesOfIds(ctx, { ids, filter, archived: archived ?? false, ...order } as never, after);
}

async function put(ctx: Ctx, segmentId: string, ids: readonly string[], isIn: boolean, state: State): Promise<State> {
  const moves: Moves = {};
  for (let at = 0; at < ids.length; at += CHUNK) {
    const seen = await seenCards(ctx, ids.slice(at, at + CHUNK));
    const wants = [...seen.keys()].map(
      (customerId): Want => ({
        customerId,
        changed: new Set<string>(),
        hand: { segmentId, isIn },
      }),
    );
    addMoves(moves, (await followMany(ctx, wants)).moves);
  }
  const { customers, entered, gone } = resultOfMoves(ids.length, moves, [segmentId]);
  return {
    ...state,
    customers: state.customers + customers,
    entered: state.entered + entered,
    left: state.left + gone,
  };
}
