import { CrmError } from "#core/platform/errors.ts";
import type { Ctx } from "#server/platform/context.ts";
import type { JobEnd, JobKind, JobRun, StoredJob } from "#server/workspace/jobs/index.ts";
import { type HandOverChunk, keepChunk, readChunk } from "./hand-over-store.ts";
import { findUser } from "./store.ts";

/** What was given, and what could not be, each with the code of the reason. */
export type Given = { moved: number; left: { id: string; reason: string }[] };

/** How one kind of record goes from one person to another: rooms whose records have an owner bring theirs. */
export type HandOverNoun = {
  /** Some of the records that are somebody's, after a place; `next` is null when there are no more. */
  held(ctx: Ctx, userId: string, after: string | null): Promise<{ ids: string[]; next: string | null }>;
  /** Makes those of them that are `from`'s `to`'s. Harmless when done again. */
  give(ctx: Ctx, ids: readonly string[], from: string, to: string): Promise<Given>;
};

export type HandOverNouns = { readonly [noun: string]: () => Promise<HandOverNoun> };

type Input = { fromUserId: string; toUserId: string };
/** Which chunk comes next, of which kind of record, and from where its list goes on. */
type State = { chunk: number; noun: number; after: string | null; moved: number; left: number };

const BEGIN: State = { chunk: 0, noun: 0, after: null, moved: 0, left: 0 };

/** Records are noted before they are given, so that taking it back knows each of them. */
export function handOverJob(nouns: HandOverNouns): JobKind {
  const names = Object.keys(nouns);
  return {
    permission: "users.manage",
    async run(ctx, job) {
      const { fromUserId, toUserId } = job.input as Input;
      let state = (job.state as State | null) ?? BEGIN;
      while (state.noun < names.length) {
        const name = names[state.noun] as string;
        const noun = await nouns[name]!();
        const chunk = await chunkOf(ctx, job, noun, name, fromUserId, state);
        const given = await noun.give(ctx, chunk.ids, fromUserId, toUserId);
        await tell(job, name, given);
        state = {
          chunk: state.chunk + 1,
          noun: state.noun + (chunk.next === null ? 1 : 0),
          after: chunk.next,
          moved: state.moved + given.moved,
          left: state.left + given.left.length,
        };
        if (!(await save(job, state))) return "leftOff";
      }
      return { result: { moved: state.moved, left: state.left } };
    },
    undo: (ctx, job, undone) => giveBack(ctx, job, undone, nouns),
  };
}

/** The next records: as they were noted, where a run that died had come so far. */
async function chunkOf(
  ctx: Ctx,
  job: JobRun,
  noun: HandOverNoun,
  name: string,
  fromUserId: string,
  { chunk, after }: State,
): Promise<HandOverChunk> {
  const noted = job.again ? await readChunk(ctx.table, job.id, chunk) : null;
  if (noted) return noted;
  const { ids, next } = await noun.held(ctx, fromUserId, after);
  const found = { noun: name, ids, next };
  await keepChunk(ctx, job.id, chunk, found);
  return found;
}

async function giveBack(ctx: Ctx, job: JobRun, undone: StoredJob, nouns: HandOverNouns): Promise<JobEnd> {
  const { fromUserId, toUserId } = undone.input as Input;
  if (!(await findUser(ctx.table, fromUserId)))
    throw new CrmError("conflict", "user.has_left", "They do not work here any more. Hand over to somebody else.");
  let state = (job.state as State | null) ?? BEGIN;
  for (;;) {
    const chunk = await readChunk(ctx.table, undone.id, state.chunk);
    if (!chunk) return { result: { moved: state.moved, left: state.left } };
    const load = nouns[chunk.noun];
    const given = load ? await (await load()).give(ctx, chunk.ids, toUserId, fromUserId) : { moved: 0, left: [] };
    await tell(job, chunk.noun, given);
    const { moved, left } = state;
    state = { ...state, chunk: state.chunk + 1, moved: moved + given.moved, left: left + given.left.length };
    if (!(await save(job, state))) return "leftOff";
  }
}

async function tell(job: JobRun, noun: string, { left }: Given): Promise<void> {
  for (const { id, reason } of left) await job.log(id, `${noun}.left`, { id, reason });
}

function save(job: JobRun, state: State): Promise<boolean> {
  const { moved, left } = state;
  return job.save({ state, done: moved + left, total: null, result: { moved, left } });
}
